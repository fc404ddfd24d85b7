"""The FHIRPath that patches need: names, `[0]`, `.first()`, `.last()`, `.where(code = 'x' and use = 'y')`."""

import re
from dataclasses import dataclass
from typing import Any

from fhir_resources.structure_definitions import find_elements
from fhir_resources.version import FhirVersion

LONGEST_PATH = 2000
_TOKEN = re.compile(
    r"\.?(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?![A-Za-z0-9_(])"
    r"|\[(?P<index>[0-9]{1,9})\]"
    r"|\.(?P<function>first|last)\(\)"
    r"|\.where\((?P<criteria>(?:[^()']|'(?:[^'\\]|\\.)*')*)\)"
)
_CRITERION = re.compile(r"\s*(?P<name>[A-Za-z]+)\s*=\s*(?:'(?P<text>(?:[^'\\]|\\.)*)'|(?P<word>true|false|[0-9]+))\s*")

Json = dict[str, Any]


class StepFailed(Exception):
    """One operation of the patch does not apply; the message says why."""


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


def find_elements_at(path: str, resource: Json, version: FhirVersion) -> list[ElementLocation]:
    """The elements that the path selects, in order. Raises StepFailed."""
    type = str(resource.get("resourceType"))
    if len(path) > LONGEST_PATH:
        raise StepFailed("the path is too long")
    first = re.match(r"[A-Za-z]+", path)
    if first is None or first[0] != type:
        raise StepFailed(f"the path must begin with {type}")
    places: list[ElementLocation] | None = None
    at = first.end()
    while at < len(path):
        token = _TOKEN.match(path, at)
        if token is None or (places is None and token["name"] is None):
            raise StepFailed(f"'{path[at : at + 40]}' is not supported in a path")
        at = token.end()
        if token["name"] is not None:
            holders = [(resource, type)] if places is None else [(p.value, p.type) for p in places]
            places = [child for holder, of in holders for child in _children(holder, of, token["name"], version)]
        else:
            assert places is not None
            places = _narrowed(places, token)
    if places is None:
        raise StepFailed("the path names the whole resource")
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


def _narrowed(places: list[ElementLocation], token: re.Match[str]) -> list[ElementLocation]:
    if token["index"] is not None:
        return places[int(token["index"]) : int(token["index"]) + 1]
    if token["function"] is not None:
        return places[:1] if token["function"] == "first" else places[-1:]
    criteria = [_CRITERION.fullmatch(part) for part in _conjuncts(token["criteria"])]
    if not all(criteria):
        raise StepFailed(f"where({token['criteria'][:60]}) is not supported here")
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
