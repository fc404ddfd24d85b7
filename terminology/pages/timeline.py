"""The picture of a code's lives: places along a line of years, in percent of its width, so that it fits any screen.

lives      ████████████████░░░░░            ██████████████▶     meanings in turn, undecided spans hatched
releases   ●    ●   ●  ○      ○    ●  ●   ●                      a ring: the release does not list the code
years      1995      2000      2005      2010      2015
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from terminology.core.days import Days
from terminology.core.history import Life
from terminology.core.results import DescribedLife

Anchor = Literal["start", "middle", "end"]
MARGIN = 1.5  # percent on both sides
STEPS = (1, 2, 5, 10, 20, 50)  # years between labels
MOST_LABELS = 8
YEARS_AHEAD = 5  # of today, that a day may lie to be drawn
NEAR_EDGE = 12.0  # percent; a label there is not centered
LAST_DAY = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Bar:
    """`kind` is its class: meaning-1 (the first meaning), meaning-2, undecided."""

    x: float
    width: float
    kind: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    release: str
    lists_code: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """`is_spare`: its label is left out where there is little room."""

    x: float
    label: str
    is_spare: bool


@dataclass(frozen=True, slots=True)
class LifeRow:
    """A life for those who read: the text alternative of its bar, which has the color of the meaning's number."""

    start: date
    end: str
    meaning: str
    releases: str
    number: int


@dataclass(frozen=True, slots=True)
class Timeline:
    bars: tuple[Bar, ...]
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    day_x: float | None
    day_anchor: Anchor
    day: str
    summary: str
    rows: tuple[LifeRow, ...]
    meanings: int


def timeline_of(
    lives: Sequence[DescribedLife], releases: Sequence[tuple[str, date]], days: Days, today: date
) -> Timeline | None:
    """None for a code without a life. `releases` are all that are loaded, each with its first day."""
    if not lives:
        return None
    scale = _Scale(*_years(lives, releases, days, today))
    day_x = scale.x(days.last) if scale.holds(days.last) else None
    speaking = {name for item in lives for name in item.life.releases}
    return Timeline(
        bars=tuple(bar for number, item in enumerate(lives) for bar in _bars(scale, lives, number, item.life)),
        dots=tuple(Dot(scale.x(day), name, name in speaking) for name, day in releases),
        ticks=tuple(scale.ticks()),
        day_x=day_x,
        day_anchor="middle" if day_x is None or NEAR_EDGE < day_x < 100 - NEAR_EDGE else _at_edge(day_x),
        day=days.text,
        summary=_summary(lives),
        rows=tuple(_row(item, _meaning(lives, item)) for item in lives),
        meanings=len({item.display for item in lives}),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """The years from the beginning of `first` to the end of `last`."""

    first: int
    last: int

    def x(self, day: date) -> float:
        start, end = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal()
        share = min(max((day.toordinal() - start) / (end - start), 0.0), 1.0)
        return round(MARGIN + share * (100 - 2 * MARGIN), 2)

    def holds(self, day: date) -> bool:
        return self.first <= day.year <= self.last

    def ticks(self) -> list[Tick]:
        years = self.last - self.first + 1
        step = next((item for item in STEPS if years / item <= MOST_LABELS), STEPS[-1])
        shown = [year for year in range(self.first, self.last + 1) if year % step == 0]
        return [Tick(self.x(date(year, 1, 1)), str(year), number % 2 == 1) for number, year in enumerate(shown)]


def _years(
    lives: Sequence[DescribedLife], releases: Sequence[tuple[str, date]], days: Days, today: date
) -> tuple[int, int]:
    latest = today.year + YEARS_AHEAD
    ends = [item.life.end.year for item in lives if item.life.end and item.life.end.year <= latest]
    starts = [item.life.start.year for item in lives]
    shown = [days.last.year] if lives[0].life.start.year - YEARS_AHEAD <= days.last.year <= latest else []
    known = [day.year for _, day in releases]
    return min([*starts, *shown, *known]), max([*ends, *starts, *shown, *known, today.year])


def _bars(scale: _Scale, lives: Sequence[DescribedLife], number: int, life: Life) -> list[Bar]:
    meaning = _meaning(lives, lives[number])
    start, end = scale.x(life.start), scale.x(life.end or LAST_DAY)
    bars = [Bar(start, round(max(end - start, 0.4), 2), f"meaning-{meaning}", life.end is None)]
    if life.undecided:
        first, last = scale.x(life.undecided.first), scale.x(life.undecided.last)
        bars.append(Bar(first, round(max(last - first, 0.4), 2), "undecided"))
    return bars


def _meaning(lives: Sequence[DescribedLife], life: DescribedLife) -> int:
    """Its number among the meanings in their order; there are three colors."""
    meanings = list(dict.fromkeys(item.display for item in lives))
    return min(meanings.index(life.display) + 1, 3)


def _at_edge(x: float) -> Anchor:
    return "start" if x <= NEAR_EDGE else "end"


def _summary(lives: Sequence[DescribedLife]) -> str:
    return "Valid " + ", and ".join(_interval(item.life) for item in lives) + "."


def _interval(life: Life) -> str:
    if life.end is None:
        return f"since {life.start.isoformat()}"
    return f"from {life.start.isoformat()} to {_end(life)}"


def _end(life: Life) -> str:
    if life.undecided:
        return f"a day between {life.undecided.first.isoformat()} and {life.undecided.last.isoformat()}"
    return life.end.isoformat() if life.end else "no end stated"


def _row(item: DescribedLife, number: int) -> LifeRow:
    releases = ", ".join(item.life.releases) or "none"
    return LifeRow(item.life.start, _end(item.life), item.display or "", releases, number)
