"""JSON Patch: RFC 6902 on the JSON of a resource. Nothing is changed in place.

Bounded, because repeated `copy` grows exponentially: limits the operations, and the values that all of them copy.
Source: https://www.rfc-editor.org/rfc/rfc6902 and https://hl7.org/fhir/R5/http.html#patch.
"""

import copy
from collections.abc import Callable, Mapping
from typing import Any

from fhir_resources import json_format
from terminology.core.errors import BadRequest, BrokenRule, TooCostly
from terminology.core.issues import Issue

MAX_OPERATIONS = 1000
MAX_COPIED = 1_000_000  # objects, arrays and values
LONGEST_INDEX = 9  # digits

Json = dict[str, Any]


class PatchFailed(BrokenRule):
    """The patch is well-formed but does not apply: a test fails, or a path does not exist."""


def read_json_patch(body: bytes) -> list[Json]:
    """The operations. Raises BadRequest for an invalid patch, TooCostly for too many operations."""
    wrapped = json_format.loads(b'{"patch":' + body + b"}")  # so that the rules of FHIR JSON hold for an array too
    operations = wrapped["patch"]
    if wrapped.keys() != {"patch"} or not isinstance(operations, list):
        raise _bad("A JSON Patch is an array of operations")
    if len(operations) > MAX_OPERATIONS:
        text = f"A patch may have {MAX_OPERATIONS:,} operations; this one has {len(operations):,}"
        raise TooCostly(Issue("error", "too-costly", text))
    for number, operation in enumerate(operations):
        _check(operation, number)
    return operations


def apply_json_patch(resource: Json, operations: list[Json]) -> Json:
    """The patched resource. Raises PatchFailed, TooCostly."""
    root: Any = copy.deepcopy(resource)
    copied = 0
    for number, operation in enumerate(operations):
        copied += _size(operation.get("value"))
        if operation["op"] == "copy":
            copied += _size(_find(root, operation["from"], number))
        if copied > MAX_COPIED:
            raise TooCostly(Issue("error", "too-costly", f"The patch copies more than {MAX_COPIED:,} values"))
        root = _OPERATIONS[operation["op"]](root, operation, number)
    if not isinstance(root, dict):
        raise PatchFailed(_issue("The patch leaves no resource"))
    return root


def _check(operation: Any, number: int) -> None:
    name = operation.get("op") if isinstance(operation, dict) else None
    if not isinstance(name, str) or name not in _OPERATIONS:  # an array or an object cannot be looked up
        raise _bad(f"Operation {number} is none of {', '.join(_OPERATIONS)}")
    needed = {"add": "value", "replace": "value", "test": "value", "move": "from", "copy": "from"}
    for name in ("path", needed.get(operation["op"])):
        if name is not None and name not in operation:
            raise _bad(f"Operation {number} ({operation['op']}) lacks {name}")
    for name in ("path", "from"):
        pointer = operation.get(name, "")
        if not isinstance(pointer, str) or (pointer and not pointer.startswith("/")):
            raise _bad(f"Operation {number}: {name} is not a JSON Pointer")


def _add(root: Any, operation: Json, number: int) -> Any:
    return _put(root, operation["path"], copy.deepcopy(operation["value"]), number)


def _remove(root: Any, operation: Json, number: int) -> Any:
    return _take(root, operation["path"], number)[0]


def _replace(root: Any, operation: Json, number: int) -> Any:
    root, _ = _take(root, operation["path"], number) if operation["path"] else (None, None)
    return _put(root, operation["path"], copy.deepcopy(operation["value"]), number)


def _move(root: Any, operation: Json, number: int) -> Any:
    if operation["path"].startswith(operation["from"] + "/"):
        raise PatchFailed(_issue(f"Operation {number} moves {operation['from']} into itself"))
    if operation["path"] == operation["from"]:
        _find(root, operation["from"], number)
        return root
    root, value = _take(root, operation["from"], number)
    return _put(root, operation["path"], value, number)


def _copy(root: Any, operation: Json, number: int) -> Any:
    return _put(root, operation["path"], copy.deepcopy(_find(root, operation["from"], number)), number)


def _test(root: Any, operation: Json, number: int) -> Any:
    if not _is_same(_find(root, operation["path"], number), operation["value"]):
        raise PatchFailed(_issue(f"Operation {number}: the test of {operation['path']} fails"))
    return root


_OPERATIONS: Mapping[str, Callable[[Any, Json, int], Any]] = {
    "add": _add,
    "remove": _remove,
    "replace": _replace,
    "move": _move,
    "copy": _copy,
    "test": _test,
}


def _steps(pointer: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def _find(root: Any, pointer: str, number: int) -> Any:
    found = root
    for step in _steps(pointer):
        if isinstance(found, dict) and step in found:
            found = found[step]
        elif isinstance(found, list) and _is_index(step) and int(step) < len(found):
            found = found[int(step)]
        else:
            raise PatchFailed(_issue(f"Operation {number}: there is nothing at {pointer}"))
    return found


def _put(root: Any, pointer: str, value: Any, number: int) -> Any:
    if not pointer:
        return value
    parent, _, _ = pointer.rpartition("/")
    holder, name = _find(root, parent, number), _steps(pointer)[-1]
    if isinstance(holder, dict):
        holder[name] = value
    elif isinstance(holder, list) and (name == "-" or (_is_index(name) and int(name) <= len(holder))):
        holder.insert(len(holder) if name == "-" else int(name), value)
    else:
        raise PatchFailed(_issue(f"Operation {number}: nothing can be added at {pointer}"))
    return root


def _take(root: Any, pointer: str, number: int) -> tuple[Any, Any]:
    if not pointer:
        return None, root
    value = _find(root, pointer, number)
    holder, name = _find(root, pointer.rpartition("/")[0], number), _steps(pointer)[-1]
    if isinstance(holder, list):
        del holder[int(name)]
    else:
        del holder[name]
    return root, value


def _is_index(step: str) -> bool:
    is_number = step.isascii() and step.isdigit() and len(step) <= LONGEST_INDEX
    return is_number and (step == "0" or not step.startswith("0"))


def _is_same(one: Any, other: Any) -> bool:
    """Numbers by value; true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_is_same(value, other[name]) for name, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_is_same(*pair) for pair in zip(one, other, strict=True))
    return bool(one == other)


def _size(value: Any) -> int:
    size, pending = 0, [value]
    while pending:
        item = pending.pop()
        size += 1
        pending.extend(item.values() if isinstance(item, dict) else item if isinstance(item, list) else ())
    return size


def _issue(text: str) -> Issue:
    return Issue("error", "processing", text)


def _bad(text: str) -> BadRequest:
    return BadRequest(Issue("error", "invalid", text))
