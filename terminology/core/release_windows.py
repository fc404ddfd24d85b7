"""Release windows: the periods of a code when releases list codes without dates, as ICD-10's do.

A release is in force from its first day until the next known one, at most to the end of its own window (for ICD-10, its
fiscal year). A code is valid on the days of the releases that list it; one that consecutive releases list has a single
period, including days between them that no release covers. Where such days lie between a release that lists a code and
one that does not, the day on which it began or ended is unknown.

    2021-01-01 … 2021-09-30   2024-10-01 … 2025-09-30   2026-04-01 … 2026-09-30     periods
    listed                    listed                    listed                      2021-01-01 or before …
    listed                    (absent)                  (absent)                    … ended 2021-10-01 … 2024-09-30
    (absent)                  listed                    listed                      began 2021-10-02 … 2024-10-01 …
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from terminology.core.days import ONE_DAY, Days
from terminology.core.history import Span, ValidityPeriod


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a release is in force, both included."""

    release: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Listing:
    """Whether the release in force in a window lists a code."""

    window: Window
    is_listed: bool


def windows_of(releases: Iterable[tuple[str, Days]]) -> tuple[Window, ...]:
    """The windows of releases, earliest first, without overlap.

    `releases` are names with the days that each would cover if it were the newest.
    """
    ordered = sorted(releases, key=lambda item: item[1].first)
    next_days = [days.first for _, days in ordered[1:]] + [date.max]
    return tuple(
        Window(release, days.first, min(days.last, following - ONE_DAY))
        for (release, days), following in zip(ordered, next_days, strict=True)
    )


def periods_of(listings: Sequence[Listing]) -> tuple[ValidityPeriod, ...]:
    """The periods of a code, earliest first; empty if no release lists it.

    `listings` are in time order, without partial releases, whose omissions mean nothing. What the newest release
    lists is open-ended; the first one says nothing about the days before it.
    """
    periods: list[ValidityPeriod] = []
    before: Listing | None = None
    for listing in listings:
        was_listed = before is not None and before.is_listed
        if listing.is_listed and not was_listed:
            periods.append(_opened_period(listing.window, before))
        elif listing.is_listed:
            periods[-1] = replace(periods[-1], releases=(*periods[-1].releases, listing.window.release))
        elif was_listed and before is not None:
            periods[-1] = replace(
                periods[-1], end=before.window.last, undecided=_between(before.window.last, listing.window.first)
            )
        before = listing
    return tuple(periods)


def _opened_period(window: Window, before: Listing | None) -> ValidityPeriod:
    last_without = before.window.last if before else None
    return ValidityPeriod(
        added=window.first,
        start=window.first,
        end=None,
        releases=(window.release,),
        began=Span(date.min, window.first - ONE_DAY) if last_without is None else _between(last_without, window.first),
    )


def _between(last: date, first: date) -> Span | None:
    """The days between two days; None if those are consecutive."""
    return Span(last + ONE_DAY, first - ONE_DAY) if last + ONE_DAY < first else None
