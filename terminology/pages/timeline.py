"""The timeline of a code's periods: positions in percent of the width, so that it fits any screen.

periods      ████████████████░░░░░            ██████████████▶     meanings in turn, undecided spans hatched
releases   ●    ●   ●  ○      ○    ●  ●   ●                      a ring: the release does not list the code
years      1995      2000      2005      2010      2015
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from terminology.core.days import Days
from terminology.core.history import ValidityPeriod
from terminology.core.results import DescribedPeriod

Anchor = Literal["start", "middle", "end"]
MARGIN = 1.5  # percent on both sides
STEPS = (1, 2, 5, 10, 20, 50)  # years between labels
MAX_LABELS = 8
YEARS_AHEAD = 5  # from today; dates farther away are not drawn
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
    """`is_spare`: the label is hidden on narrow screens."""

    x: float
    label: str
    is_spare: bool


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period as text, the accessible alternative of its bar; the meaning's number sets the color."""

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
    rows: tuple[PeriodRow, ...]
    meanings: int


def timeline_of(
    periods: Sequence[DescribedPeriod], releases: Sequence[tuple[str, date]], days: Days, today: date
) -> Timeline | None:
    """None for a code without periods. `releases` are all loaded ones, each with its first day."""
    if not periods:
        return None
    scale = _Scale(*_years(periods, releases, days, today))
    day_x = scale.x(days.last) if scale.holds(days.last) else None
    speaking = {name for item in periods for name in item.period.releases}
    return Timeline(
        bars=tuple(bar for number, item in enumerate(periods) for bar in _bars(scale, periods, number, item.period)),
        dots=tuple(Dot(scale.x(day), name, name in speaking) for name, day in releases),
        ticks=tuple(scale.ticks()),
        day_x=day_x,
        day_anchor="middle" if day_x is None or NEAR_EDGE < day_x < 100 - NEAR_EDGE else _at_edge(day_x),
        day=days.text,
        summary=_summary(periods),
        rows=tuple(_row(item, _meaning(periods, item)) for item in periods),
        meanings=len({item.display for item in periods}),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """The axis from the start of `first` to the end of `last`."""

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
        step = next((item for item in STEPS if years / item <= MAX_LABELS), STEPS[-1])
        shown = [year for year in range(self.first, self.last + 1) if year % step == 0]
        return [Tick(self.x(date(year, 1, 1)), str(year), number % 2 == 1) for number, year in enumerate(shown)]


def _years(
    periods: Sequence[DescribedPeriod], releases: Sequence[tuple[str, date]], days: Days, today: date
) -> tuple[int, int]:
    latest = today.year + YEARS_AHEAD
    ends = [item.period.end.year for item in periods if item.period.end and item.period.end.year <= latest]
    starts = [item.period.start.year for item in periods]
    shown = [days.last.year] if periods[0].period.start.year - YEARS_AHEAD <= days.last.year <= latest else []
    known = [day.year for _, day in releases]
    return min([*starts, *shown, *known]), max([*ends, *starts, *shown, *known, today.year])


def _bars(scale: _Scale, periods: Sequence[DescribedPeriod], number: int, period: ValidityPeriod) -> list[Bar]:
    meaning = _meaning(periods, periods[number])
    start, end = scale.x(period.start), scale.x(period.end or LAST_DAY)
    bars = [Bar(start, round(max(end - start, 0.4), 2), f"meaning-{meaning}", period.end is None)]
    if period.undecided:
        first, last = scale.x(period.undecided.first), scale.x(period.undecided.last)
        bars.append(Bar(first, round(max(last - first, 0.4), 2), "undecided"))
    return bars


def _meaning(periods: Sequence[DescribedPeriod], period: DescribedPeriod) -> int:
    """The number of the meaning, in order of first use; there are three colors."""
    meanings = list(dict.fromkeys(item.display for item in periods))
    return min(meanings.index(period.display) + 1, 3)


def _at_edge(x: float) -> Anchor:
    return "start" if x <= NEAR_EDGE else "end"


def _summary(periods: Sequence[DescribedPeriod]) -> str:
    return "Valid " + ", and ".join(_interval(item.period) for item in periods) + "."


def _interval(period: ValidityPeriod) -> str:
    if period.end is None:
        return f"since {period.start.isoformat()}"
    return f"from {period.start.isoformat()} to {_end(period)}"


def _end(period: ValidityPeriod) -> str:
    if period.undecided:
        return f"a day between {period.undecided.first.isoformat()} and {period.undecided.last.isoformat()}"
    return period.end.isoformat() if period.end else "no end stated"


def _row(item: DescribedPeriod, number: int) -> PeriodRow:
    releases = ", ".join(item.period.releases) or "none"
    return PeriodRow(item.period.start, _end(item.period), item.display or "", releases, number)
