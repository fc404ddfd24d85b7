"""A second implementation of when a code was valid, for comparison: a calendar with a box for every day.

Written from the contract's section "Time" only, to be obviously correct rather than fast: each release, oldest first,
fills in the calendar of a code. A box has the number of the period that covers the day, 0 for none; a second row marks
the days that the releases leave undecided. History, the real implementation, has no such boxes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

FIRST_DAY = date(1982, 1, 1)
LAST_DAY = date(2030, 12, 31)
BOXES = (LAST_DAY - FIRST_DAY).days + 1


@dataclass(frozen=True)
class Listing:
    """A code's line in a release. `returned`: the code was reactivated on its action date."""

    added: date
    terminated: date | None = None
    acted: date | None = None
    returned: bool = False


@dataclass
class Calendar:
    """`periods` and `undecided` have a box for each day, `starts` and `described_by` an entry for each period from 1.

    `described_by` has the positions of the releases that cover the period, oldest first.
    """

    periods: bytearray = field(default_factory=lambda: bytearray(BOXES))
    undecided: bytearray = field(default_factory=lambda: bytearray(BOXES))
    starts: list[int] = field(default_factory=list)
    described_by: list[list[int]] = field(default_factory=list)

    def paint(self, period: int, first: int, last: int) -> None:
        first, last = max(first, 0), min(last, BOXES - 1)
        self.periods[first : last + 1] = bytes([period]) * max(last + 1 - first, 0)

    def doubt(self, first: int, last: int) -> None:
        first, last = max(first, 0), min(last, BOXES - 1)
        self.undecided[first : last + 1] = b"\x01" * max(last + 1 - first, 0)

    def erase(self, period: int) -> None:
        """Removes the period and its undecided days."""
        boxes = self.boxes_of(period)
        self.periods[boxes.start : boxes.stop] = self.undecided[boxes.start : boxes.stop] = bytes(len(boxes))

    def boxes_of(self, period: int) -> range:
        first = self.periods.find(period)
        return range(first, self.periods.rfind(period) + 1) if first >= 0 else range(0)

    def begin(self, start: int, end: int, described_by: int) -> None:
        self.starts.append(start)
        self.described_by.append([described_by])
        self.paint(len(self.starts), start, end)


def box(day: date) -> int:
    return (day - FIRST_DAY).days


def day_of(box: int) -> date:
    return FIRST_DAY + timedelta(days=box)


def calendar_of(releases: Sequence[tuple[date, Listing | None]]) -> Calendar:
    """The calendar of a code from its lines in the releases, oldest first; None: the release lacks the code."""
    calendar = Calendar()
    last_listed: date | None = None
    for position, (in_force, listing) in enumerate(releases):
        if listing is not None:
            _hear(calendar, listing, position, last_listed)
            last_listed = in_force
        elif last_listed is not None:
            _miss(calendar, last_listed, in_force)
    return calendar


def _hear(calendar: Calendar, listing: Listing, position: int, last_listed: date | None) -> None:
    added = box(listing.added)
    end = BOXES - 1 if listing.terminated is None else box(listing.terminated)
    acted = -1 if listing.acted is None else box(listing.acted)
    if not calendar.starts:
        calendar.begin(added, end, position)
        if listing.returned:
            calendar.doubt(added + 1, acted - 1)
            calendar.paint(1, added, acted - 1)
            calendar.begin(acted, end, position)
        return
    period = len(calendar.starts)
    last_box = calendar.boxes_of(period)[-1]
    goes_on = last_box == BOXES - 1
    if not goes_on and added > last_box:  # added later than the previous termination date: a new period
        calendar.begin(added, end, position)
    elif not goes_on and listing.terminated is None and acted > last_box:  # the termination date disappeared
        calendar.begin(acted, end, position)
    elif goes_on and listing.returned and last_listed is not None and acted > box(last_listed):
        calendar.paint(0, acted, BOXES - 1)
        calendar.doubt(box(last_listed) + 1, acted - 1)
        calendar.begin(acted, end, position)
    else:  # newer releases correct older ones
        was_added = calendar.starts[period - 1] in (added, calendar.starts[0]) and period == 1
        start = added if was_added or _is_reuse(calendar, period, added) else calendar.starts[period - 1]
        calendar.erase(period)
        calendar.paint(period, start, end)
        calendar.starts[period - 1] = start
        calendar.described_by[period - 1].append(position)


def _is_reuse(calendar: Calendar, period: int, added: int) -> bool:
    """Whether the added date is after the previous period: then this period began with it."""
    return period == 1 or added > calendar.boxes_of(period - 1)[-1]


def _miss(calendar: Calendar, last_listed: date, in_force: date) -> None:
    """A period that was open when the code was last listed ended on some day before the release without it."""
    period = len(calendar.starts)
    if calendar.periods[-1] == period:
        calendar.paint(0, box(in_force), BOXES - 1)
        calendar.doubt(box(last_listed) + 1, box(in_force) - 1)


def text_source(calendar: Calendar, period: int, in_force: Sequence[date], day: date) -> int:
    """The release whose texts describe the period on the day: the one in force if it covers it, else the first."""
    described_by = calendar.described_by[period - 1]
    return max((position for position in described_by if in_force[position] <= day), default=described_by[0])


def runs(calendar: Calendar) -> Iterator[tuple[int, date, date]]:
    """Each period with its first and last day."""
    for period in range(1, len(calendar.starts) + 1):
        boxes = calendar.boxes_of(period)
        if boxes:
            yield period, day_of(boxes[0]), day_of(boxes[-1])
