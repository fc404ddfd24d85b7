"""Cross references of terminated codes -> concept maps from ended codes to CMS's replacements, one map per release.

CMS's record layout calls the field "cross reference code": the replacement of a code that was deleted or is not valid
for Medicare. It does not say how close the two are, so the relationship is `related-to`, FHIR's code for an unknown
kind of relation (https://hl7.org/fhir/R5/valueset-concept-map-relationship.html). Codes that are still valid are left
out: their cross references can also point to predecessors (B4105 to Q9994, which ended when B4105 began).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from seed.hcpcs.code_system import URL, first_day
from terminology.core.bitset import numbers_in
from terminology.core.concept_maps import (
    ConceptMap,
    ConceptMapHeader,
    DeferredGroups,
    Element,
    Group,
    MapProperty,
    Target,
)
from terminology.core.model import Concept, Value
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import no_deadline
from terminology.core.value_sets import Filter

CPT = "http://www.ama-assn.org/go/cpt"
RELATIONSHIP = "related-to"
STATED_IN = "statedIn"
CROSS_REFERENCE = "crossReference"
TERMINATION = "terminationDate"

# The code system of a code, by its format: HCPCS procedures and modifiers, CPT categories I to III.
SHAPES = (
    (re.compile("[A-CE-V][0-9]{4}|[A-Z][A-Z0-9]"), URL),
    (re.compile("[0-9]{4}[0-9A-Z]"), CPT),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One release's data about a code."""

    release: str
    concept: Concept


def replacement_maps(releases: Sequence[CodeSystemProvider], canonical_base: str) -> tuple[ConceptMap, ...]:
    """One concept map for each release, earliest first, with the release's version.

    A map has its release's cross references and, for codes that the release no longer lists, those of the last release
    that did; a target's `statedIn` property names the release. So the latest map has every successor, and an earlier
    one only what was known then. A code that became valid again has no successor. Groups are computed on first access.
    """
    url = replacement_map_url(canonical_base)
    ordered = sorted(releases, key=lambda item: item.header.version or "")
    return tuple(
        ConceptMap(_header(url, item.header.version or ""), DeferredGroups(partial(_groups, ordered[: place + 1], url)))
        for place, item in enumerate(ordered)
    )


def replacement_map_url(canonical_base: str) -> str:
    return f"{canonical_base}/ConceptMap/hcpcs-replaced-by"


def _groups(releases: Sequence[CodeSystemProvider], url: str) -> tuple[Group, ...]:
    """The groups of the map of the last of these releases."""
    elements: dict[str, list[Element]] = {system: [] for _, system in SHAPES}
    referring = {concept.code for release in releases for concept in _ended(release) if _successors(concept)}
    for code in sorted(referring, key=lambda item: (len(item), item)):
        statement = _last_statement(releases, code)
        if statement is None:
            continue
        targets: dict[str, list[Target]] = {}
        for successor in _successors(statement.concept):
            if system := _system_of(successor):
                targets.setdefault(system, []).append(_target(releases, statement, successor, system, url))
        for system, found in targets.items():
            elements[system].append(Element(code, statement.concept.display, targets=tuple(found)))
    return tuple(Group(URL, system, tuple(found)) for system, found in elements.items() if found)


def _ended(release: CodeSystemProvider) -> Iterable[Concept]:
    """All concepts with successors, and possibly others: reads a few hundred of nine thousand concepts."""
    if not all(map(release.header.find_property, (CROSS_REFERENCE, TERMINATION))):
        return release.concepts()  # an undeclared property cannot be filtered on
    refer, end = (_stating(release, name) for name in (CROSS_REFERENCE, TERMINATION))
    return map(release.concept, numbers_in(refer & end))


def _stating(release: CodeSystemProvider, name: str) -> int:
    return release.select(Filter(name, "exists", "true"), "", no_deadline)


def _successors(concept: Concept) -> tuple[str, ...]:
    """The replacements of an ended code, in CMS's order; empty for a valid code."""
    found = [item.value.content for item in concept.properties if item.code == CROSS_REFERENCE]
    return tuple(map(str, found)) if found and concept.values(TERMINATION) else ()


def _last_statement(releases: Sequence[CodeSystemProvider], code: str) -> Statement | None:
    for release in reversed(releases):
        if concept := release.locate(code):
            return Statement(release.header.version or "", concept)
    return None


def _target(releases: Sequence[CodeSystemProvider], statement: Statement, code: str, system: str, url: str) -> Target:
    known = _last_statement(releases, code) if system == URL else None
    stated_in = MapProperty(STATED_IN, Value("string", statement.release), f"{url}#{STATED_IN}")
    return Target(code, RELATIONSHIP, known.concept.display if known else None, properties=(stated_in,))


def _system_of(code: str) -> str | None:
    return next((system for shape, system in SHAPES if shape.fullmatch(code)), None)


def _header(url: str, version: str) -> ConceptMapHeader:
    return ConceptMapHeader(
        url=url,
        version=version,
        id=f"hcpcs-replaced-by-{version}",
        name="HCPCSReplacedBy",
        title="HCPCS Level II codes that ended, and the codes CMS refers to in their place",
        status="active",
        experimental=False,
        date=first_day(version),
        publisher="HCPCS terminology server, from the cross references of the Centers for Medicare & Medicaid Services",
        description=(
            f"The cross references of terminated codes in CMS's release {version}, and in earlier releases for codes "
            "that it does not list any more. CMS does not say how near a replacement is, so each is `related-to`. "
            "A cross reference that has the form of no code is left out."
        ),
        copyright="CPT codes are named by their numbers only; their texts belong to the American Medical Association.",
    )
