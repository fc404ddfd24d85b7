"""The examples of RFC 6902, and invalid patches."""

import json
from typing import Any

import pytest

from fhir_resources.json_patch import MAX_OPERATIONS, PatchFailed, apply_json_patch, read_json_patch
from terminology.core.errors import BadRequest, TooCostly


def patched(resource: Any, *operations: Any) -> Any:
    return apply_json_patch(resource, read_json_patch(json.dumps(operations).encode()))


@pytest.mark.parametrize(
    ("before", "operation", "after"),
    [
        ({"a": 1}, {"op": "add", "path": "/b", "value": 2}, {"a": 1, "b": 2}),
        ({"a": [1, 3]}, {"op": "add", "path": "/a/1", "value": 2}, {"a": [1, 2, 3]}),
        ({"a": [1]}, {"op": "add", "path": "/a/-", "value": 2}, {"a": [1, 2]}),
        ({"a": 1, "b": 2}, {"op": "remove", "path": "/b"}, {"a": 1}),
        ({"a": [1, 2]}, {"op": "remove", "path": "/a/0"}, {"a": [2]}),
        ({"a": 1}, {"op": "replace", "path": "/a", "value": {"b": 1}}, {"a": {"b": 1}}),
        ({"a": {"b": 1}, "c": {}}, {"op": "move", "from": "/a/b", "path": "/c/d"}, {"a": {}, "c": {"d": 1}}),
        ({"a": [1, 2, 3]}, {"op": "move", "from": "/a/0", "path": "/a/2"}, {"a": [2, 3, 1]}),
        ({"a": {"b": 1}}, {"op": "copy", "from": "/a", "path": "/c"}, {"a": {"b": 1}, "c": {"b": 1}}),
        ({"a/b": 1, "m~n": 2}, {"op": "replace", "path": "/a~1b", "value": 3}, {"a/b": 3, "m~n": 2}),
        ({"a/b": 1, "m~n": 2}, {"op": "remove", "path": "/m~0n"}, {"a/b": 1}),
        ({"a": 1}, {"op": "test", "path": "/a", "value": 1.0}, {"a": 1}),
        ({"a": 1}, {"op": "replace", "path": "", "value": {"b": 2}}, {"b": 2}),
        ({"": 1}, {"op": "replace", "path": "/", "value": 2}, {"": 2}),
        ({"a": 1}, {"op": "move", "from": "/a", "path": "/a"}, {"a": 1}),
    ],
)
def test_an_operation_does_what_the_rfc_says(before: Any, operation: Any, after: Any) -> None:
    original = json.loads(json.dumps(before))
    assert patched(before, operation) == after
    assert before == original


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "test", "path": "/a", "value": 2},
        {"op": "test", "path": "/a", "value": True},
        {"op": "test", "path": "/a", "value": "1"},
        {"op": "remove", "path": "/b"},
        {"op": "replace", "path": "/b", "value": 1},
        {"op": "add", "path": "/b/c", "value": 1},
        {"op": "add", "path": "/l/4", "value": 1},
        {"op": "add", "path": "/l/01", "value": 1},
        {"op": "add", "path": "/l/1e0", "value": 1},
        {"op": "add", "path": "/l/²", "value": 1},
        {"op": "remove", "path": "/l/-"},
        {"op": "remove", "path": "/l/-1"},
        {"op": "remove", "path": ""},
        {"op": "add", "path": "", "value": []},
        {"op": "move", "from": "/l", "path": "/l/0"},
        {"op": "copy", "from": "/none", "path": "/b"},
    ],
)
def test_invalid_operations_fail(operation: Any) -> None:
    with pytest.raises(PatchFailed):
        patched({"a": 1, "l": [1, 2]}, operation)


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{}", b"[", b'[],"x":1', b"[7]", b'[{"op":"fly","path":"/a"}]', b'[{"op":"add","path":"/a"}]'),
        *(b'[{"op":"remove","path":"a"}]', b'[{"op":"remove"}]', b'[{"op":"copy","path":"/a","from":1}]'),
    ],
)
def test_an_invalid_patch_is_refused(body: bytes) -> None:
    with pytest.raises(BadRequest):
        read_json_patch(body)


def test_a_patch_that_doubles_and_doubles_is_refused() -> None:
    operations = [{"op": "copy", "from": "/a", "path": "/a/-"}] * 60
    with pytest.raises(TooCostly):
        patched({"a": [1]}, *operations)


def test_too_many_operations_are_refused() -> None:
    with pytest.raises(TooCostly):
        patched({}, *([{"op": "test", "path": "", "value": {}}] * (MAX_OPERATIONS + 1)))
