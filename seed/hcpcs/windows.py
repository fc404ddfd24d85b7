"""The days that a HCPCS release covers: CMS publishes one per quarter, effective from its first month."""

from calendar import monthrange
from datetime import date

from terminology.core.days import Days

MONTHS = 3  # of a quarter


def window(version: str) -> Days | None:
    """From the month of the release to the end of its quarter, as if it were the newest; None if not a release.

    >>> window("2025-10").last.isoformat()
    '2025-12-31'
    """
    try:
        first = date.fromisoformat(f"{version}-01")
    except ValueError:
        return None
    month = (first.month - 1) // MONTHS * MONTHS + MONTHS
    return Days(first, date(first.year, month, monthrange(first.year, month)[1]), version)
