"""Durations: how long requests of a kind took, to decide whether they need a thread.

A kind is an address with the parameters that repeat: the system or value set, but not the code. So the first request
for a code system, which may have to load it, never runs on the event loop.

A measurement is valid for its content, until something it depends on is written: while fifty value sets per second are
written, requests to others and to code systems continue without a thread.
"""

import weakref
from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

from cachetools import LRUCache

from fhir_resources.elements import Json
from terminology.http.requests import FhirRequest
from terminology.library.dependencies import Basis, Dependencies
from terminology.library.snapshots import ContentBase, Snapshot

MAX_KINDS = 4000
LONGEST_TEXT = 200
ON_THE_LOOP_S = 0.005
LARGE_S = 0.1
DECAY = 0.7  # decay of a long duration when the next one is shorter
SAME = frozenset(
    {"url", "system", "version", "valueSetVersion", "conceptMapVersion", "useSupplement", "property", "inferSystem"}
)
Kind = Hashable


class Durations:
    """Durations by content: for other or changed content, the kind counts as new.

    `holds`: whether nothing that an answer depends on has changed since.
    """

    def __init__(self, holds: Callable[[Basis], bool], most: int = MAX_KINDS) -> None:
        self._holds = holds
        self._seconds: LRUCache[Kind, Measured] = LRUCache(most)

    def find(self, content: Snapshot | None, kind: Kind) -> float | None:
        """Seconds of CPU; None for a kind not yet measured."""
        found = self._seconds.get(kind)
        if found is None or content is None or found.base() is not content.base:
            return None
        return found.seconds if self._holds(found.basis) else None

    def record(self, dependencies: Dependencies, kind: Kind, seconds: float) -> None:
        """An answer started before a newer one ended counts only for its own content."""
        content = dependencies.snapshot
        if content is not None:
            before = self.find(content, kind) or 0.0
            measured = Measured(max(seconds, DECAY * before), weakref.ref(content.base), dependencies.basis)
            self._seconds[kind] = measured


class Measured(NamedTuple):
    seconds: float
    base: "weakref.ref[ContentBase]"
    basis: Basis


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
