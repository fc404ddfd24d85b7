"""Durations: how long questions of a kind took, by which they are given a thread, or none.

A kind is an address with what is the same from question to question: which system or value set, not which code. So the
first question about a code system, which may have to be read for it, never runs where others would wait for it.
"""

import weakref
from collections.abc import Hashable, Iterable

from cachetools import LRUCache

from fhir_resources.elements import Json
from terminology.http.requests import FhirRequest
from terminology.library.snapshots import Snapshot

MOST_KINDS = 4000
LONGEST_TEXT = 200
ON_THE_LOOP_S = 0.005
LARGE_S = 0.1
EASING = 0.7  # what is left of a long duration when the next one is shorter
SAME = frozenset(
    {"url", "system", "version", "valueSetVersion", "conceptMapVersion", "useSupplement", "property", "inferSystem"}
)
Kind = Hashable


class Durations:
    """Of the content of one moment: with another one, all kinds are new."""

    def __init__(self, most: int = MOST_KINDS) -> None:
        self._seconds: LRUCache[Kind, float] = LRUCache(most)
        self._content: weakref.ref[Snapshot] | None = None

    def find(self, content: Snapshot | None, kind: Kind) -> float | None:
        """Seconds of CPU; None for a kind that has not been asked about."""
        if not self._is_of(content):
            self._seconds.clear()
            self._content = weakref.ref(content) if content else None
        return self._seconds.get(kind)

    def record(self, content: Snapshot | None, kind: Kind, seconds: float) -> None:
        if self._is_of(content):
            self._seconds[kind] = max(seconds, EASING * self._seconds.get(kind, 0.0))

    def _is_of(self, content: Snapshot | None) -> bool:
        return (self._content() if self._content else None) is content


def kind_of(template: str, ids: tuple[str, ...], request: FhirRequest) -> Kind:
    asked = [(name, value[:LONGEST_TEXT]) for name, value in request.query if name in SAME]
    has_date = any(name == "date" for name, _ in request.query)
    for entry in _entries(request.resource):
        name = str(entry.get("name"))
        has_date = has_date or name == "date"
        if name in SAME or name == "coding":
            asked += [(name, _text(value)) for key, value in entry.items() if key.startswith("value")]
    return (template, ids, has_date, *asked)


def _entries(resource: Json | None) -> Iterable[Json]:
    entries = resource.get("parameter") if resource else None
    return (entry for entry in entries if isinstance(entry, dict)) if isinstance(entries, list) else ()


def _text(value: object) -> str:
    return str(value.get("system") if isinstance(value, dict) else value)[:LONGEST_TEXT]
