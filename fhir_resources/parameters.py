"""Parameters: what an operation is asked, read by name, from a FHIR Parameters resource or from a query.

HL7's tools write the same parameter as valueUri, valueCanonical or valueString, so values are read by the name of the
parameter and the type its definition gives it, not by the type of the JSON element
(https://hl7.org/fhir/R5/parameters.html).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fhir_resources.operation_definitions import OperationDefinition
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.core.model import Coding

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `value` is R5 JSON (a primitive, a datatype, a resource) or the text of a query parameter."""

    name: str
    value: Any = None
    parts: tuple["Parameter", ...] = ()


class Parameters:
    """The parameters of one request in their order. Reading a name that the operation does not define is a KeyError."""

    def __init__(self, definition: OperationDefinition, items: Iterable[Parameter]) -> None:
        self.definition = definition
        self.items = tuple(items)

    def named(self, name: str) -> tuple[Parameter, ...]:
        """Every parameter of this name, in order."""
        if self.definition.find_input(name) is None:
            raise KeyError(f"{self.definition.id} does not define the parameter {name}")
        return tuple(item for item in self.items if item.name == name)

    def value(self, name: str) -> Any:
        """The value of a parameter that occurs once; None if absent. Raises BadRequest if it is given twice."""
        values = _distinct(item.value for item in self.named(name))
        if len(values) > 1:
            raise BadRequest(
                _invalid(f"The parameter {name} may be given once, and is given {len(values)} times", name)
            )
        return values[0] if values else None

    def text(self, name: str) -> str | None:
        return _text(name, self.value(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a parameter that may repeat."""
        texts = (_text(name, item.value) for item in self.named(name))
        return tuple(text for text in texts if text is not None)

    def boolean(self, name: str) -> bool | None:
        value = self.value(name)
        if value is None or isinstance(value, bool):
            return value
        if value in ("true", "false"):
            return bool(value == "true")
        raise BadRequest(_invalid(f"The parameter {name} must be true or false, not '{value}'", name))

    def integer(self, name: str) -> int | None:
        """A whole number, not negative: every integer the operations define is a count."""
        value = self.value(name)
        if value is None:
            return None
        try:
            number = int(str(value))
        except ValueError:
            raise BadRequest(_invalid(f"The parameter {name} must be a whole number, not '{value}'", name)) from None
        if number < 0 or isinstance(value, bool):
            raise BadRequest(_invalid(f"The parameter {name} must not be negative, and is {value}", name))
        return number

    def coding(self, name: str) -> Coding | None:
        value = self.value(name)
        return None if value is None else read_coding(_object(name, value), name)

    def codeable_concept(self, name: str) -> Json | None:
        """The CodeableConcept as JSON, because an answer echoes it."""
        value = self.value(name)
        return None if value is None else _object(name, value)

    def resource(self, name: str) -> Json | None:
        value = self.value(name)
        return None if value is None else _object(name, value)

    def resources(self, name: str) -> tuple[Json, ...]:
        return tuple(_object(name, item.value) for item in self.named(name))


def parameters_from_resource(resource: Json) -> tuple[Parameter, ...]:
    """The entries of a Parameters resource (R5 JSON). Raises BadRequest if it is none."""
    if resource.get("resourceType") != "Parameters":
        kind = resource.get("resourceType", "an object without resourceType")
        raise BadRequest(_invalid(f"The body must be a Parameters resource, and is {kind}"))
    entries = resource.get("parameter", [])
    if not isinstance(entries, list):
        raise BadRequest(_invalid("Parameters.parameter must be an array"))
    return tuple(_parameter(entry) for entry in entries)


def parameters_from_query(query: Iterable[tuple[str, str]]) -> tuple[Parameter, ...]:
    """The parameters of a GET. Names that begin with `_` belong to the REST layer, not to the operation."""
    return tuple(Parameter(name, value) for name, value in query if not name.startswith("_"))


def read_coding(coding: Mapping[str, Any], name: str) -> Coding:
    parts = {key: coding.get(key) for key in ("system", "code", "version", "display")}
    for key, part in parts.items():
        if part is not None and not isinstance(part, str):
            raise BadRequest(_invalid(f"{name}.{key} must be a string", f"{name}.{key}"))
    return Coding(**parts)


def write_coding(coding: Coding) -> Json:
    parts = {"system": coding.system, "version": coding.version, "code": coding.code, "display": coding.display}
    return {key: part for key, part in parts.items() if part is not None}


def _parameter(entry: Any) -> Parameter:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise BadRequest(_invalid("Every entry of Parameters.parameter needs a name"))
    if "resource" in entry:
        return Parameter(entry["name"], entry["resource"])
    values = [value for key, value in entry.items() if key.startswith("value")]
    if len(values) > 1:
        raise BadRequest(_invalid(f"The parameter {entry['name']} has more than one value", entry["name"]))
    parts = tuple(_parameter(part) for part in entry.get("part", ()))
    return Parameter(entry["name"], values[0] if values else None, parts)


def _text(name: str, value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        raise BadRequest(_invalid(f"The parameter {name} must be a simple value", name))
    return None if value is None or value == "" else str(value)


def _object(name: str, value: Any) -> Json:
    if not isinstance(value, dict):
        raise BadRequest(
            _invalid(f"The parameter {name} is a structure: send it with POST, in a Parameters resource", name)
        )
    return value


def _distinct(values: Iterable[Any]) -> list[Any]:
    """Values in order without repeats: the same thing said in the query and in the body is said once."""
    distinct: list[Any] = []
    for value in values:
        if value not in distinct:
            distinct.append(value)
    return distinct


def _invalid(text: str, *expression: str) -> Issue:
    return Issue("error", "invalid", text, "invalid-data", expression=expression)
