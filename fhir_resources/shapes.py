"""Checks the JSON types of a resource: arrays where FHIR has lists; objects, strings, numbers, booleans as defined.

Everything downstream relies on it: version conversion, the readers, and what responses echo. Each request body is
checked before it is converted, so that issues use the sender's element names. Elements that neither version defines are
ignored, as FHIR's JSON readers do; values are validated elsewhere (`models.py`, the readers).
Source: https://hl7.org/fhir/R5/json.html, by the element tables of `structure_definitions.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from fhir_resources.elements import InvalidResource, Json
from fhir_resources.structure_definitions import ElementDefinition, find_elements
from fhir_resources.version import FhirVersion
from terminology.core.issues import Issue

RESOURCE = "Resource"
_TARGET = "ConceptMap.group.element.target"
# Required elements whose name differs between the versions: the readers would report them by their R5 names.
REQUIRED: Mapping[tuple[str, FhirVersion], tuple[tuple[str, str], ...]] = {
    (_TARGET, FhirVersion.R4): (("equivalence", "relationship"),),
    (_TARGET, FhirVersion.R5): (("relationship", "equivalence"),),
    (f"{_TARGET}.dependsOn", FhirVersion.R4): (("property", "attribute"),),
    (f"{_TARGET}.dependsOn", FhirVersion.R5): (("attribute", "property"),),
}
_ELEMENT = "Coding"  # stands for Element: every type starts with its id and extension, which primitives may have too
_INTEGERS = frozenset({int})
_JSON_TYPES: Mapping[str, frozenset[type]] = {
    "boolean": frozenset({bool}),
    "integer": _INTEGERS,
    "unsignedInt": _INTEGERS,
    "positiveInt": _INTEGERS,
    "decimal": frozenset({int, float, Decimal}),
}
_TEXT = frozenset({str})
_OBJECT = frozenset({dict})


@dataclass(frozen=True, slots=True)
class _Rule:
    """The JSON types allowed for an element; `type` is the FHIR type of an object, None for a primitive.

    `may_have_gaps`: a list of primitives has a null for an entry with only extensions, or without any.
    """

    json_types: frozenset[type]
    is_list: bool
    type: str | None = None
    may_have_gaps: bool = False


class _WrongShape(Exception):
    """`steps` is the path to the wrong element, innermost first."""

    def __init__(self, step: str, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected
        self.steps = [step]


def refuse_wrong_shapes(resource: Json, version: FhirVersion) -> None:
    """Raises InvalidResource, with the FHIRPath of the first element that does not have the shape of this version."""
    type_ = resource.get("resourceType")
    if not isinstance(type_, str):
        raise _invalid("The body", "is not a FHIR resource: it has no resourceType", "resourceType")
    try:
        _check(resource, type_, version)
    except _WrongShape as wrong:
        path = ".".join((type_, *reversed(wrong.steps)))
        raise _invalid(path, f"must be {wrong.expected}", path) from None


def _check(element: Json, type_: str, version: FhirVersion) -> None:
    rules = _rules(type_, version)
    for name, value in element.items():
        rule = rules.get(name)
        if rule is None:
            _refuse_unknown_choice(name, rules)
        elif rule.is_list:
            _check_list(name, value, rule, version)
        elif value is not None:  # null counts as absent
            _check_one(name, value, rule, version)

    for name, other in REQUIRED.get((type_, version), ()):
        if name not in element and f"_{name}" not in element and other not in element:
            raise _WrongShape(name, "there")


def _check_list(name: str, values: Any, rule: _Rule, version: FhirVersion) -> None:
    if type(values) is not list:
        raise _WrongShape(name, "an array")
    for index, value in enumerate(values):
        if value is not None or not rule.may_have_gaps:
            _check_one(f"{name}[{index}]", value, rule, version)


def _check_one(step: str, value: Any, rule: _Rule, version: FhirVersion) -> None:
    if type(value) not in rule.json_types:
        raise _WrongShape(step, _expected(rule.json_types))
    if rule.type is None:
        return
    try:
        _check(value, _type(value) if rule.type == RESOURCE else rule.type, version)
    except _WrongShape as wrong:
        wrong.steps.append(step)
        raise


def _expected(json_types: frozenset[type]) -> str:
    names = ((dict, "an object"), (bool, "true or false"), (Decimal, "a number"), (int, "a whole number"))
    return next((name for type_, name in names if type_ in json_types), "a text")


def _type(resource: Json) -> str:
    type_ = resource.get("resourceType")
    if type(type_) is not str:
        raise _WrongShape("resourceType", "a text: the type of the resource")
    return type_


def _refuse_unknown_choice(name: str, rules: Mapping[str, _Rule]) -> None:
    """`valueFoo`: unknown names are ignored elsewhere, but readers find a value[x] by its prefix."""
    if name.startswith("value") and "valueBoolean" in rules:
        raise _WrongShape(name, "of a type that FHIR has for value[x]")


@cache
def _rules(type_: str, version: FhirVersion) -> Mapping[str, _Rule]:
    """By JSON name; elements that only the other version has are accepted too, with their shape in that version."""
    [other] = set(FhirVersion) - {version}
    elements = {**(find_elements(type_, other) or {}), **(find_elements(type_, version) or {})}
    may_be_texts = type_ == "Parameters.parameter"
    rules = {name: _rule(item, may_be_texts) for name, item in elements.items()}
    primitives = {name: item for name, item in elements.items() if item.is_primitive}
    return rules | {f"_{name}": _Rule(_OBJECT, item.is_list, _ELEMENT, True) for name, item in primitives.items()}


def _rule(item: ElementDefinition, may_be_text: bool) -> _Rule:
    """`may_be_text`: HL7's batch-validate-bad sends `valueBoolean: "true"`; readers parse the string."""
    if item.is_primitive:
        json_types = _JSON_TYPES.get(item.type, _TEXT)
        return _Rule(json_types | _TEXT if may_be_text else json_types, item.is_list, may_have_gaps=True)
    return _Rule(_OBJECT, item.is_list, item.type)


def _invalid(subject: str, what: str, expression: str) -> InvalidResource:
    return InvalidResource(Issue("error", "invalid", f"{subject} {what}", "invalid-data", expression=(expression,)))
