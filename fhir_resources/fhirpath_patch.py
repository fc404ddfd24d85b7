"""FHIRPath Patch: a Parameters resource whose operations change one element each. Nothing is changed in place.

    type add      path: the one element that gets a child `name`; in a list it is put at the end
    type insert   path: the list; index
    type delete   path: one element, or none
    type replace  path: the one element
    type move     path: the list; source, destination

Supports only the FHIRPath that patches need: names, `[0]`, `.first()`, `.last()`, `.where(code = 'x' and use = 'y')`.
Source: https://hl7.org/fhir/R5/fhirpatch.html.
"""

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fhir_resources.json_patch import PatchFailed
from fhir_resources.structure_definitions import ElementDefinition, find_elements
from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest, TooCostly
from terminology.core.issues import Issue

MAX_OPERATIONS = 1000
LONGEST_PATH = 2000
_TOKEN = re.compile(
    r"\.?(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?![A-Za-z0-9_(])"
    r"|\[(?P<index>[0-9]{1,9})\]"
    r"|\.(?P<function>first|last)\(\)"
    r"|\.where\((?P<criteria>(?:[^()']|'(?:[^'\\]|\\.)*')*)\)"
)
_CRITERION = re.compile(r"\s*(?P<name>[A-Za-z]+)\s*=\s*(?:'(?P<text>(?:[^'\\]|\\.)*)'|(?P<word>true|false|[0-9]+))\s*")

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


@dataclass(frozen=True, slots=True)
class ElementLocation:
    """An element: its holder and its type. `place` is its index in a list; None if it is not in a list."""

    holder: Json
    name: str
    place: int | None
    type: str

    @property
    def value(self) -> Any:
        value = self.holder[self.name]
        return value if self.place is None else value[self.place]


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
        _OPERATIONS[operation.type](patched, operation, version)
    return patched


def _add(resource: Json, operation: Operation, version: FhirVersion) -> None:
    holder, type = _single_object(resource, operation, version)
    definition = _definition(type, operation, version)
    value = _value(operation, definition, version)
    if definition.is_list:
        holder.setdefault(definition.name, []).append(value)
    elif _has_value(holder, type, definition.stem, version):
        raise _failed(operation, f"{operation.name} already exists, and may occur only once")
    else:
        holder[definition.name] = value


def _insert(resource: Json, operation: Operation, version: FhirVersion) -> None:
    holder, definition = _list(resource, operation, version)
    items = holder.setdefault(definition.name, [])
    if operation.index is None or not 0 <= operation.index <= len(items):
        raise _failed(operation, f"the index {operation.index} is outside the list")
    items.insert(operation.index, _value(operation, definition, version))


def _delete(resource: Json, operation: Operation, version: FhirVersion) -> None:
    places = _find(resource, operation, version)
    if len(places) > 1:
        raise _failed(operation, f"the path selects {len(places)} elements, but only one can be deleted at a time")
    for place in places:
        _remove(place)


def _replace(resource: Json, operation: Operation, version: FhirVersion) -> None:
    place = _single(resource, operation, version)
    definition = ElementDefinition(place.name, place.type, False, False, place.name)
    value = _value(operation, definition, version)
    if place.place is None:
        place.holder[place.name] = value
    else:
        place.holder[place.name][place.place] = value


def _move(resource: Json, operation: Operation, version: FhirVersion) -> None:
    holder, definition = _list(resource, operation, version)
    items = holder.get(definition.name, [])
    places = (operation.source, operation.destination)
    if any(place is None or not 0 <= place < len(items) for place in places):
        raise _failed(operation, "source and destination must be inside the list")
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


def _single(resource: Json, operation: Operation, version: FhirVersion) -> ElementLocation:
    places = _find(resource, operation, version)
    if len(places) != 1:
        raise _failed(operation, f"the path selects {len(places)} elements, but must select exactly one")
    return places[0]


def _single_object(resource: Json, operation: Operation, version: FhirVersion) -> tuple[Json, str]:
    """The element that the path selects, with its type; the resource itself if the path is its type."""
    type = str(resource.get("resourceType"))
    if operation.path == type:
        return resource, type
    place = _single(resource, operation, version)
    if not isinstance(place.value, dict):
        raise _failed(operation, "the path does not select an element with children")
    return place.value, place.type


def _list(resource: Json, operation: Operation, version: FhirVersion) -> tuple[Json, ElementDefinition]:
    """The element that contains the list that the path names, and the definition of the list, which may be empty."""
    parent, _, name = operation.path.rpartition(".")
    if not re.fullmatch("[A-Za-z]+", name):
        raise _failed(operation, "the path does not end with the name of a list")
    at = replace(operation, path=parent, name=name)
    holder, type = _single_object(resource, at, version)
    definition = _definition(type, at, version)
    if not definition.is_list:
        raise _failed(operation, f"{name} is not a list")
    return holder, definition


def _definition(type: str, operation: Operation, version: FhirVersion) -> ElementDefinition:
    """The child `name` of a type; for a choice, the one for the value's datatype."""
    elements = find_elements(type, version) or {}
    fitting = [item for item in elements.values() if operation.name in (item.name, item.stem)]
    if len(fitting) > 1:
        fitting = [item for item in fitting if item.type == operation.value_type]
    if len(fitting) != 1:
        raise _failed(operation, f"{type} has no element '{operation.name}' of this type")
    return fitting[0]


def _has_value(holder: Json, type: str, stem: str, version: FhirVersion) -> bool:
    elements = find_elements(type, version) or {}
    return any(name in holder for name, definition in elements.items() if definition.stem == stem)


def _value(operation: Operation, definition: ElementDefinition, version: FhirVersion) -> Any:
    value = copy.deepcopy(operation.value)
    if value is None:
        raise _failed(operation, "there is no value")
    return _element(value, definition.type, operation, version) if operation.value_type is None else value


def _element(parts: list[Any], type: str, operation: Operation, version: FhirVersion) -> Json:
    """An element sent as parts, because value[x] has no datatype for it."""
    element: Json = {}
    for item in parts:
        child = replace(operation, name=item[0], value=item[1], value_type=item[2])
        definition = _definition(type, child, version)
        value = _value(child, definition, version)
        if definition.is_list:
            element.setdefault(definition.name, []).append(value)
        else:
            element[definition.name] = value
    return element


def _find(resource: Json, operation: Operation, version: FhirVersion) -> list[ElementLocation]:
    """The elements of a path, in order."""
    path, type = operation.path, str(resource.get("resourceType"))
    if len(path) > LONGEST_PATH:
        raise _failed(operation, "the path is too long")
    first = re.match(r"[A-Za-z]+", path)
    if first is None or first[0] != type:
        raise _failed(operation, f"the path must begin with {type}")
    places: list[ElementLocation] | None = None
    at = first.end()
    while at < len(path):
        token = _TOKEN.match(path, at)
        if token is None or (places is None and token["name"] is None):
            raise _failed(operation, f"'{path[at : at + 40]}' is not supported in a path")
        at = token.end()
        if token["name"] is not None:
            holders = [(resource, type)] if places is None else [(p.value, p.type) for p in places]
            places = [child for holder, of in holders for child in _children(holder, of, token["name"], version)]
        else:
            assert places is not None
            places = _narrowed(places, token, operation)
    if places is None:
        raise _failed(operation, "the path names the whole resource")
    return places


def _children(holder: Any, type: str, name: str, version: FhirVersion) -> list[ElementLocation]:
    if not isinstance(holder, dict):
        return []
    for key, definition in (find_elements(type, version) or {}).items():
        if name not in (key, definition.stem) or key not in holder:
            continue
        if isinstance(holder[key], list):
            return [ElementLocation(holder, key, place, definition.type) for place in range(len(holder[key]))]
        return [ElementLocation(holder, key, None, definition.type)]
    return []


def _narrowed(places: list[ElementLocation], token: re.Match[str], operation: Operation) -> list[ElementLocation]:
    if token["index"] is not None:
        return places[int(token["index"]) : int(token["index"]) + 1]
    if token["function"] is not None:
        return places[:1] if token["function"] == "first" else places[-1:]
    criteria = [_CRITERION.fullmatch(part) for part in _conjuncts(token["criteria"])]
    if not all(criteria):
        raise _failed(operation, f"where({token['criteria'][:60]}) is not supported here")
    return [place for place in places if all(_holds(place.value, item) for item in criteria if item)]


def _conjuncts(criteria: str) -> list[str]:
    """Splits at `and`, except inside strings."""
    parts = re.split(r"('(?:[^'\\]|\\.)*')|\band\b", criteria)
    joined, found = "", []
    for place, part in enumerate(parts):
        if part is None and place % 2 == 1:
            found.append(joined)
            joined = ""
        else:
            joined += part or ""
    return [*found, joined]


def _holds(value: Any, criterion: re.Match[str]) -> bool:
    stated = value.get(criterion["name"]) if isinstance(value, dict) else None
    if criterion["text"] is not None:
        return bool(stated == re.sub(r"\\(.)", r"\1", criterion["text"]))
    word = criterion["word"]
    return stated is (word == "true") if word in ("true", "false") else bool(stated == int(word) and stated is not True)


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


def _failed(operation: Operation, text: str) -> PatchFailed:
    return PatchFailed(Issue("error", "processing", f"Operation {operation.number} ({operation.type}): {text}"))


def _bad(text: str) -> BadRequest:
    return BadRequest(Issue("error", "invalid", text))
