"""Days and moments: what a FHIR date or dateTime means, as the day that a request is about or as a search range.

Source: https://hl7.org/fhir/R5/datatypes.html#dateTime. A year or a month is the span of its days. A dateTime means
the day it states in its own time zone: the local day of the service.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from terminology.core.errors import BadRequest
from terminology.core.issues import Issue

# An unencoded + in a url arrives as a space.
DATE_TIME = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+ -](\d{2}):(\d{2}))?)?)?)?",
    re.ASCII,
)
LARGEST = (23, 59, 60, 14, 59)  # hour, minute, second (60 is a leap second), hours and minutes from UTC
ONE_DAY = timedelta(days=1)
SECOND = 1_000_000  # microseconds
DAY = 24 * 60 * 60 * SECOND


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last`, both included. `text` is how they were written."""

    first: date
    last: date
    text: str

    def __str__(self) -> str:
        return self.text


def parse_days(text: str) -> Days:
    """Reads 2024, 2024-07, 2024-07-01 or 2024-07-01T08:30:00-05:00. Raises BadRequest for anything else."""
    text = text.strip()
    found = DATE_TIME.fullmatch(text)
    if found is None:
        raise BadRequest(_invalid(text, "write YYYY, YYYY-MM, YYYY-MM-DD or a dateTime"))
    year, month, day, *time_of_day = (int(part) if part else None for part in found.groups())
    if any(part is not None and part > most for part, most in zip(time_of_day, LARGEST, strict=True)):
        raise BadRequest(_invalid(text, "there is no such time of day"))
    try:
        return _days(text, year or 0, month, day)
    except ValueError:
        raise BadRequest(_invalid(text, "there is no such day")) from None


@dataclass(frozen=True, slots=True)
class Moments:
    """From `first` to `last`, both included, in microseconds since the start of year 1 in UTC.

    Integers, because a time zone offset can leave the years 1 to 9999 that `datetime` supports.
    """

    first: int
    last: int


def parse_moments(text: str) -> Moments:
    """The moments that a date or dateTime covers at its precision; UTC if it has no zone. Raises BadRequest.

    Source: https://hl7.org/fhir/R5/search.html#date
    """
    days = parse_days(text)
    text = text.strip()
    if "T" not in text:
        return Moments(days.first.toordinal() * DAY, (days.last.toordinal() + 1) * DAY - 1)
    time, offset = _split_zone(text.partition("T")[2])
    hours, minutes, seconds, fraction = _clock(time)
    start = (
        days.first.toordinal() * DAY + ((hours * 60 + minutes) * 60 + (seconds or 0)) * SECOND - offset * 60 * SECOND
    )
    if seconds is None:
        return Moments(start, start + 60 * SECOND - 1)
    start += int(fraction.ljust(6, "0")[:6])
    return Moments(start, start + 10 ** (6 - min(len(fraction), 6)) - 1)


def moments_of(moment: datetime) -> Moments:
    """The millisecond that contains a zoned datetime: answers show milliseconds."""
    return parse_moments(moment.isoformat(timespec="milliseconds"))


def _split_zone(time: str) -> tuple[str, int]:
    """The time of day, and how many minutes its zone is ahead of UTC."""
    if time.endswith("Z"):
        return time[:-1], 0
    if len(time) > 6 and time[-3] == ":" and time[-6] in "+- ":
        minutes = int(time[-5:-3]) * 60 + int(time[-2:])
        return time[:-6], -minutes if time[-6] == "-" else minutes
    return time, 0


def _clock(time: str) -> tuple[int, int, int | None, str]:
    """Hours, minutes, seconds if stated, and the digits after the decimal point."""
    whole, _, fraction = time.partition(".")
    hours, minutes, *seconds = whole.split(":")
    return int(hours), int(minutes), int(seconds[0]) if seconds else None, fraction


def _days(text: str, year: int, month: int | None, day: int | None) -> Days:
    if month is None:
        return Days(date(year, 1, 1), date(year, 12, 31), text)
    if day is None:
        return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]), text)
    return Days(date(year, month, day), date(year, month, day), text)


def _invalid(text: str, reason: str) -> Issue:
    return Issue("error", "invalid", f"'{text}' is not a date: {reason}", "invalid-data", expression=("date",))
