"""Days: what a FHIR date or dateTime means when it is asked whether a code was valid.

Source: https://hl7.org/fhir/R5/datatypes.html#dateTime. A year or a month is the span of its days. A dateTime is the
day it names in its own zone: the day on which the service was given, where it was given.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from terminology.core.errors import BadRequest
from terminology.core.issues import Issue

# A + that was not percent-encoded in an address arrives as a blank.
DATE_TIME = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+ -](\d{2}):(\d{2}))?)?)?)?",
    re.ASCII,
)
LARGEST = (23, 59, 60, 14, 59)  # hour, minute, second (60 is a leap second), hours and minutes from UTC
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last`, both included. `text` is how they were written."""

    first: date
    last: date
    text: str

    def __str__(self) -> str:
        return self.text


def parse_days(text: str) -> Days:
    """Reads 2024, 2024-07, 2024-07-01 or 2024-07-01T08:30:00-05:00. Raises BadRequest for what is no such day."""
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


def _days(text: str, year: int, month: int | None, day: int | None) -> Days:
    if month is None:
        return Days(date(year, 1, 1), date(year, 12, 31), text)
    if day is None:
        return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]), text)
    return Days(date(year, month, day), date(year, month, day), text)


def _invalid(text: str, reason: str) -> Issue:
    return Issue("error", "invalid", f"'{text}' is not a date: {reason}", "invalid-data", expression=("date",))
