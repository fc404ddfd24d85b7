"""Validates FHIR resources with the fhir.resources library; no other module imports it.

Called on incoming resources that will be stored, and in the tests on everything we build. The library has no R4 4.0.1
models, so R4 uses those of R4B, which are the same for terminology. Models are imported one by one on first use (all R5
models take four seconds). The library does not check required code bindings; the table below does, for the codes that
determine what a terminology resource means. In a code system, concepts that are not plainly valid (`plain_concepts.py`)
are validated one by one, and only invalid ones again together with the rest of the resource. The issues are the same,
and hundreds of thousands of concepts take neither minutes nor gigabytes.
Source: https://hl7.org/fhir/R5/validation.html; bindings from the pages of each resource.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from fhir_resources.elements import Json
from fhir_resources.version import FhirVersion
from terminology.core.issues import Issue

if TYPE_CHECKING:
    from pydantic import BaseModel

_STATUSES = ("draft", "active", "retired", "unknown")
_OPERATORS = ("=", "is-a", "descendent-of", "is-not-a", "regex", "in", "not-in", "generalizes", "exists")
_R5_OPERATORS = (*_OPERATORS, "child-of", "descendent-leaf")
_CONTENTS = ("not-present", "example", "fragment", "complete", "supplement")
_PROPERTY_TYPES = ("code", "Coding", "string", "integer", "boolean", "dateTime", "decimal")
_RELATIONSHIPS = (
    "related-to",
    "equivalent",
    "source-is-narrower-than-target",
    "source-is-broader-than-target",
    "not-related-to",
)
_EQUIVALENCES = (
    "relatedto",
    "equivalent",
    "equal",
    "wider",
    "subsumes",
    "narrower",
    "specializes",
    "inexact",
    "unmatched",
    "disjoint",
)
_BINDINGS: dict[str, tuple[str, ...]] = {
    "CodeSystem.status": _STATUSES,
    "CodeSystem.content": _CONTENTS,
    "CodeSystem.hierarchyMeaning": ("grouped-by", "is-a", "part-of", "classified-with"),
    "CodeSystem.property.type": _PROPERTY_TYPES,
    "ValueSet.status": _STATUSES,
    "ConceptMap.status": _STATUSES,
}
_BINDINGS_BY_VERSION: Mapping[FhirVersion, Mapping[str, tuple[str, ...]]] = {
    FhirVersion.R4: _BINDINGS
    | {
        "CodeSystem.filter.operator": _OPERATORS,
        "ValueSet.compose.include.filter.op": _OPERATORS,
        "ValueSet.compose.exclude.filter.op": _OPERATORS,
        "ConceptMap.group.element.target.equivalence": _EQUIVALENCES,
        "ConceptMap.group.unmapped.mode": ("provided", "fixed", "other-map"),
    },
    FhirVersion.R5: _BINDINGS
    | {
        "CodeSystem.filter.operator": _R5_OPERATORS,
        "ValueSet.compose.include.filter.op": _R5_OPERATORS,
        "ValueSet.compose.exclude.filter.op": _R5_OPERATORS,
        "ConceptMap.group.element.target.relationship": _RELATIONSHIPS,
        "ConceptMap.group.unmapped.mode": ("use-source-code", "fixed", "other-map"),
        "ConceptMap.group.unmapped.relationship": _RELATIONSHIPS,
        "ConceptMap.property.type": _PROPERTY_TYPES,
    },
}
_ISSUE_CODES = {"model_field_validation.missing": "required", "missing": "required", "extra_forbidden": "structure"}


def check(resource: Json, version: FhirVersion) -> tuple[Issue, ...]:
    """The issues of the resource in this version, each with its FHIRPath; empty if it is valid."""
    resource_type = resource.get("resourceType")
    model = _model(resource_type, version) if isinstance(resource_type, str) else None
    if model is None:
        named = f"'{resource_type}' is not" if resource_type else "The resource does not name"
        return (_issue("structure", f"{named} a resource type of FHIR {version.full}", "resourceType"),)
    return (
        *_validate(model, resource, str(resource_type), version),
        *_check_bindings(resource, str(resource_type), version),
    )


@cache
def _model(resource_type: str, version: FhirVersion) -> "type[BaseModel] | None":
    try:
        model = _library_model(resource_type, version)
    except ValueError:  # the library has no such model
        return None
    return model if "implicitRules" in model.model_fields or "meta" in model.model_fields else None


@cache
def _library_model(name: str, version: FhirVersion) -> "type[BaseModel]":
    if version is FhirVersion.R4:  # both are slow to import, and a server that only reads needs neither
        from fhir.resources.R4B import get_fhir_model_class
    else:
        from fhir.resources import get_fhir_model_class
    model: type[BaseModel] = get_fhir_model_class(name)
    return model


def _validate(model: "type[BaseModel]", resource: Json, resource_type: str, version: FhirVersion) -> Iterator[Issue]:
    from pydantic import ValidationError  # slow to import

    invalid = _invalid_concepts(resource, version) if resource_type == "CodeSystem" else None
    if invalid is not None:
        resource = _with_concepts(resource, [resource["concept"][place] for place in invalid])
    try:
        model.model_validate(resource)
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_input=False):
            if _is_sibling_of_primitive(resource, problem["type"], problem["loc"]):
                continue
            expression = _expression(resource_type, _location(problem["loc"], invalid))
            code = _ISSUE_CODES.get(problem["type"], "value")
            text = "is not an element of FHIR here" if code == "structure" else problem["msg"]
            yield _issue(code, f"{expression}: {' '.join(text.split())}", expression)
    except (KeyError, TypeError, AttributeError):  # the library raises these for an invalid nested resource
        yield _issue("structure", f"{resource_type}: a resource inside it is not a FHIR resource", resource_type)


def _invalid_concepts(resource: Json, version: FhirVersion) -> list[int] | None:
    """The indices of the top-level concepts that are invalid; None if there are no concepts."""
    concepts = resource.get("concept")
    if not isinstance(concepts, list) or not concepts:
        return None
    from fhir_resources.plain_concepts import plain_concept_test  # with pydantic

    is_plain = plain_concept_test()
    model = _library_model("CodeSystemConcept", version)
    return [place for place, item in enumerate(concepts) if not is_plain(item) and not _is_valid(model, item)]


def _is_valid(model: "type[BaseModel]", concept: Any) -> bool:
    from pydantic import ValidationError  # slow to import

    try:
        model.model_validate(concept)
    except (ValidationError, KeyError, TypeError, AttributeError):
        return False
    return True


def _with_concepts(resource: Json, concepts: list[Any]) -> Json:
    """The resource with only these concepts; without the list if there are none."""
    others = {name: value for name, value in resource.items() if name != "concept"}
    return others | {"concept": concepts} if concepts else others


def _location(location: tuple[int | str, ...], invalid: list[int] | None) -> tuple[int | str, ...]:
    """The location in the original resource, with all its concepts."""
    match location:
        case ("concept", int(place), *rest) if invalid is not None:
            return ("concept", invalid[place], *rest)
    return location


def _is_sibling_of_primitive(resource: Json, type: str, location: tuple[int | str, ...]) -> bool:
    """Whether this is the companion of a primitive value[x] (`_valueCode`): valid, but unknown to the library."""
    *steps, name = location
    if type != "extra_forbidden" or not str(name).startswith("_value"):
        return False
    element: Any = resource
    for step in steps:
        element = element[step]
    return isinstance(element[name], dict) and element[name].keys() <= {"id", "extension"}


def _expression(resource_type: str, location: tuple[int | str, ...]) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return resource_type + "".join(steps)


def _check_bindings(resource: Json, resource_type: str, version: FhirVersion) -> Iterator[Issue]:
    for path, allowed in _BINDINGS_BY_VERSION[version].items():
        root, *names = path.split(".")
        if root != resource_type:
            continue
        for expression, code in _values(resource, names, resource_type):
            if isinstance(code, str) and code not in allowed:
                text = f"{expression}: '{code}' is not one of {', '.join(allowed)}"
                yield _issue("code-invalid", text, expression)


def _values(element: Any, names: list[str], expression: str) -> Iterator[tuple[str, Any]]:
    """Every value at the end of the path, with its FHIRPath."""
    if isinstance(element, list):
        for index, item in enumerate(element):
            yield from _values(item, names, f"{expression}[{index}]")
    elif not names:
        yield expression, element
    elif isinstance(element, dict) and names[0] in element:
        yield from _values(element[names[0]], names[1:], f"{expression}.{names[0]}")


def _issue(code: str, text: str, expression: str) -> Issue:
    return Issue("error", code, text, "invalid-data", expression=(expression,))
