"""Cross references of terminated codes -> concept maps: by which codes CMS replaced what it ended, one map a release.

CMS's record layout calls the field "cross reference code": a code that stands for one that was deleted or is not valid
for Medicare. It does not say how near the two are, so the relationship is `related-to`, FHIR's word for "related, and
how exactly is not known" (https://hl7.org/fhir/R5/valueset-concept-map-relationship.html). Codes that are still valid
are left out: their cross references lead also to what they came from (B4105 to Q9994, which ended when it began).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seed.hcpcs.code_system import URL, first_day
from terminology.core.concept_maps import ConceptMap, ConceptMapHeader, Element, Group, MapProperty, Target
from terminology.core.model import CodeSystem, Concept, Value

CPT = "http://www.ama-assn.org/go/cpt"
RELATIONSHIP = "related-to"
STATED_IN = "statedIn"

# By the shape of a code, the code system it is from: HCPCS procedures and modifiers, CPT's categories I to III.
SHAPES = (
    (re.compile("[A-CE-V][0-9]{4}|[A-Z][A-Z0-9]"), URL),
    (re.compile("[0-9]{4}[0-9A-Z]"), CPT),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a release says of a code. `successors`: if the code has ended, the codes in its place, in CMS's order."""

    release: str
    concept: Concept
    successors: tuple[str, ...]


def replacement_maps(releases: Sequence[CodeSystem], canonical_base: str) -> tuple[ConceptMap, ...]:
    """One concept map for each release, the earliest first, with the release's version.

    A map says what its release says and, of codes that the release does not list any more, what the last one said that
    did; the property `statedIn` of a target names the release. So the latest map knows every successor, and an earlier
    one says no more than was known then. A code that is valid again has no successor.
    """
    maps: list[ConceptMap] = []
    latest: dict[str, Statement] = {}
    for release in sorted(releases, key=lambda item: item.header.version or ""):
        version = release.header.version or ""
        for concept in release.concepts:
            before = latest.get(concept.code)
            is_same = before is not None and before.concept is concept  # releases share the concepts that are equal
            successors = before.successors if before and is_same else _successors(concept)
            latest[concept.code] = Statement(version, concept, successors)
        maps.append(_map(version, latest, canonical_base))
    return tuple(maps)


def replacement_map_url(canonical_base: str) -> str:
    return f"{canonical_base}/ConceptMap/hcpcs-replaced-by"


def _successors(concept: Concept) -> tuple[str, ...]:
    found = [item.value.content for item in concept.properties if item.code == "crossReference"]
    return tuple(map(str, found)) if found and concept.values("terminationDate") else ()


def _map(version: str, latest: Mapping[str, Statement], canonical_base: str) -> ConceptMap:
    elements: dict[str, list[Element]] = {system: [] for _, system in SHAPES}
    unclear: list[str] = []
    url = replacement_map_url(canonical_base)
    ended = (statement for statement in latest.values() if statement.successors)
    for statement in sorted(ended, key=lambda item: (len(item.concept.code), item.concept.code)):
        concept = statement.concept
        stated_in = MapProperty(STATED_IN, Value("string", statement.release), f"{url}#{STATED_IN}")
        targets: dict[str | None, list[Target]] = {}
        for code in statement.successors:
            system = _system_of(code)
            known = latest.get(code) if system == URL else None
            display = known.concept.display if known else None
            targets.setdefault(system, []).append(Target(code, RELATIONSHIP, display, properties=(stated_in,)))
        unclear += [f"{concept.code} to {target.code}" for target in targets.pop(None, ())]
        for system, found in targets.items():
            elements[str(system)].append(Element(concept.code, concept.display, targets=tuple(found)))
    groups = (Group(URL, system, tuple(found)) for system, found in elements.items() if found)
    return ConceptMap(_header(url, version, unclear), tuple(groups))


def _system_of(code: str) -> str | None:
    return next((system for shape, system in SHAPES if shape.fullmatch(code)), None)


def _header(url: str, version: str, unclear: Sequence[str]) -> ConceptMapHeader:
    left_out = f" Left out, because they are not codes: {', '.join(unclear)}." if unclear else ""
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
            "that it does not list any more. CMS does not say how near a replacement is, so each is `related-to`."
            f"{left_out}"
        ),
        copyright="CPT codes are named by their numbers only; their texts belong to the American Medical Association.",
    )
