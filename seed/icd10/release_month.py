"""The release of an ICD-10 file: the month from which it is in force, or only the fiscal year.

A fiscal year begins on October 1 of the year before. Names that CMS and CDC use:

    icd10cm-order-Jan-2021.txt            2021-01        icd10pcs_order_2025.txt          fiscal year 2025
    april-1-2025-code-descriptions.zip    2025-04        icd10cm_tabular_2021.xml         fiscal year 2021
    icd10cm-tabular-April-2026.xml        2026-04        2021-01-icd-10-cm-order.zip      2021-01
"""

import re
from dataclasses import dataclass

from seed.release import NotARelease

PARTS_READ = 3  # the file, and the folders or the archive around it
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_WORD = re.compile(
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
YEAR = re.compile(r"20[0-9]{2}")
DAY = re.compile(r"(20[0-9]{2})(0[1-9]|1[0-2])[0-3][0-9]")
VERSION = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")
UPDATE_MONTHS = ("01", "04", "10")


@dataclass(frozen=True, slots=True)
class ReleaseName:
    """The release in a name or heading: `month` is YYYY-MM, None if only the fiscal year is there."""

    fiscal_year: int
    month: str | None = None

    @property
    def first_month(self) -> str:
        """The stated month, else October, in which a fiscal year begins."""
        return self.month or f"{self.fiscal_year - 1}-10"


def fiscal_year_of(version: str) -> int:
    year, month = version.split("-")
    return int(year) + (month >= "10")


def parse_version(text: str) -> ReleaseName:
    """A version as users write it: 2026-04, or 2026 for the fiscal year. Raises NotARelease."""
    if YEAR.fullmatch(text):
        return ReleaseName(int(text))
    if not VERSION.fullmatch(text) or text[5:] not in UPDATE_MONTHS:
        raise NotARelease(
            f"{text!r} is not a release of ICD-10: give the month from which it is in force as YYYY-MM (October, "
            "January or April), such as 2025-10, or the fiscal year, such as 2026."
        )
    return ReleaseName(fiscal_year_of(text), text)


def release_name_of(path: str) -> ReleaseName | None:
    """The release in a path; the file name takes precedence over its folders or archive; None if there is none.

    A folder or archive with a month of that year completes a fiscal year in the file name.
    """
    parts = path.replace("\\", "/").split("/")[-PARTS_READ:]
    names = [name for part in reversed(parts) if (name := _name_in(part))]
    if not names:
        return None
    own = names[0]
    return next((name for name in names if name.month and name.fiscal_year == own.fiscal_year), own)


def _name_in(part: str) -> ReleaseName | None:
    tokens = re.findall(r"[a-z]+|[0-9]+", part.lower())
    month = _month_by_word(tokens) or _month_by_number(tokens)
    if month:
        return ReleaseName(fiscal_year_of(month), month)
    year = next((token for token in tokens if YEAR.fullmatch(token)), None)
    return ReleaseName(int(year)) if year else None


def _month_by_word(tokens: list[str]) -> str | None:
    """`April-2026`, `april-1-2025`, `2021-Jan`: the nearest year after the word, else before it."""
    for place, token in enumerate(tokens):
        if MONTH_WORD.fullmatch(token):
            near = (*tokens[place + 1 : place + 3], *tokens[max(place - 1, 0) : place])
            year = next((other for other in near if YEAR.fullmatch(other)), None)
            if year:
                return f"{year}-{MONTHS.index(token[:3]) + 1:02d}"
    return None


def _month_by_number(tokens: list[str]) -> str | None:
    """`2021-01`, `20260401`."""
    for token, following in zip(tokens, (*tokens[1:], ""), strict=True):
        day = DAY.fullmatch(token)
        if day:
            return f"{day[1]}-{day[2]}"
        if YEAR.fullmatch(token) and following in UPDATE_MONTHS:
            return f"{token}-{following}"
    return None
