"""Nearly valid bodies: examples of every operation with some nodes dropped, duplicated, retyped or moved.

The same seed gives the same bodies. `MutatedBody.changes` describes the changes, to make failures readable.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from random import Random  # noqa: TID251 - seeded: the same bodies each time
from typing import Any

Json = dict[str, Any]
Path = tuple[str | int, ...]

STRANGERS: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 2**62, 1e300, "", " ", "x", "\u0000", "1", "true", "|", "a|b|c", "*", "é" * 50),
    *([], {}, [[]], [{}], [None], ["x"], [1], {"": ""}, {"code": []}, {"coding": {}}, {"resourceType": "ValueSet"}),
    *({"resourceType": "CodeSystem"}, {"resourceType": 1}, {"resourceType": "Parameters", "parameter": [None]}),
    *("9999-99-99", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "http://example.org/?fhir_vs"),
    *("http://[/x", "urn:oid:1.2", "#inner", "en;q=2", "-1", "99999999999999999999", "(", "\U0001f600"),
)
NAMES = (
    *("url", "code", "coding", "codeableConcept", "valueSet", "system", "version", "display", "date", "count", "name"),
    *("concept", "compose", "include", "filter", "op", "value", "valueString", "valueCoding", "valueCodeableConcept"),
    *("resource", "part", "parameter", "contains", "expansion", "contained", "extension", "property", "tx-resource"),
    *("group", "element", "target", "relationship", "equivalence", "dependsOn", "attribute", "unmapped", "mode"),
    *("content", "supplements", "status", "resourceType", "id", "_url", "_code", "designation", "language", "use"),
    *("versionAlgorithmCoding", "valueDecimal", "sourceScopeUri", "lockedDate", "inactive", "", "$x", "value"),
)


@dataclass(frozen=True, slots=True)
class MutatedBody:
    body: Any
    changes: tuple[str, ...]


def mutations(example: Json, seed: int, count: int) -> Iterator[MutatedBody]:
    """`count` mutations of the example, of one to three changes each."""
    random = Random(seed)
    for _ in range(count):
        body: Any = {"root": deepcopy(example)}
        changes = [_change(body, random) for _ in range(random.choice((1, 1, 2, 3)))]
        yield MutatedBody(body["root"], tuple(changes))


def _change(root: Json, random: Random) -> str:
    path = random.choice(list(_paths(root)))
    way, last = path[:-1], path[-1]
    parent: Any = root
    for step in way:
        parent = parent[step]
    change = random.choice(CHANGES)
    change(parent, last, root, random)
    return f"{change.__name__.lstrip('_')} {'.'.join(map(str, path[1:])) or 'everything'}"


def _paths(element: Any, path: Path = ()) -> Iterator[Path]:
    """Every node below the element, without the element itself."""
    items = element.items() if isinstance(element, dict) else enumerate(element) if isinstance(element, list) else ()
    for step, child in items:
        yield (*path, step)
        yield from _paths(child, (*path, step))


Change = Callable[[Any, Any, Json, Random], None]


def _drop(parent: Any, last: Any, root: Json, _random: Random) -> None:
    if parent is root:
        root[last] = {}
    else:
        del parent[last]


def _double(parent: Any, last: Any, _root: Json, random: Random) -> None:
    copy = deepcopy(parent[last])
    if isinstance(parent, list):
        parent.insert(random.randrange(len(parent) + 1), copy)
    else:
        parent[last] = [copy, deepcopy(copy)]


def _double_many_times(parent: Any, last: Any, _root: Json, _random: Random) -> None:
    if isinstance(parent, list):
        parent.extend(deepcopy(parent[last]) for _ in range(5))
    else:
        parent[last] = [deepcopy(parent[last])] * 5


def _retype(parent: Any, last: Any, _root: Json, random: Random) -> None:
    parent[last] = deepcopy(random.choice(STRANGERS))


def _empty(parent: Any, last: Any, _root: Json, _random: Random) -> None:
    parent[last] = type(parent[last])() if isinstance(parent[last], list | dict | str) else None


def _put_in_list(parent: Any, last: Any, _root: Json, _random: Random) -> None:
    parent[last] = [parent[last]]


def _put_in_object(parent: Any, last: Any, _root: Json, random: Random) -> None:
    parent[last] = {random.choice(NAMES): parent[last]}


def _take_out(parent: Any, last: Any, _root: Json, _random: Random) -> None:
    inside = parent[last]
    if isinstance(inside, dict | list) and inside:
        parent[last] = next(iter(inside.values() if isinstance(inside, dict) else inside))


def _rename(parent: Any, last: Any, root: Json, random: Random) -> None:
    if isinstance(parent, dict) and parent is not root:
        parent[random.choice(NAMES)] = parent.pop(last)


def _add(parent: Any, last: Any, _root: Json, random: Random) -> None:
    if isinstance(parent[last], dict):
        parent[last][random.choice(NAMES)] = deepcopy(random.choice(STRANGERS))
    elif isinstance(parent[last], list):
        parent[last].append(deepcopy(random.choice(STRANGERS)))


def _move(parent: Any, last: Any, root: Json, random: Random) -> None:
    """Replaces this node with a copy of any other node."""
    other: Any = root
    for step in random.choice(list(_paths(root))):
        other = other[step]
    parent[last] = deepcopy(other)


CHANGES: tuple[Change, ...] = (
    *(_drop, _double, _double_many_times, _retype, _retype, _empty, _put_in_list, _put_in_object),
    *(_take_out, _rename, _rename, _add, _move),
)
