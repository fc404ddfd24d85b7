"""Durations: how long questions of a kind took, by which they are given a thread, or none.

A kind is an address with what is the same from question to question: which system or value set, not which code. So the
first question about a code system, which may have to be read for it, never runs where others would wait for it.

What was measured holds for the content that it was measured with. A value set that is written changes nothing about
questions to code systems: while fifty are written a second, those go on without a thread.
"""

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
    """Each with the state of the content that it is about: in another one, the kind is new."""

    def __init__(self, most: int = MOST_KINDS) -> None:
        self._seconds: LRUCache[Kind, tuple[float, Hashable]] = LRUCache(most)

    def find(self, content: Snapshot | None, kind: Kind) -> float | None:
        """Seconds of CPU; None for a kind that has not been asked about."""
        seconds, state = self._seconds.get(kind, (None, None))
        return seconds if state == _state(content, kind) else None

    def record(self, content: Snapshot | None, kind: Kind, seconds: float) -> None:
        """An answer that was begun before a newer one ended counts for its own content alone."""
        before = self.find(content, kind) or 0.0
        self._seconds[kind] = max(seconds, EASING * before), _state(content, kind)


def _state(content: Snapshot | None, kind: Kind) -> Hashable:
    """What the kind of question depends on; of questions to code systems nothing but those."""
    if content is None:
        return None
    is_about_code_systems = isinstance(kind, tuple) and str(kind[0]).startswith("CodeSystem/")
    return (
        content.revision,
        content.digest.partition(" ")[0],
        (content.code_systems_written if is_about_code_systems else content.written),
    )


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
