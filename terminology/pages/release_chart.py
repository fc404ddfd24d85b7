"""The changes between two releases by kind, as bars with lengths in percent of the longest."""

from collections.abc import Mapping
from dataclasses import dataclass

from terminology.core.changes import ChangeKind

WORDS: dict[ChangeKind, str] = {
    "added": "added",
    "removed": "no longer listed",
    "terminated": "last day added",
    "reactivated": "valid again",
    "long-text": "new description",
    "short-text": "new short description",
    "property": "other facts changed",
}
SHORTEST = 0.6  # percent, so that the smallest bar is visible


@dataclass(frozen=True, slots=True)
class ChartBar:
    kind: ChangeKind
    word: str
    count: int
    width: float


def chart_of(counts: Mapping[ChangeKind, int]) -> tuple[ChartBar, ...]:
    longest = max(counts.values(), default=0) or 1
    return tuple(
        ChartBar(kind, WORDS[kind], count, round(max(count / longest * 100, SHORTEST), 2) if count else 0.0)
        for kind, count in counts.items()
    )
