"""History: the validity periods of a code, derived from the releases of its code system.

A release states when a code was added and, if it was terminated, the last day of use; newer releases correct older
ones. A code can have several periods: it may be reactivated after a gap, or assigned a new meaning years later.
Pure: the same statements give the same periods, in whatever order they were loaded.

    statements, by release                            periods
    added 1994, terminated 2013-12-31 | (absent) |    1994-01-01 … 2013-12-31
    added 2023-07-01                                  2023-07-01 …
    added 2017, no end | action R on 2025-10-01       2017-01-01 … ended between 2024-07-02 and 2025-09-30
                                                      2025-10-01 …
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from terminology.core.days import ONE_DAY, Days


@dataclass(frozen=True, slots=True)
class Statement:
    """What one release states about a code. `day` is the first day on which the release is in force.

    `terminated` is the last day of use, inclusive; `acted` is the day of the last action; `added` None: the release
    does not list the code, although it lists others of its kind.
    """

    release: str
    day: date
    added: date | None
    terminated: date | None = None
    acted: date | None = None
    is_reactivation: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Days on one of which something happened; no loaded release says which. Both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ValidityPeriod:
    """From `start` to `end`, both included; `end` None: open-ended.

    `undecided`: the code ended on one of these days, and `end` is the last day on which it was certainly valid.
    `began`: it may have begun on any of these days, and `start` is the first day on which it was certainly valid.
    `releases` are those that describe this period, earliest first. `added` is the added date that they state.
    """

    added: date
    start: date
    end: date | None
    releases: tuple[str, ...] = ()
    undecided: Span | None = None
    began: Span | None = None

    def doubts(self) -> tuple[Span, ...]:
        """The spans in which it is not known whether the code was valid."""
        return tuple(span for span in (self.began, self.undecided) if span)

    def covers(self, first: date, last: date) -> bool:
        return self.start <= first and (self.end is None or last <= self.end)

    def touches(self, first: date, last: date) -> bool:
        return self.start <= last and (self.end is None or first <= self.end)


Standing = Literal["valid", "in part", "undecided", "ended", "not yet"]


@dataclass(frozen=True, slots=True)
class Validity:
    """How a code stands on the requested days. `period` is the one that contains them, or the last one before them.

    `following` is the next period after those days, if any. `release` is the one whose texts describe them.
    """

    standing: Standing
    days: Days
    period: ValidityPeriod | None
    following: ValidityPeriod | None
    periods: tuple[ValidityPeriod, ...]
    release: str | None = None


def periods_of(statements: Iterable[Statement]) -> tuple[ValidityPeriod, ...]:
    """The periods of a code, earliest first, without overlap; empty if no release lists it."""
    periods: list[ValidityPeriod] = []
    listed: Statement | None = None  # the last release that lists the code
    absent: Statement | None = None  # the first release after it that does not
    for statement in sorted(statements, key=lambda item: item.day):
        if statement.added is None:
            absent = absent or (statement if listed else None)
            continue
        periods = _continued(periods, statement, listed, absent) if listed else _first_periods(statement)
        periods[-1] = replace(periods[-1], releases=(*periods[-1].releases, statement.release))
        listed, absent = statement, None
    if listed is not None and absent is not None:
        periods = _ended_between(periods, listed, absent.day)
    disjoint: list[ValidityPeriod] = []
    for period in periods:
        if period.end is None or period.start <= period.end:
            disjoint = [*_cut(disjoint, period.start), period]
    return tuple(disjoint)


def _first_periods(statement: Statement) -> list[ValidityPeriod]:
    assert statement.added is not None
    returned = _returned_on(statement, after=statement.added)
    if returned is None:
        return [ValidityPeriod(statement.added, statement.added, statement.terminated)]
    gap = _span(statement.added + ONE_DAY, returned - ONE_DAY)
    before = ValidityPeriod(statement.added, statement.added, statement.added, undecided=gap)
    return [before, ValidityPeriod(statement.added, returned, statement.terminated)]


def _returned_on(statement: Statement, after: date) -> date | None:
    """The day of a reactivation, if one is stated after `after` and consistent with the other dates."""
    added, terminated, acted = statement.added, statement.terminated, statement.acted
    if not statement.is_reactivation or added is None or acted is None or acted <= max(after, added):
        return None
    return acted if terminated is None or acted <= terminated else None


def _continued(
    periods: list[ValidityPeriod], statement: Statement, listed: Statement, absent: Statement | None
) -> list[ValidityPeriod]:
    """Applies the next release to the periods: it corrects the last period, or begins another."""
    end = periods[-1].end
    added, terminated, acted = statement.added, statement.terminated, statement.acted
    assert added is not None
    if end is not None:
        if added > end:  # reassigned, perhaps with another meaning
            return [*periods, ValidityPeriod(added, added, terminated)]
        returned = acted if terminated is None else _returned_on(statement, after=end)
        if returned is not None and returned > end + ONE_DAY:
            return [*_corrected(periods, added, end), ValidityPeriod(added, returned, terminated)]
    elif absent is not None and added > listed.day:  # dropped from the file, and later reassigned
        return [*_ended_between(periods, listed, min(absent.day, added)), ValidityPeriod(added, added, terminated)]
    elif (returned := _returned_on(statement, after=listed.day)) is not None:
        ended_by = min(absent.day, returned) if absent else returned
        return [
            *_with_added(_ended_between(periods, listed, ended_by), added),
            ValidityPeriod(added, returned, terminated),
        ]
    return _corrected(periods, added, terminated)


def _corrected(periods: list[ValidityPeriod], added: date, end: date | None) -> list[ValidityPeriod]:
    """The periods with the added date and the end of the last one corrected."""
    *before, last = periods
    if last.start != last.added and end is not None and end < last.start:  # it was never reactivated
        first = before.pop() if before else replace(last, start=last.added, releases=())
        described = (*first.releases, *last.releases)
        return _corrected([*before, replace(first, releases=described, undecided=None)], added, end)
    return _with_added(periods if last.end == end else [*before, replace(last, end=end)], added)


def _with_added(periods: list[ValidityPeriod], added: date) -> list[ValidityPeriod]:
    """Applies a corrected added date to every period since the code was assigned; none may begin before it."""
    if not periods or periods[-1].added == added:
        return periods
    old = periods[-1].added
    return [
        replace(period, added=added, start=added if period.start == old else max(period.start, added))
        if period.added == old
        else period
        for period in periods
    ]


def _cut(periods: list[ValidityPeriod], day: date) -> list[ValidityPeriod]:
    """The periods truncated before the day on which another begins: the latest statement wins."""
    eve = day - ONE_DAY
    return [
        replace(
            period,
            end=min(period.end or eve, eve),
            undecided=period.undecided and _span(period.undecided.first, min(period.undecided.last, eve)),
        )
        for period in periods
        if period.start <= eve
    ]


def _ended_between(periods: list[ValidityPeriod], listed: Statement, ended_by: date) -> list[ValidityPeriod]:
    """Ends the last period, unless a release has terminated it, between its last listing and its absence."""
    *before, last = periods
    if last.end is not None:
        return periods
    known = max(last.start, listed.day)
    if known >= ended_by:  # it ended before it began
        return _cut(before, ended_by)
    return [*before, replace(last, end=known, undecided=_span(known + ONE_DAY, ended_by - ONE_DAY))]


def _span(first: date, last: date) -> Span | None:
    return Span(first, last) if first <= last else None


def validity_on(periods: Sequence[ValidityPeriod], days: Days) -> Validity | None:
    """How the code stands on these days; None if it has no periods."""
    if not periods:
        return None
    begun = [period for period in periods if period.start <= days.last]
    period = begun[-1] if begun else _doubtful(periods, days)
    following = next((item for item in periods if item.start > days.last), None)
    standing = _standing(period, days, periods)
    return Validity(standing, days, _period_touching(periods, days) or period, following, tuple(periods))


def _period_touching(periods: Sequence[ValidityPeriod], days: Days) -> ValidityPeriod | None:
    """The first period that includes any of the days."""
    return next((period for period in periods if period.touches(days.first, days.last)), None)


def _standing(period: ValidityPeriod | None, days: Days, periods: Sequence[ValidityPeriod]) -> Standing:
    if period is None:
        return "not yet"
    if _is_covered(periods, days):
        return "valid"
    if _doubtful(periods, days):
        return "undecided"
    return "in part" if any(item.touches(days.first, days.last) for item in periods) else "ended"


def _doubtful(periods: Sequence[ValidityPeriod], days: Days) -> ValidityPeriod | None:
    """The first period that may or may not include one of the days."""
    return next((period for period in periods if any(_overlaps(span, days) for span in period.doubts())), None)


def _is_covered(periods: Sequence[ValidityPeriod], days: Days) -> bool:
    """Whether every day is in a period, possibly in consecutive ones."""
    day = days.first
    for period in periods:
        if period.covers(day, days.last):
            return True
        if period.covers(day, day) and period.end is not None:
            day = period.end + ONE_DAY
    return False


def _overlaps(span: Span, days: Days) -> bool:
    return span.first <= days.last and days.first <= span.last


def release_on(period: ValidityPeriod, releases: Sequence[tuple[str, date]], day: date) -> str | None:
    """The release whose texts describe a period on a day: the latest in force that describes it, else the earliest.

    `releases` are all releases with the first day they are in force, earliest first.
    """
    describing = [(release, start) for release, start in releases if release in period.releases]
    in_force = [release for release, start in describing if start <= day]
    if in_force:
        return in_force[-1]
    return describing[0][0] if describing else None
