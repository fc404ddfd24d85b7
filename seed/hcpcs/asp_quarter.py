"""The quarter of a file about Part B drugs, from its banner, its name or the import option.

CMS's banners read "October 2025 ASP NDC - HCPCS Crosswalk …" and "Effective October 1, 2025 through December 31, 2025".
"""

import re
from calendar import month_name, monthrange
from collections.abc import Iterable
from dataclasses import dataclass

from seed.release import NotARelease

FIRST_MONTHS = (1, 4, 7, 10)
MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS)
EFFECTIVE = re.compile(rf"({MONTH})\.? 1(?:st)?, *([0-9]{{4}}) (?:through|to|-) ", re.IGNORECASE)
TITLE = re.compile(rf"\b({MONTH})\.? +([0-9]{{4}})\b.*\bcrosswalk", re.IGNORECASE)
IN_NAME = re.compile(rf"({MONTH})[ _\-.]*([0-9]{{4}})", re.IGNORECASE)
AS_NUMBERS = re.compile(r"(?<![0-9])([0-9]{4})-([0-9]{2})(?![0-9])")


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter, by its year and first month."""

    year: int
    month: int

    @property
    def version(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def first_day(self) -> str:
        return f"{self.version}-01"

    @property
    def last_day(self) -> str:
        month = self.month + 2
        return f"{self.year}-{month:02}-{monthrange(self.year, month)[1]}"

    def __str__(self) -> str:
        """As in a sentence: October to December 2025."""
        return f"{month_name[self.month]} to {month_name[self.month + 2]} {self.year}"


def quarter_of(name: str, notes: Iterable[str], supplied: str | None) -> Quarter:
    """The quarter from the banner, else the option (YYYY-MM), else the file's name.

    Raises NotARelease if none has a quarter, or if the banner and the option differ.
    """
    wanted = quarter_from_version(supplied) if supplied is not None else None
    stated = {quarter for note in notes for quarter in _in_banner(name, note)}
    if len(stated) > 1:
        several = " and ".join(sorted(quarter.version for quarter in stated))
        raise NotARelease(f"{name} states several quarters: {several}.")
    found = next(iter(stated), None)
    if found and wanted and found != wanted:
        raise NotARelease(f"{name} is for the quarter {found.version}, not {wanted.version}.")
    quarter = found or wanted or _in_name(name)
    if quarter is None:
        raise NotARelease(f"{name} does not state its quarter: specify its first month as YYYY-MM.")
    return quarter


def quarter_from_version(version: str) -> Quarter:
    """The quarter that begins with this month, YYYY-MM. Raises NotARelease."""
    match = AS_NUMBERS.fullmatch(version)
    if match is None or int(match[2]) not in FIRST_MONTHS or int(match[1]) < 1:
        raise NotARelease(f"{version!r} is not a quarter: specify its first month as YYYY-MM, such as 2025-10.")
    return Quarter(int(match[1]), int(match[2]))


def _in_banner(name: str, note: str) -> Iterable[Quarter]:
    for pattern in (EFFECTIVE, TITLE):
        if match := pattern.search(note):
            quarter = _from_words(match)
            if quarter is None:
                raise NotARelease(
                    f"{name} is in force from {match[1]} {match[2]}, which is not the start of a quarter."
                )
            yield quarter


def _in_name(name: str) -> Quarter | None:
    if match := AS_NUMBERS.search(name):
        return quarter_from_version(match[0]) if int(match[2]) in FIRST_MONTHS else None
    return _from_words(match) if (match := IN_NAME.search(name)) else None


def _from_words(match: re.Match[str]) -> Quarter | None:
    month = next(number for word, number in MONTHS.items() if word.startswith(match[1].lower()))
    return Quarter(int(match[2]), month) if month in FIRST_MONTHS and int(match[2]) else None
