"""The quarter of a companion table, from its banner, the import option, or the file name.

DMEPOS26_JAN.csv, DMEPOS25_APR25.csv, dme26-a.zip         January 2026, April 2025, January 2026
MCR_MUE_DMESupplierServices_Eff_07-01-2024.xlsx           July 2024
2024-07_MUE_DME.csv, 2024q3.csv                           July 2024
"""

import re
from calendar import month_abbr
from collections.abc import Iterable, Iterator

from seed.hcpcs.asp_quarter import FIRST_MONTHS, Quarter, quarter_from_version, quarter_of
from seed.release import NotARelease

MONTHS = {month_abbr[month].upper(): month for month in FIRST_MONTHS}
MONTH = f"(?P<month>{'|'.join(MONTHS)})[A-Z]*"
LETTERS = {"A": 1, "B": 4, "C": 7, "D": 10}  # CMS's archives of the fee schedule: dme26-a.zip
YEAR = "(?P<year>20[0-9]{2}|[0-9]{2})"
NAMES = (
    re.compile(r"EFF[-_ .]*(?P<number>[0-9]{1,2})[-_](?:0?1)[-_](?P<year>20[0-9]{2})"),
    re.compile(r"(?<![0-9])(?P<year>20[0-9]{2})-?(?P<number>0[147]|10)(?![0-9])"),
    re.compile(r"(?<![0-9])(?P<year>20[0-9]{2})[-_ ]?Q(?P<quarter>[1-4])(?![0-9])"),
    re.compile(rf"{MONTH}[-_ .]*{YEAR}(?![0-9])"),
    re.compile(rf"(?<![0-9]){YEAR}[-_ .]*{MONTH}"),
    re.compile(r"DME(?:POS)?[-_ ]?(?P<year>[0-9]{2})[-_]?(?P<letter>[A-D])(?![A-Z])"),
)


def companion_quarter(path: str, notes: Iterable[str], supplied: str | None) -> Quarter:
    """The quarter from the banner, else the option (YYYY-MM), else the file's name, else the archive's name.

    `path` has the archive before the file. Raises NotARelease if none has a quarter or if they contradict each other.
    """
    wanted = supplied or next(
        (quarter.version for part in reversed(path.split("/")) for quarter in _in_name(part)), None
    )
    name = path.split("/")[-1]
    if wanted is None:
        return quarter_of(name, notes, None)
    if supplied is not None:
        quarter_from_version(supplied)  # rejects an invalid quarter even if the banner has one
        return quarter_of(name, notes, supplied)
    try:
        return quarter_of(name, notes, wanted)
    except NotARelease:
        return quarter_of(name, notes, None)  # the banner is more reliable than the name


def _in_name(name: str) -> Iterator[Quarter]:
    for pattern in NAMES:
        if match := pattern.search(name.upper()):
            month = _month(match.groupdict())
            if month in FIRST_MONTHS:
                yield Quarter(int(match["year"][-2:]) + 2000, month)


def _month(parts: dict[str, str]) -> int:
    if "number" in parts:
        return int(parts["number"])
    if "quarter" in parts:
        return FIRST_MONTHS[int(parts["quarter"]) - 1]
    return LETTERS[parts["letter"]] if "letter" in parts else MONTHS[parts["month"]]
