"""Timelines: dated versions of one thing, and which of them applies to a day.

A CMS table is in force for a quarter. For a day outside the loaded quarters the latest earlier one applies; for a day
before all of them, none does.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A version in force from `start` to `end`, both included; `end` None: until further notice."""

    version: str
    start: date
    end: date | None
    item: T

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def label(self, day: date) -> str:
        """The version, with a remark if the day is after its window."""
        return self.version if self.covers(day) else f"{self.version}, the latest loaded quarter before that day"


class Timeline(Generic[T]):
    """Versions by the first day they are in force, earliest first."""

    __slots__ = ("_starts", "versions")

    def __init__(self, versions: Iterable[Dated[T]]) -> None:
        self.versions = tuple(sorted(versions, key=lambda item: item.start))
        self._starts = [item.start for item in self.versions]

    def on(self, day: date) -> Dated[T] | None:
        """The latest version that begins on or before the day; None before the first."""
        place = bisect_right(self._starts, day)
        return self.versions[place - 1] if place else None

    def __bool__(self) -> bool:
        return bool(self.versions)


def dated(version: str | None, start: str | None, end: str | None, item: T) -> Dated[T] | None:
    """A version with the days from its header (FHIR dateTimes); None if the header states no first day."""
    first = _day(start)
    return Dated(version or "", first, _day(end), item) if first else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
