"""FHIRPath Patch: a Parameters resource whose operations change one element each. Nothing is changed in place.

    type add      path: the one element that gets a child `name`; in a list it is put at the end
    type insert   path: the list; index
    type delete   path: one element, or none
    type replace  path: the one element
    type move     path: the list; source, destination

Source: https://hl7.org/fhir/R5/fhirpatch.html.
"""

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fhir_resources.fhirpath_paths import ElementLocation, StepFailed, find_elements_at
from fhir_resources.json_patch import PatchFailed
from fhir_resources.structure_definitions import ElementDefinition, find_elements
from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest, TooCostly
from terminology.core.issues import Issue

MAX_OPERATIONS = 1000
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the request. `value` is FHIR JSON of datatype `value_type`; None means that it is parts."""

    number: int
    type: str
    path: str
    name: str | None = None
    value: Any = None
    value_type: str | None = None
    index: int | None = None
    source: int | None = None
    destination: int | None = None


def read_fhirpath_patch(parameters: Json) -> tuple[Operation, ...]:
    """The operations of a Parameters resource. Raises BadRequest, TooCostly."""
    if parameters.get("resourceType") != "Parameters":
        raise _bad("A FHIRPath Patch must be a Parameters resource")
    items = parameters.get("parameter", [])
    if not isinstance(items, list) or not items:
        raise _bad("The patch has no operation")
    if len(items) > MAX_OPERATIONS:
        text = f"A patch may have {MAX_OPERATIONS:,} operations; this one has {len(items):,}"
        raise TooCostly(Issue("error", "too-costly", text))
    return tuple(_read(item, number) for number, item in enumerate(items))


def apply_fhirpath_patch(resource: Json, operations: tuple[Operation, ...], version: FhirVersion) -> Json:
    """The patched resource, in this FHIR version. Raises PatchFailed."""
    patched = copy.deepcopy(resource)
    for operation in operations:
        try:
            _OPERATIONS[operation.type](patched, operation, version)
        except StepFailed as error:
            text = f"Operation {operation.number} ({operation.type}): {error}"
            raise PatchFailed(Issue("error", "processing", text)) from None
    return patched


def _add(resource: Json, operation: Operation, version: FhirVersion) -> None:
    holder, type = _single_object(resource, operation.path, version)
    definition = _definition(type, operation.name, operation.value_type, version)
    value = _value(operation.value, operation.value_type, definition, version)
    if definition.is_list:
        holder.setdefault(definition.name, []).append(value)
    elif _has_value(holder, type, definition.stem, version):
        raise StepFailed(f"{operation.name} already exists, and may occur only once")
    else:
        holder[definition.name] = value


def _insert(resource: Json, operation: Operation, version: FhirVersion) -> None:
    holder, definition = _list(resource, operation, version)
    items = holder.setdefault(definition.name, [])
    if operation.index is None or not 0 <= operation.index <= len(items):
        raise StepFailed(f"the index {operation.index} is outside the list")
    items.insert(operation.index, _value(operation.value, operation.value_type, definition, version))


def _delete(resource: Json, operation: Operation, version: FhirVersion) -> None:
    places = find_elements_at(operation.path, resource, version)
    if len(places) > 1:
        raise StepFailed(f"the path selects {len(places)} elements, but only one can be deleted at a time")
    for place in places:
        _remove(place)


def _replace(resource: Json, operation: Operation, version: FhirVersion) -> None:
    place = _single(resource, operation.path, version)
    definition = ElementDefinition(place.name, place.type, False, False, place.name)
    value = _value(operation.value, operation.value_type, definition, version)
    if place.place is None:
        place.holder[place.name] = value
    else:
        place.holder[place.name][place.place] = value


def _move(resource: Json, operation: Operation, version: FhirVersion) -> None:
    holder, definition = _list(resource, operation, version)
    items = holder.get(definition.name, [])
    places = (operation.source, operation.destination)
    if any(place is None or not 0 <= place < len(items) for place in places):
        raise StepFailed("source and destination must be inside the list")
    items.insert(operation.destination, items.pop(operation.source))


_OPERATIONS: Mapping[str, Callable[[Json, Operation, FhirVersion], None]] = {
    "add": _add,
    "insert": _insert,
    "delete": _delete,
    "replace": _replace,
    "move": _move,
}


def _remove(place: ElementLocation) -> None:
    if place.place is None:
        del place.holder[place.name]
        return
    items = place.holder[place.name]
    del items[place.place]
    if not items:  # FHIR has no empty lists
        del place.holder[place.name]


def _single(resource: Json, path: str, version: FhirVersion) -> ElementLocation:
    places = find_elements_at(path, resource, version)
    if len(places) != 1:
        raise StepFailed(f"the path selects {len(places)} elements, but must select exactly one")
    return places[0]


def _single_object(resource: Json, path: str, version: FhirVersion) -> tuple[Json, str]:
    """The element that the path selects, with its type; the resource itself for its own name."""
    type = str(resource.get("resourceType"))
    if path == type:
        return resource, type
    place = _single(resource, path, version)
    if not isinstance(place.value, dict):
        raise StepFailed("the path does not select an element with children")
    return place.value, place.type


def _list(resource: Json, operation: Operation, version: FhirVersion) -> tuple[Json, ElementDefinition]:
    """The holder of a list that the path names, which may be empty."""
    parent, _, name = operation.path.rpartition(".")
    if not re.fullmatch("[A-Za-z]+", name):
        raise StepFailed("the path does not end with the name of a list")
    holder, type = _single_object(resource, parent, version)
    definition = _definition(type, name, operation.value_type, version)
    if not definition.is_list:
        raise StepFailed(f"{name} is not a list")
    return holder, definition


def _definition(type: str, name: str | None, value_type: str | None, version: FhirVersion) -> ElementDefinition:
    """The child of a type with this name; for a choice, the one for the value's datatype."""
    fitting = [item for item in (find_elements(type, version) or {}).values() if name in (item.name, item.stem)]
    if len(fitting) > 1:
        fitting = [item for item in fitting if item.type == value_type]
    if len(fitting) != 1:
        raise StepFailed(f"{type} has no element '{name}' of this type")
    return fitting[0]


def _has_value(holder: Json, type: str, stem: str, version: FhirVersion) -> bool:
    elements = find_elements(type, version) or {}
    return any(name in holder for name, definition in elements.items() if definition.stem == stem)


def _value(value: Any, value_type: str | None, definition: ElementDefinition, version: FhirVersion) -> Any:
    if value is None:
        raise StepFailed("there is no value")
    return copy.deepcopy(value) if value_type is not None else _element(value, definition.type, version)


def _element(parts: list[Any], type: str, version: FhirVersion) -> Json:
    """An element sent as parts, because value[x] has no datatype for it."""
    element: Json = {}
    for name, part, part_type in parts:
        definition = _definition(type, name, part_type, version)
        value = _value(part, part_type, definition, version)
        if definition.is_list:
            element.setdefault(definition.name, []).append(value)
        else:
            element[definition.name] = value
    return element


def _read(item: Any, number: int) -> Operation:
    parts = item.get("part") if isinstance(item, dict) and item.get("name") == "operation" else None
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise _bad(f"Parameter {number} of the patch is not an operation with parts")
    by_name = {str(part.get("name")): part for part in parts}
    type, path = _text(by_name, "type", number), _text(by_name, "path", number)
    if type is None or type not in _OPERATIONS or not path:
        raise _bad(f"Operation {number} needs a path, and a type of {', '.join(_OPERATIONS)}")
    name = _text(by_name, "name", number)
    if type == "add" and not name:
        raise _bad(f"Operation {number} (add) needs the name of the element")
    value, value_type = _read_value(by_name.get("value"), number)
    numbers = {key: _integer(by_name, key, number) for key in ("index", "source", "destination")}
    return Operation(
        number, type, path, name, value, value_type, numbers["index"], numbers["source"], numbers["destination"]
    )


def _read_value(part: Json | None, number: int) -> tuple[Any, str | None]:
    """The value with its datatype; for parts, a list of named values, and None for the datatype."""
    if part is None:
        return None, None
    for name, value in part.items():
        if name.startswith("value"):
            type = name.removeprefix("value")
            known = find_elements("Extension", FhirVersion.R5) or {}
            definition = known.get(name)
            return value, definition.type if definition else type[:1].lower() + type[1:]
    parts = part.get("part")
    if not isinstance(parts, list) or not all(isinstance(item, dict) and item.get("name") for item in parts):
        raise _bad(f"The value of operation {number} is neither a value[x] nor a list of named parts")
    return [(str(item["name"]), *_read_value(item, number)) for item in parts], None


def _text(parts: Mapping[str, Json], name: str, number: int) -> str | None:
    part = parts.get(name, {})
    stated = next((value for key, value in part.items() if key.startswith("value")), None)
    if stated is not None and not isinstance(stated, str):
        raise _bad(f"{name} of operation {number} is not a string")
    return stated


def _integer(parts: Mapping[str, Json], name: str, number: int) -> int | None:
    stated = parts.get(name, {}).get("valueInteger")
    if stated is not None and (not isinstance(stated, int) or isinstance(stated, bool)):
        raise _bad(f"{name} of operation {number} is not an integer")
    return stated


def _bad(text: str) -> BadRequest:
    return BadRequest(Issue("error", "invalid", text))
