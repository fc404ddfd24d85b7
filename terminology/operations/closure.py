"""$closure: which codes to add to a closure table, and which entries result.

Source: https://hl7.org/fhir/R5/conceptmap-operation-closure.html
"""

from collections.abc import Callable, Iterator, Sequence

from terminology.core.bitset import bits_of, numbers_in
from terminology.core.catalogue import Catalogue
from terminology.core.closure import ClosureCode, ClosureEntry, ClosureTable
from terminology.core.errors import BadRequest, TooCostly, UnknownCode, UnknownCodeSystem, VersionMismatch
from terminology.core.issues import Issue
from terminology.core.messages import issue
from terminology.core.model import Coding
from terminology.core.ports import CodeSystemProvider
from terminology.core.value_sets import Filter
from terminology.core.versioned import is_version

MAX_CODES = 50_000  # in one table
MAX_ENTRIES = 100_000  # in one response


def joining(catalogue: Catalogue, table: ClosureTable, codings: Sequence[Coding]) -> tuple[ClosureCode, ...]:
    """The codes that the table does not have yet, each once, in the spelling of their code systems.

    Raises BadRequest, UnknownCodeSystem, UnknownCode, VersionMismatch, TooCostly; nothing is added then.
    """
    versions = dict(table.system_versions)
    known = {(item.system, item.code) for step in table.steps for item in step.codes}
    found: dict[tuple[str, str], ClosureCode] = {}
    for number, coding in enumerate(codings):
        item = _code(catalogue, versions, coding, f"concept[{number}]")
        versions.setdefault(item.system, item.version)
        if (item.system, item.code) not in known:
            found[item.system, item.code] = item
    if len(known) + len(found) > MAX_CODES:
        text = f"A closure table has at most {MAX_CODES:,} codes"
        raise TooCostly(Issue("error", "too-costly", text))
    return tuple(found.values())


def _code(catalogue: Catalogue, versions: dict[str, str | None], coding: Coding, place: str) -> ClosureCode:
    if not coding.system or not coding.code:
        raise BadRequest(Issue("error", "required", f"{place} needs a system and a code", expression=(place,)))
    system = catalogue.canonical_system(coding.system)
    code_system = _code_system(catalogue, system, versions.get(system) or coding.version)
    if coding.version and not is_version(code_system.header, coding.version):
        text = (
            f"The table has codes of {code_system.header.canonical}, and {place} is of version {coding.version}: "
            "reinitialize it to change the version"
        )
        raise VersionMismatch(Issue("error", "conflict", text, expression=(place,)))
    concept = code_system.locate(coding.code)
    if concept is None:
        text = f"{place}: the code '{coding.code}' is not in {code_system.header.canonical}"
        raise UnknownCode(Issue("error", "code-invalid", text, "invalid-code", expression=(place,)))
    return ClosureCode(system, code_system.header.version, concept.code)


def _code_system(catalogue: Catalogue, system: str, version: str | None) -> CodeSystemProvider:
    found = catalogue.find_code_system(system, version)
    if found is None:
        name = f"{system}|{version}" if version else system
        raise UnknownCodeSystem(issue("UNKNOWN_CODESYSTEM", system=name))
    return found


def entries_since(
    catalogue: Catalogue, table: ClosureTable, version: int, check_deadline: Callable[[], None]
) -> tuple[ClosureEntry, ...]:
    """How codes added after this version of the table relate to each other and to earlier ones; each pair once.

    Raises UnknownCodeSystem if a version of a code system is no longer loaded, TooCostly for too many entries.
    """
    found: list[ClosureEntry] = []
    for system, pinned in table.system_versions.items():
        code_system = _code_system(catalogue, system, pinned)
        for entry in _entries(code_system, table, system, version, check_deadline):
            found.append(entry)
            if len(found) > MAX_ENTRIES:
                text = f"More than {MAX_ENTRIES:,} entries: add fewer codes at a time, or pass a later version"
                raise TooCostly(Issue("error", "too-costly", text))
    return tuple(found)


def _entries(
    code_system: CodeSystemProvider, table: ClosureTable, system: str, version: int, check_deadline: Callable[[], None]
) -> Iterator[ClosureEntry]:
    old, new = (_ordinals(code_system, table, system, (first, end)) for first, end in ((0, version), (version, None)))
    for ordinal in numbers_in(new):
        check_deadline()
        code, own = code_system.concept(ordinal).code, 1 << ordinal
        above = code_system.select(Filter("concept", "generalizes", code), "", check_deadline)
        for other in numbers_in(above & (old | new) & ~own):
            yield ClosureEntry(system, code_system.header.version, code, code_system.concept(other).code)
        below = code_system.select(Filter("concept", "is-a", code), "", check_deadline)
        for other in numbers_in(below & old & ~own):
            yield ClosureEntry(system, code_system.header.version, code_system.concept(other).code, code)


def _ordinals(
    code_system: CodeSystemProvider, table: ClosureTable, system: str, after_up_to: tuple[int, int | None]
) -> int:
    """The codes of this system that were added after one version, up to another."""
    after, up_to = after_up_to
    codes = (
        item.code
        for step in table.steps
        if step.number > after and (up_to is None or step.number <= up_to)
        for item in step.codes
        if item.system == system
    )
    return bits_of((there for code in codes if (there := code_system.ordinal(code)) is not None), code_system.count)
