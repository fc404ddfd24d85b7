"""Hypothesis strategies for valid R5 resources with all elements of R5, including those that R4 lacks.

Made from the element tables; required elements and allowed codes are listed here. The tests check that `models.check`
accepts their output.
"""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from fhir_resources.elements import Json
from fhir_resources.structure_definitions import ElementDefinition, find_elements
from fhir_resources.version import FhirVersion

DEPTH = {"ConceptMap": 6}  # what a mapping depends on is deep inside
DIV = '<div xmlns="http://www.w3.org/1999/xhtml">x</div>'
REQUIRED: dict[str, tuple[str, ...]] = {
    "CodeSystem": ("status", "content"),
    "CodeSystem.filter": ("code", "operator", "value"),
    "CodeSystem.property": ("code", "type"),
    "CodeSystem.concept": ("code",),
    "CodeSystem.concept.designation": ("value",),
    "CodeSystem.concept.property": ("code", "value"),
    "ValueSet": ("status",),
    "ValueSet.compose": ("include",),
    "ValueSet.compose.include.concept": ("code",),
    "ValueSet.compose.include.concept.designation": ("value",),
    "ValueSet.compose.include.filter": ("property", "op", "value"),
    "ValueSet.expansion": ("timestamp",),
    "ValueSet.expansion.parameter": ("name",),
    "ValueSet.expansion.property": ("code",),
    "ValueSet.expansion.contains.property": ("code", "value"),
    "ValueSet.expansion.contains.property.subProperty": ("code", "value"),
    "ConceptMap": ("status",),
    "ConceptMap.property": ("code", "type"),
    "ConceptMap.additionalAttribute": ("code", "type"),
    "ConceptMap.group": ("element",),
    "ConceptMap.group.element.target": ("relationship",),
    "ConceptMap.group.element.target.property": ("code", "value"),
    "ConceptMap.group.element.target.dependsOn": ("attribute",),
    "ConceptMap.group.unmapped": ("mode",),
    "Parameters.parameter": ("name",),
    "Narrative": ("status", "div"),
    "Extension": ("url", "value"),
    "UsageContext": ("code", "value"),
    "RelatedArtifact": ("type",),
}
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("*", "status"): ("draft", "active", "retired"),
    ("CodeSystem", "content"): ("complete", "fragment", "example"),
    ("CodeSystem", "hierarchyMeaning"): ("is-a", "part-of"),
    ("CodeSystem.filter", "operator"): ("=", "is-a", "child-of", "descendent-leaf"),
    ("CodeSystem.property", "type"): ("code", "Coding", "decimal"),
    ("ValueSet.compose.include.filter", "op"): ("=", "regex", "child-of", "descendent-leaf"),
    ("ConceptMap.property", "type"): ("code", "string"),
    ("ConceptMap.additionalAttribute", "type"): ("code", "Coding"),
    ("ConceptMap.group.element.target", "relationship"): (
        *("equivalent", "related-to", "not-related-to"),
        *("source-is-narrower-than-target", "source-is-broader-than-target"),
    ),
    ("ConceptMap.group.unmapped", "mode"): ("use-source-code", "fixed", "other-map"),
    ("ConceptMap.group.unmapped", "relationship"): ("equivalent", "related-to"),
    ("Narrative", "status"): ("generated",),
    ("Identifier", "use"): ("official", "old"),
    ("RelatedArtifact", "type"): ("documentation", "citation"),
}
# Few values, so that equal ones meet: attributes that are declared and used, codes that occur twice.
PRIMITIVES: dict[str, st.SearchStrategy[Any]] = {
    "boolean": st.booleans(),
    "integer": st.integers(-5, 5),
    "unsignedInt": st.integers(0, 5),
    "positiveInt": st.integers(1, 5),
    "decimal": st.sampled_from([Decimal("1.10"), Decimal("-2"), Decimal("0.001")]),
    "integer64": st.just("5"),
    "date": st.sampled_from(["2026", "2026-02", "2026-02-28"]),
    "dateTime": st.sampled_from(["2026", "2026-02-28T10:00:00Z"]),
    "instant": st.just("2026-02-28T10:00:00.5+01:00"),
    "time": st.just("10:00:00"),
    "code": st.sampled_from(["a", "b", "side effect", "en"]),
    "id": st.sampled_from(["i1", "i-2"]),
    "uri": st.sampled_from(["http://example.org/side", "urn:x", "http://example.org/b#a"]),
    "canonical": st.sampled_from(["http://example.org/cs|1", "urn:x"]),
    "url": st.just("http://example.org/"),
    "oid": st.just("urn:oid:1.2.3"),
    "uuid": st.just("urn:uuid:c757873d-ec9a-4326-a141-556f43239520"),
    "base64Binary": st.just("YQ=="),
    "xhtml": st.just(DIV),
}
TEXTS = st.sampled_from(["text", "a", "other text"])
PLAIN_TYPES = frozenset(
    {"Coding", "CodeableConcept", "Quantity", "Identifier", "Period", "ContactPoint", "ContactDetail"}
)
USABLE_TYPES = PLAIN_TYPES | {"UsageContext", "Narrative", "RelatedArtifact", "Extension"}


def r5_resources(type_: str) -> st.SearchStrategy[Json]:
    """Valid resources of this type: CodeSystem, ValueSet, ConceptMap, or Parameters that contain these."""
    if type_ == "Parameters":
        return st.lists(_parameter(2), min_size=1, max_size=3).map(
            lambda items: {"resourceType": "Parameters", "parameter": items}
        )
    return _element(type_, DEPTH.get(type_, 4)).map(lambda element: {"resourceType": type_, **element})


@st.composite
def _parameter(draw: st.DrawFn, depth: int) -> Json:
    name = {"name": draw(TEXTS)}
    kind = draw(st.sampled_from(["value", "resource", "part"] if depth else ["value"]))
    if kind == "part":
        return name | {"part": draw(st.lists(_parameter(depth - 1), min_size=1, max_size=2))}
    if kind == "resource":
        return name | {"resource": draw(st.sampled_from(["ValueSet", "ConceptMap"]).flatmap(r5_resources))}
    return name | draw(_choice("Parameters.parameter", "value", 1))


@st.composite
def _element(draw: st.DrawFn, type_: str, depth: int) -> Json:
    elements = find_elements(type_, FhirVersion.R5) or {}
    required = REQUIRED.get(type_, ())
    stems = {item.stem for item in elements.values() if _is_usable(item, depth)} - {
        "id",
        "contained",
        "modifierExtension",
    }
    chosen = draw(st.lists(st.sampled_from(sorted(stems)), max_size=5, unique=True)) if stems else []
    wanted = {*chosen, *required}
    if type_ == "Extension":
        wanted = {"url", "value"}
    if type_ == "ConceptMap.group.element.target.dependsOn" and "value" in wanted:
        wanted -= {"valueSet"}
    result: Json = {}
    for stem in dict.fromkeys(item.stem for item in elements.values() if item.stem in wanted):
        if stem in elements:
            result[stem] = draw(_value(elements[stem], type_, depth - 1))
        else:
            result |= draw(_choice(type_, stem, depth - 1))
    return result or {"id": "i1"}


def _is_usable(item: ElementDefinition, depth: int) -> bool:
    if item.is_primitive:
        return True
    return depth > 1 and ("." in item.type or item.type in USABLE_TYPES)


def _choice(type_: str, stem: str, depth: int) -> st.SearchStrategy[Json]:
    """One of the types of a choice, as a member."""
    elements = find_elements(type_, FhirVersion.R5) or {}
    possible = [
        item
        for item in elements.values()
        if item.stem == stem and item.name != stem and (item.is_primitive or item.type in PLAIN_TYPES)
    ]
    return st.sampled_from(possible).flatmap(
        lambda item: _value(item, type_, depth).map(lambda value: {item.name: value})
    )


def _value(item: ElementDefinition, owner: str, depth: int) -> st.SearchStrategy[Any]:
    words = WORDS.get((owner, item.name)) or (WORDS[("*", "status")] if item.name == "status" else None)
    if words:
        one: st.SearchStrategy[Any] = st.sampled_from(words)
    elif item.is_primitive:
        one = PRIMITIVES.get(item.type, TEXTS)
    else:
        one = st.deferred(lambda: _element(item.type, depth))
    return st.lists(one, min_size=1, max_size=2) if item.is_list else one
