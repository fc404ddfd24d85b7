"""The difference of two resources as a FHIRPath Patch that turns the first into the second.

List entries are identified by a key (a code, a url, a system), so that a code added at the front is one insertion.
Server-assigned elements (id, meta) and the narrative are not compared.
Source: https://hl7.org/fhir/R5/fhirpatch.html, as CRMI's $artifact-diff answers it (https://hl7.org/fhir/uv/crmi/).
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from fhir_resources import json_format
from fhir_resources.elements import Json
from fhir_resources.structure_definitions import ElementDefinition, find_elements, open_types
from fhir_resources.version import FhirVersion
from terminology.core.errors import TooCostly
from terminology.core.issues import Issue

NOT_COMPARED = frozenset({"id", "meta", "text", "resourceType"})
NAMES = ("code", "url", "system", "source", "linkId", "uri", "property", "value", "name")  # the first that is present
MAX_OPERATIONS = 20_000


def difference(old: Json, new: Json, version: FhirVersion, left_out: frozenset[str] = frozenset()) -> Json:
    """Parameters with one `operation` per step; none if equal. Both resources have the same type and this version.

    Raises TooCostly for too many steps.
    """
    type = str(new["resourceType"])
    ours, theirs = (
        {name: value for name, value in item.items() if name.lstrip("_") not in NOT_COMPARED | left_out}
        for item in (old, new)
    )
    operations = list(islice(_Difference(version).of_objects(type, type, ours, theirs), MAX_OPERATIONS + 1))
    if len(operations) > MAX_OPERATIONS:
        text = f"They differ in more than {MAX_OPERATIONS:,} places"
        raise TooCostly(Issue("error", "too-costly", text))
    return {"resourceType": "Parameters", **({"parameter": operations} if operations else {})}


class _Difference:
    """One walk through two resources of one FHIR version; the operations are in order of application."""

    def __init__(self, version: FhirVersion) -> None:
        self.version = version

    def of_objects(self, path: str, type: str, old: Json, new: Json) -> Iterator[Json]:
        differing = []
        for definition in (find_elements(type, self.version) or {}).values():
            was, is_now = ((item.get(definition.name), item.get(f"_{definition.name}")) for item in (old, new))
            if was != is_now:
                differing.append((definition, was, is_now))
        # Deletions come first: a choice element can exist only once.
        for definition, was, is_now in sorted(differing, key=lambda item: item[2] != (None, None)):
            yield from self._of_element(path, definition, was, is_now)

    def _of_element(
        self, parent: str, definition: ElementDefinition, old: tuple[Any, Any], new: tuple[Any, Any]
    ) -> Iterator[Json]:
        path = f"{parent}.{definition.stem}"
        if new == (None, None):
            items = old[0] if definition.is_list else [None]
            yield from (
                _operation("delete", f"{path}[{place}]" if definition.is_list else path)
                for place in reversed(range(len(items or ())))
            )
        elif definition.is_list:
            yield from self._of_lists(parent, definition, old, new)
        elif old == (None, None):
            yield self._with_value("add", parent, definition, new, name=definition.stem)
        elif self._is_atomic(definition):
            yield self._with_value("replace", path, definition, new)
        else:
            yield from self.of_objects(path, definition.type, old[0], new[0])

    def _of_lists(
        self, parent: str, definition: ElementDefinition, old: tuple[Any, Any], new: tuple[Any, Any]
    ) -> Iterator[Json]:
        path = f"{parent}.{definition.stem}"
        ours, theirs = _named(*old), _named(*new)
        new_positions = {key: place for place, (key, _) in enumerate(theirs)}
        stay = _in_order([new_positions.get(key) for key, _ in ours])
        for place in reversed(range(len(ours))):
            if place not in stay:
                yield _operation("delete", f"{path}[{place}]")
        left = [ours[place] for place in sorted(stay)]
        at = 0
        for place, (key, item) in enumerate(theirs):
            if at < len(left) and left[at][0] == key:
                yield from self._of_entries(f"{path}[{place}]", definition, left[at][1], item)
                at += 1
            else:
                yield self._with_value("insert", path, definition, item, index=place)

    def _of_entries(
        self, path: str, definition: ElementDefinition, old: tuple[Any, Any], new: tuple[Any, Any]
    ) -> Iterator[Json]:
        if old == new:
            return
        if self._is_atomic(definition):
            yield self._with_value("replace", path, definition, new)
        else:
            yield from self.of_objects(path, definition.type, old[0], new[0])

    def _is_atomic(self, definition: ElementDefinition) -> bool:
        """Whether a change replaces the whole element: a datatype, or a resource."""
        return definition.is_primitive or definition.type == "Resource" or definition.type in open_types(self.version)

    def _with_value(
        self, type: str, path: str, definition: ElementDefinition, value: tuple[Any, Any], **more: Any
    ) -> Json:
        operation = _operation(type, path, **more)
        operation["part"].append({"name": "value", **self._value(definition, value)})
        return operation

    def _value(self, definition: ElementDefinition, value: tuple[Any, Any]) -> Json:
        """A datatype as value[x]; any other element as named parts."""
        content, companion = value
        if definition.type == "Resource":
            return {"resource": content}
        if definition.is_primitive or definition.type in open_types(self.version):
            name = f"value{definition.type[0].upper()}{definition.type[1:]}"
            return {key: item for key, item in ((name, content), (f"_{name}", companion)) if item is not None}
        return {"part": list(self._parts(definition.type, content))}

    def _parts(self, type: str, element: Json) -> Iterator[Json]:
        for child in (find_elements(type, self.version) or {}).values():
            content, companion = element.get(child.name), element.get(f"_{child.name}")
            if content is None and companion is None:
                continue
            items = _named(content, companion) if child.is_list else [("", (content, companion))]
            yield from ({"name": child.stem, **self._value(child, item)} for _, item in items)


def _operation(type: str, path: str, name: str | None = None, index: int | None = None) -> Json:
    part: list[Json] = [{"name": "type", "valueCode": type}, {"name": "path", "valueString": path}]
    if name is not None:
        part.append({"name": "name", "valueString": name})
    if index is not None:
        part.append({"name": "index", "valueInteger": index})
    return {"name": "operation", "part": part}


def _named(items: Sequence[Any] | None, companions: Sequence[Any] | None) -> list[tuple[str, tuple[Any, Any]]]:
    """Each entry with its key, numbered among entries with that key; for a primitive, with its `_name` object."""
    items = items or [None] * len(companions or ())
    extensions = [*(companions or ()), *[None] * (len(items) - len(companions or ()))]
    seen: dict[str, int] = {}
    found = []
    for item, extension in zip(items, extensions, strict=True):
        name = _name(item)
        seen[name] = seen.get(name, 0) + 1
        found.append((f"{seen[name]} {name}", (item, extension)))
    return found


def _name(item: Any) -> str:
    if isinstance(item, dict):
        for name in NAMES:
            if isinstance(item.get(name), str):
                return f"{name} {item[name]}"
    return json_format.dumps([item]).decode()


def _in_order(places: Sequence[int | None]) -> set[int]:
    """The positions of a longest increasing subsequence: these entries stay in place, the others are reinserted."""
    ends: list[int] = []  # the lowest end of a subsequence of each length
    at: list[int] = []  # its position
    before: dict[int, int | None] = {}
    for position, place in enumerate(places):
        if place is None:
            continue
        length = bisect_left(ends, place)
        before[position] = at[length - 1] if length else None
        ends[length : length + 1] = [place]
        at[length : length + 1] = [position]
    stay: set[int] = set()
    position_now = at[-1] if at else None
    while position_now is not None:
        stay.add(position_now)
        position_now = before[position_now]
    return stay
