"""Parameters: the input of an operation, read by name from a FHIR Parameters resource or a query string.

HL7's tools write the same parameter as valueUri, valueCanonical or valueString, so values are read by the name of the
parameter and the type its definition gives it, not by the type of the JSON element
(https://hl7.org/fhir/R5/parameters.html).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fhir_resources.elements import Json, JsonElement, read_coding
from fhir_resources.limits import LIMITS, Limits
from fhir_resources.operation_definitions import OperationDefinition
from terminology.core.errors import BadRequest, NotSupported
from terminology.core.issues import Issue
from terminology.core.model import Coding

WHOLE_NUMBER = re.compile("-?[0-9]+")
LARGEST_INTEGER = 2**31 - 1  # https://hl7.org/fhir/R5/datatypes.html#integer


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `value` is R5 JSON (a primitive, a datatype, a resource) or the text of a query parameter."""

    name: str
    value: Any = None
    parts: tuple["Parameter", ...] = ()


class Parameters:
    """The parameters of one request in their order. Reading a name that the operation does not define is a KeyError.

    An empty value counts as absent. Raises NotSupported for a parameter that the operation refuses.
    """

    def __init__(self, definition: OperationDefinition, items: Iterable[Parameter]) -> None:
        self.definition = definition
        self.items = tuple(items)
        self._named: dict[str, list[Parameter]] = {}
        for item in self.items:
            self._named.setdefault(item.name, []).append(item)
        self._refuse_unsupported()

    def defines(self, name: str) -> bool:
        """Whether the operation has such a parameter."""
        return self.definition.find_input(name) is not None

    def named(self, name: str) -> tuple[Parameter, ...]:
        """Every parameter of this name, in order."""
        if self.definition.find_input(name) is None:
            raise KeyError(f"{self.definition.id} does not define the parameter {name}")
        return tuple(self._named.get(name, ()))

    def value(self, name: str) -> Any:
        """The value of a parameter that occurs once; None if absent. Raises BadRequest for values that differ.

        The same value in both the query and the body counts once.
        """
        named = self.named(name)
        if not named:  # as most are
            return None
        values = [item.value for item in named if item.value not in (None, "")]
        first = _comparable(values[0]) if values else None
        if any(_comparable(value) != first for value in values[1:]):
            text = f"The parameter {name} was repeated with different values, {len(values):,} in all"
            raise BadRequest(_invalid(text, name))
        return values[0] if values else None

    def text(self, name: str) -> str | None:
        value = self.value(name)
        return None if value is None else _text(name, value)

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a parameter that may repeat."""
        texts = (_text(name, item.value) for item in self.named(name))
        return tuple(text for text in texts if text is not None)

    def boolean(self, name: str) -> bool | None:
        text = self.text(name)
        if text not in (None, "true", "false"):
            raise BadRequest(_invalid(f"The parameter {name} must be true or false, not '{text}'", name))
        return None if text is None else text == "true"

    def integer(self, name: str) -> int | None:
        """A whole number, not negative: every integer the operations define is a count."""
        text = self.text(name)
        if text is None:
            return None
        if not WHOLE_NUMBER.fullmatch(text):
            raise BadRequest(_invalid(f"The parameter {name} must be a whole number, not '{text}'", name))
        if text.startswith("-"):
            raise BadRequest(_invalid(f"The parameter {name} must not be negative, and is {text}", name))
        digits = text.lstrip("0") or "0"
        if len(digits) > len(str(LARGEST_INTEGER)) or int(digits) > LARGEST_INTEGER:
            raise BadRequest(_invalid(f"The parameter {name} must be {LARGEST_INTEGER} at most", name))
        return int(digits)

    def coding(self, name: str) -> Coding | None:
        value = self.value(name)
        return None if value is None else read_coding(JsonElement(_object(name, value), name))

    def codeable_concept(self, name: str) -> Json | None:
        """The CodeableConcept as JSON, because an answer echoes it."""
        value = self.value(name)
        return None if value is None else _object(name, value)

    def resource(self, name: str) -> Json | None:
        value = self.value(name)
        return None if value is None else _object(name, value)

    def resources(self, name: str) -> tuple[Json, ...]:
        return tuple(_object(name, item.value) for item in self.named(name))

    def _refuse_unsupported(self) -> None:
        for name, items in self._named.items():
            definition = self.definition.find_input(name)
            if definition and not definition.is_supported and any(item.value not in (None, "") for item in items):
                text = f"The parameter {name} is not supported by ${self.definition.code}"
                raise NotSupported(Issue("error", "not-supported", text, expression=(name,)))


def parameters_from_resource(resource: Json, limits: Limits = LIMITS) -> tuple[Parameter, ...]:
    """The entries of a Parameters resource (R5 JSON). Raises BadRequest for another resource, or above a limit."""
    if resource.get("resourceType") != "Parameters":
        kind = resource.get("resourceType", "an object without resourceType")
        raise BadRequest(_invalid(f"The body must be a Parameters resource, and is {kind}"))
    return _Entries(limits).read(resource.get("parameter", []), "Parameters.parameter")


def parameters_from_query(query: Iterable[tuple[str, str]]) -> tuple[Parameter, ...]:
    """The parameters of a GET. Names that begin with `_` belong to the REST layer, not to the operation."""
    return tuple(Parameter(name, value) for name, value in query if not name.startswith("_"))


def required(name: str, text: str | None) -> str:
    """The text of a required parameter. Raises BadRequest if it is missing."""
    if not text:
        raise BadRequest(
            Issue("error", "required", f"The parameter {name} is missing", "invalid-data", expression=(name,))
        )
    return text


def agreed(one: tuple[str, str | None], other: tuple[str, str | None]) -> str | None:
    """The text of whichever of two parameters (name, text) is present. Raises BadRequest if they differ."""
    if one[1] and other[1] and one[1] != other[1]:
        text = f"The parameters {one[0]} and {other[0]} contradict each other: '{one[1]}' and '{other[1]}'"
        raise BadRequest(_invalid(text, one[0], other[0]))
    return one[1] or other[1]


class _Entries:
    """Reads the entries of one Parameters resource, and counts them."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._count = 0

    def read(self, entries: Any, path: str, depth: int = 1) -> tuple[Parameter, ...]:
        if depth > self._limits.parts_depth:
            text = f"Parameters are nested more than {self._limits.parts_depth} deep, the maximum"
            raise BadRequest(_invalid(text, path))
        if not isinstance(entries, list):
            raise BadRequest(_invalid(f"{path} must be an array", path))
        self._count += len(entries)
        if self._count > self._limits.parameters:
            text = f"There are more than {self._limits.parameters:,} parameters, the maximum"
            raise BadRequest(_invalid(text, "Parameters.parameter"))
        return tuple([self._parameter(entry, path, index, depth) for index, entry in enumerate(entries)])

    def _parameter(self, entry: Any, within: str, index: int, depth: int) -> Parameter:
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"]:
            path = f"{within}[{index}]"
            raise BadRequest(_invalid(f"{path} is not a parameter: its name must be a string", path))
        values = [value for key, value in entry.items() if key == "resource" or key.startswith("value")]
        if len(values) > 1:
            raise BadRequest(_invalid(f"The parameter {entry['name']} has more than one value", f"{within}[{index}]"))
        parts = self.read(entry["part"], f"{within}[{index}].part", depth + 1) if "part" in entry else ()
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


def _comparable(value: Any) -> Any:
    """The value as in a query string, so that values of a query and a body can be compared."""
    return value if isinstance(value, dict | list) else _text("", value)


def _invalid(text: str, *expression: str) -> Issue:
    return Issue("error", "invalid", text, "invalid-data", expression=expression)
