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
    """Raises BadRequest for anything but a whole number of at least 0."""
    text = request.control(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit()) or len(text) > LONGEST_NUMBER:
        raise BadRequest(Issue("error", "value", f"{name} needs a number, not '{text[:40]}'", expression=(name,)))
    return int(text)


def parse_span(name: str, text: str) -> tuple[datetime, datetime]:
    """The first and the last instant of a date or dateTime, both in UTC. Raises BadRequest.

    Clamped to the years 1 to 9999, which a time zone could exceed.
    """
    try:
        moments = parse_moments(text)
    except BadRequest:
        problem = f"{name} needs a date or a time, not '{text[:40]}'"
        raise BadRequest(Issue("error", "value", problem, expression=(name,))) from None
    return _moment(moments.first), _moment(moments.last)


def _moment(microseconds: int) -> datetime:
    """The inverse of `Moments`, where the year 1 starts at one day."""
    most = (LATEST - EARLIEST) // timedelta(microseconds=1)
    return EARLIEST + timedelta(microseconds=min(max(microseconds - DAY, 0), most))
