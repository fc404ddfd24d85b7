"""The spellings of an ICD-10 version in a request, and the days that a release covers."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from seed.icd10.release_month import VERSION, fiscal_year_of
from terminology.core.days import Days
from terminology.core.system_rules import VersionMatch

FISCAL_YEAR = re.compile(r"(?:FY *)?(20[0-9]{2})", re.IGNORECASE)
LATEST = frozenset({"latest", "newest", "current"})
LAST_MONTH = 9  # of a fiscal year: September


def resolve_version(text: str, loaded: Sequence[str]) -> VersionMatch | None:
    """A fiscal year means its newest loaded release, `latest` the newest of all; `loaded` is earliest first."""
    if text.lower() in LATEST:
        return VersionMatch(loaded[-1], is_exact=False) if loaded else None
    year = FISCAL_YEAR.fullmatch(text)
    if year is None:
        return None
    of_year = [item for item in loaded if VERSION.fullmatch(item) and fiscal_year_of(item) == int(year[1])]
    return VersionMatch(of_year[-1], is_exact=False) if of_year else None


def version_aliases(version: str) -> tuple[str, ...]:
    """Other spellings of a version: its first day."""
    return (f"{version}-01", f"{version}-01".replace("-", ""))


def window(version: str) -> Days | None:
    """From the month of the release to the end of its fiscal year, if it is the newest; None if not a version."""
    if not VERSION.fullmatch(version):
        return None
    year, month = map(int, version.split("-"))
    last_year = fiscal_year_of(version)
    return Days(date(year, month, 1), date(last_year, LAST_MONTH, monthrange(last_year, LAST_MONTH)[1]), version)
