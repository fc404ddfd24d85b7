"""Durations: how long questions of a kind took, by which they are given a thread, or none.

A kind is an address with what is the same from question to question: which system or value set, not which code. So the
first question about a code system, which may have to be read for it, never runs where others would wait for it.

What was measured holds for the content that it was measured with, and as long as nothing is written of what was looked
at: while fifty value sets are written a second, questions to others and to code systems go on without a thread.
"""

import weakref
from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

from cachetools import LRUCache

from fhir_resources.elements import Json
from terminology.http.requests import FhirRequest
from terminology.library.dependencies import Basis, Dependencies
from terminology.library.snapshots import ContentBase, Snapshot

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
    """Each with the content that it is about: in another one, or when that was touched, the kind is new.

    `holds`: whether nothing that an answer was made from has been touched since.
    """

    def __init__(self, holds: Callable[[Basis], bool], most: int = MOST_KINDS) -> None:
        self._holds = holds
        self._seconds: LRUCache[Kind, Measured] = LRUCache(most)

    def find(self, content: Snapshot | None, kind: Kind) -> float | None:
        """Seconds of CPU; None for a kind that has not been asked about."""
        found = self._seconds.get(kind)
        if found is None or content is None or found.base() is not content.base:
            return None
        return found.seconds if self._holds(found.basis) else None

    def record(self, dependencies: Dependencies, kind: Kind, seconds: float) -> None:
        """An answer that was begun before a newer one ended counts for its own content alone."""
        content = dependencies.snapshot
        if content is not None:
            before = self.find(content, kind) or 0.0
            measured = Measured(max(seconds, EASING * before), weakref.ref(content.base), dependencies.basis)
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
