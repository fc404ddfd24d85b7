"""FHIR's datatypes between R5 JSON and core: Coding, value[x], Extension, Designation, Property.

The readers of this package access JSON through `JsonElement`: it checks the JSON type of each member it returns and
knows its own location, so that errors have a FHIRPath. Members that no reader requests are ignored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fhir_resources import json_format
from fhir_resources.limits import refuse_codings_over
from fhir_resources.structure_definitions import open_types
from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.core.model import Coding, Designation, Extension, Property, Value

Json = dict[str, Any]

_TYPES = open_types(FhirVersion.R5)
_PRIMITIVES = frozenset(name for name in _TYPES if name[0].islower())
_JSON_TYPES: Mapping[type, str] = {bool: "boolean", int: "integer", str: "string"}
_EXPECTED = {
    "boolean": "boolean",
    "integer": "integer",
    "unsignedInt": "integer",
    "positiveInt": "integer",
    "decimal": "number",
}
_TYPE_NAMES = {name[0].upper() + name[1:]: name for name in _TYPES}  # as the suffix of a choice element's name
_CHOICES = {type_: name for name, type_ in _TYPE_NAMES.items()}


class InvalidResource(BadRequest):
    """A resource lacks an element that it must have, or has one of the wrong JSON type."""


@dataclass(slots=True)
class JsonElement:
    """One JSON object of a resource. `parent` is None for the resource itself, named by its resourceType."""

    json: Mapping[str, Any]
    name: str
    parent: "JsonElement | None" = None

    @property
    def path(self) -> str:
        """FHIRPath from the resource: CodeSystem.concept[3].designation[0]."""
        return f"{self.parent.path}.{self.name}" if self.parent else self.name

    def text(self, name: str) -> str | None:
        value = self.json.get(name)
        if value is not None and not isinstance(value, str):
            raise self.invalid(name, "must be a string")
        return value or None

    def required_text(self, name: str) -> str:
        text = self.text(name)
        if text is None:
            raise self.invalid(name, "is missing")
        return text

    def texts(self, name: str) -> tuple[str, ...]:
        values = self._list(name)
        if not all(isinstance(value, str) for value in values):
            raise self.invalid(name, "must hold strings")
        return tuple(values)

    def boolean(self, name: str) -> bool | None:
        value = self.json.get(name)
        if value is not None and not isinstance(value, bool):
            raise self.invalid(name, "must be true or false")
        return value

    def find(self, name: str) -> "JsonElement | None":
        value = self.json.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.invalid(name, "must be an object")
        return JsonElement(value, name, self)

    def items(self, name: str) -> tuple["JsonElement", ...]:
        """The objects of a list; empty if there is none."""
        if name not in self.json:  # the usual case, a hundred thousand times in a large code system
            return ()
        values = self._list(name)
        if not all(isinstance(value, dict) for value in values):
            raise self.invalid(name, "must hold objects")
        return tuple(JsonElement(value, f"{name}[{index}]", self) for index, value in enumerate(values))

    def invalid(self, name: str, what: str) -> InvalidResource:
        expression = f"{self.path}.{name}"
        return InvalidResource(
            Issue("error", "invalid", f"{expression} {what}", "invalid-data", expression=(expression,))
        )

    def _list(self, name: str) -> list[Any]:
        values = self.json.get(name, [])
        if not isinstance(values, list):
            raise self.invalid(name, "must be an array")
        return values


def read_resource(resource: Mapping[str, Any], resource_type: str) -> JsonElement:
    """The resource as an element. Raises InvalidResource if it is of another type."""
    if resource.get("resourceType") != resource_type:
        found = resource.get("resourceType")
        text = f"A {resource_type} is expected, and this is {f'a {found}' if found else 'no FHIR resource'}"
        raise InvalidResource(Issue("error", "invalid", text, "invalid-data"))
    return JsonElement(resource, resource_type)


def members(**named: Any) -> Json:
    """A JSON object without members that are None or empty lists; false stays."""
    return {name: value for name, value in named.items() if value is not None and value != []}


def read_coding(element: JsonElement) -> Coding:
    return Coding(element.text("system"), element.text("code"), element.text("version"), element.text("display"))


def read_codings(concept: Json, name: str) -> tuple[Coding, ...]:
    """The codings of a CodeableConcept, the element `name`. Raises BadRequest when they are very many."""
    items = JsonElement(concept, name).items("coding")
    refuse_codings_over(len(items), name)
    return tuple(map(read_coding, items))


def write_coding(coding: Coding) -> Json:
    return members(system=coding.system, version=coding.version, code=coding.code, display=coding.display)


def read_value(element: JsonElement, stem: str = "value") -> Value | None:
    """The value[x] of an element, or another choice by its stem; None if there is none."""
    for name in element.json:
        if name.startswith(stem) and name[len(stem) :] in _TYPE_NAMES:
            type_ = _TYPE_NAMES[name[len(stem) :]]
            return Value(type_, _read_content(element, name, type_))
    return None


def write_value(value: Value, stem: str = "value") -> Json:
    """One member: {"valueCode": "…"}."""
    content: Any = value.content
    if isinstance(content, Coding):
        content = write_coding(content)
    elif value.type not in _PRIMITIVES:
        content = json_format.loads(str(content).encode())
    return {stem + _CHOICES[value.type]: content}


def _read_content(element: JsonElement, name: str, type_: str) -> str | bool | int | Decimal | Coding:
    content = element.json[name]
    if type_ not in _PRIMITIVES:
        inner = element.find(name)
        if inner is None:
            raise element.invalid(name, "is missing")
        return read_coding(inner) if type_ == "Coding" else json_format.dumps(inner.json).decode()
    if type_ == "decimal" and isinstance(content, int | float | Decimal) and not isinstance(content, bool):
        return Decimal(str(content))
    expected = _EXPECTED.get(type_, "string")
    if isinstance(content, bool | int | str) and _JSON_TYPES[type(content)] == expected:
        return content
    raise element.invalid(name, f"must be a JSON {expected}")


def read_extensions(element: JsonElement) -> tuple[Extension, ...]:
    if "extension" not in element.json:
        return ()
    return tuple(
        Extension(item.required_text("url"), read_value(item), read_extensions(item))
        for item in element.items("extension")
    )


def write_extensions(extensions: Iterable[Extension]) -> list[Json]:
    return [
        {
            **members(extension=write_extensions(item.extensions)),
            "url": item.url,
            **(write_value(item.value) if item.value else {}),
        }
        for item in extensions
    ]


def read_designation(element: JsonElement) -> Designation:
    use = element.find("use")
    return Designation(
        value=element.required_text("value"),
        language=element.text("language"),
        use=read_coding(use) if use else None,
        additional_uses=tuple(map(read_coding, element.items("additionalUse"))),
        extensions=read_extensions(element),
    )


def write_designation(designation: Designation) -> Json:
    return members(
        extension=write_extensions(designation.extensions),
        language=designation.language,
        use=write_coding(designation.use) if designation.use else None,
        additionalUse=[write_coding(use) for use in designation.additional_uses],
        value=designation.value,
    )


def read_properties(element: JsonElement) -> tuple[Property, ...]:
    """The `property` list of a concept or of an expansion entry; one without a value (data absent) states nothing."""
    stated = ((item.required_text("code"), read_value(item)) for item in element.items("property"))
    return tuple(Property(code, value) for code, value in stated if value)


def write_property(property: Property) -> Json:
    return {"code": property.code, **write_value(property.value)}
