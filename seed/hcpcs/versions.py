"""The ways to write a HCPCS release in a request."""

import re
from collections.abc import Sequence

from terminology.core.system_rules import VersionMatch

LATEST = frozenset({"latest", "newest", "current"})
NAMED = re.compile(r"(?:HCPCS[ -]?|v)?(?P<year>[0-9]{4})(?:[ -]?Q(?P<quarter>[1-4]))?", re.IGNORECASE)
QUARTER_FIRST = re.compile(r"Q([1-4])[ -]?([0-9]{4})", re.IGNORECASE)
FIRST_DAY = re.compile(r"([0-9]{4})[-./]?([0-9]{2})(?:[-./]?01)?")


def resolve_version(text: str, loaded: Sequence[str]) -> VersionMatch | None:
    """The release that a text refers to; `loaded` are releases, earliest first.

    20251001, 2025.10        the release of that month
    2025Q4, Q4 2025          the release of the quarter's first month, else its newest, which the answer has to state
    2025, HCPCS2025          the newest of that year, likewise
    latest, current          the newest of all, likewise
    """
    if text.lower() in LATEST:
        return VersionMatch(loaded[-1], is_exact=False) if loaded else None
    if first_day := FIRST_DAY.fullmatch(text):
        month = "-".join(first_day.groups())
        return VersionMatch(month) if month in loaded else None
    named = NAMED.fullmatch(QUARTER_FIRST.sub(r"\2Q\1", text))
    if named is None:
        return None
    first, last = _months(named["quarter"])
    found = [item for item in loaded if f"{named['year']}-{first:02}" <= item <= f"{named['year']}-{last:02}"]
    if not found:
        return None
    is_first = named["quarter"] is not None and found[0] == f"{named['year']}-{first:02}"
    return VersionMatch(found[0] if is_first else found[-1], is_exact=False)


def _months(quarter: str | None) -> tuple[int, int]:
    """The first and last month of a quarter or, without one, of the year."""
    return (int(quarter) * 3 - 2, int(quarter) * 3) if quarter else (1, 12)
