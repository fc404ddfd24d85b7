"""$closure: Parameters → ClosureRequest, a version of a closure table → ConceptMap.

R5 states the relationship of the narrower code to the broader one, R4 the inverse: `subsumes`.
Source: https://hl7.org/fhir/R5/conceptmap-operation-closure.html and https://hl7.org/fhir/R4/conceptmap-operation-closure.html.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from fhir_resources.elements import Json, JsonElement, members, read_coding
from fhir_resources.parameters import Parameters, required
from fhir_resources.version import FhirVersion
from terminology.core.closure import ClosureEntry, ClosureTable
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.core.model import Coding

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class ClosureRequest:
    """Begins a table with neither codes nor a version; `since` asks for all entries after that version."""

    name: str
    codings: tuple[Coding, ...] = ()
    since: int | None = None


def read(parameters: Parameters) -> ClosureRequest:
    """Raises BadRequest if the name is missing, or if there are both codes and a version."""
    name = required("name", parameters.text("name"))
    if len(name) > LONGEST_NAME:
        raise _bad(f"The name of a closure table has at most {LONGEST_NAME} characters", "name")
    codings = tuple(
        read_coding(JsonElement(value, f"concept[{number}]"))
        for number, value in enumerate(parameters.resources("concept"))
    )
    version = parameters.text("version")
    if version is not None and codings:
        raise _bad("A request either adds concepts or asks for what came since a version", "version")
    if version is not None and not (version.isascii() and version.isdigit() and len(version) < 10):
        raise _bad(f"The version of a closure table is a number, not '{version[:40]}'", "version")
    return ClosureRequest(name, codings, None if version is None else int(version))


def write(table: ClosureTable, entries: Iterable[ClosureEntry], version: FhirVersion, id: str, date: str) -> Json:
    """The concept map in the words of this FHIR version, one group a code system, one element a code."""
    by_system: dict[tuple[str, str | None], dict[str, list[str]]] = {}
    for entry in entries:
        below = by_system.setdefault((entry.system, entry.version), {})
        below.setdefault(entry.narrower, []).append(entry.broader)
    relation = (
        {"equivalence": "subsumes"} if version is FhirVersion.R4 else {"relationship": "source-is-narrower-than-target"}
    )
    return members(
        resourceType="ConceptMap",
        id=id,
        version=str(table.version),
        title=f"Closure table {table.name}",
        status="active",
        experimental=False,
        date=date,
        group=[_group(system, pairs, relation, version) for system, pairs in by_system.items()],
    )


def _group(system: tuple[str, str | None], pairs: dict[str, list[str]], relation: Json, version: FhirVersion) -> Json:
    url, edition = system
    if version is FhirVersion.R4:
        names = members(source=url, sourceVersion=edition, target=url, targetVersion=edition)
    else:
        canonical = f"{url}|{edition}" if edition else url
        names = {"source": canonical, "target": canonical}
    elements = [
        {"code": narrower, "target": [{"code": broader, **relation} for broader in above]}
        for narrower, above in pairs.items()
    ]
    return {**names, "element": elements}


def _bad(text: str, name: str) -> BadRequest:
    return BadRequest(Issue("error", "value", text, "invalid-data", expression=(name,)))
