"""Values of search and history parameters: whole numbers, and dates as spans of time."""

from datetime import UTC, datetime, timedelta

from terminology.core.days import DAY, parse_moments
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.http.requests import FhirRequest

EARLIEST = datetime.min.replace(tzinfo=UTC)
LATEST = datetime.max.replace(tzinfo=UTC)
LONGEST_NUMBER = 9  # digits


def whole_number(request: FhirRequest, name: str, default: int) -> int:
    """Raises BadRequest for what is not a whole number, or is negative."""
    text = request.control(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit()) or len(text) > LONGEST_NUMBER:
        raise BadRequest(Issue("error", "value", f"{name} needs a number, not '{text[:40]}'", expression=(name,)))
    return int(text)


def parse_span(name: str, text: str) -> tuple[datetime, datetime]:
    """The first and the last moment that a date or dateTime stands for, both in UTC. Raises BadRequest.

    A zone that leads out of the years 1 to 9999 ends at them.
    """
    try:
        moments = parse_moments(text)
    except BadRequest:
        problem = f"{name} needs a date or a time, not '{text[:40]}'"
        raise BadRequest(Issue("error", "value", problem, expression=(name,))) from None
    return _moment(moments.first), _moment(moments.last)


def _moment(microseconds: int) -> datetime:
    """Counted as `Moments` does: the year 1 begins at one day."""
    most = (LATEST - EARLIEST) // timedelta(microseconds=1)
    return EARLIEST + timedelta(microseconds=min(max(microseconds - DAY, 0), most))
