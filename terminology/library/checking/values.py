"""Parses the values of claim files: dates, units, modifiers and NDC units in the formats that people use.

days        2024-05-01, 20240501, 5/1/2024, 5/1/24, 05 01 24, 05012024, 1-May-2024, 45413 (a
            spreadsheet's serial), also with a time; 20240501-20240503 is a period, whose first day counts
units       1, 1.0, 1,000; 210 mg is a dose; two is none
modifiers   one or more per cell, with any separator or none: NU RR, NU,RR, NURR; NULL is none
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from terminology.core.claim_lines import Setting, Unreadable
from terminology.core.doses import Dose, parse_dose

FORGET_AFTER = 50_000  # distinct texts
TIME = (
    r"(?:[T ] ?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?: ?[AaPp]\.?[Mm]\.?)?"
    r"(?: ?(?:Z|UTC|[-+][0-9]{2}:?[0-9]{2}))?)?"
)
ISO = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){TIME}")
US = re.compile(rf"([0-9]{{1,2}})([-/. ])([0-9]{{1,2}})\2([0-9]{{4}}|[0-9]{{2}}){TIME}")
DIGITS = re.compile(rf"([0-9]{{8}}){TIME}")  # 20240501 of a transaction, 05012024 of a form: no day is both
NAMED = re.compile(
    r"([0-9]{1,2})[- ]?([A-Za-z]{3})[a-z]*[- ,]*([0-9]{4}|[0-9]{2})|([A-Za-z]{3})[a-z]* ([0-9]{1,2}),? ([0-9]{4})"
)
SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
BETWEEN = (" - ", " to ", " thru ", " through ", "-")  # the days of a period
MONTHS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
SERIAL_START = date(1899, 12, 30)  # a spreadsheet's day 0, for serials from March 1900 on
EXPECTED_DAY = "write a day as YYYY-MM-DD or MM/DD/YYYY"
NUMBER = re.compile(r"\+?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})?(?:\.[0-9]{0,9})?(?:[eE][+]?0?[0-9])?")
WORDS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
}
NEGATIVE = re.compile(r"-[0-9]{1,12}(?:\.[0-9]{0,9})?")
SEPARATORS = re.compile(r"[^0-9A-Za-z]+")
NOTHING = frozenset({"null", "(null)", "none", "nan", "n/a", "<na>", "\\n"})  # how programs write an empty cell
NDC_UNITS = {
    "un": "UN",
    "ea": "UN",
    "each": "UN",
    "ml": "ML",
    "gr": "GR",
    "g": "GR",
    "gm": "GR",
    "me": "ME",
    "mg": "ME",
    "f2": "F2",
    "iu": "F2",
}
SETTINGS: dict[str, Setting] = {
    "dme": "dme",
    "dmepos": "dme",
    "supplier": "dme",
    "practitioner": "practitioner",
    "professional": "practitioner",
    "physician": "practitioner",
    "outpatient": "outpatient",
    "facility": "outpatient",
    "hospital": "outpatient",
}


@lru_cache(FORGET_AFTER)
def read_day(text: str) -> date | Unreadable:
    """Parses a date; two-digit years below 70 are of this century."""
    text = text.strip()
    try:
        found = _day(text)
    except ValueError:
        found = None
    if found is None or not 1900 <= found.year <= 2200:
        return Unreadable("Date", text[:40], EXPECTED_DAY)
    return found


def _day(text: str) -> date | None:
    """The day, or the first one of a period such as 20240501-20240503."""
    day = _one_day(text)
    if day is not None:
        return day
    for between in BETWEEN:
        first, found, last = text.partition(between)
        if found and (start := _one_day(first.strip())) and (end := _one_day(last.strip())) and start <= end:
            return start
    return None


def _one_day(text: str) -> date | None:
    """Raises ValueError for a day that no month has."""
    if match := SERIAL.fullmatch(text):
        return SERIAL_START + timedelta(days=int(match[1]))
    if match := ISO.fullmatch(text):
        return date(int(match[1]), int(match[3]), int(match[4]))
    if match := US.fullmatch(text):
        return date(_year(match[4]), int(match[1]), int(match[3]))
    if match := DIGITS.fullmatch(text):
        digits = match[1]
        if "1900" <= digits[:4] <= "2200":
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        return date(int(digits[4:]), int(digits[:2]), int(digits[2:4]))
    if match := NAMED.fullmatch(text):
        day, month, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
        return date(_year(year), MONTHS.get(month.lower(), 0), int(day))
    return None


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


@lru_cache(FORGET_AFTER)
def read_number(text: str, what: str) -> Decimal | Dose | Unreadable:
    """Parses a number, or a dose such as 210 mg."""
    text = text.strip()
    if text and NUMBER.fullmatch(text) and any(letter.isdigit() for letter in text):
        number = Decimal(text.replace(",", ""))
        if number > 0:
            return number
        return Unreadable(what, text, "write a number above 0")
    if dose := parse_dose(text[:40]):
        return dose
    if NEGATIVE.fullmatch(text):
        return Unreadable(what, text, "write a number above 0")
    word = WORDS.get(text.lower())
    expected = f"write a number such as {word}" if word else "write a number such as 1"
    return Unreadable(what, text[:40], expected, word)


@lru_cache(FORGET_AFTER)
def read_modifiers(text: str) -> tuple[str, ...]:
    """The modifiers in a cell. Without a separator, every two characters are one."""
    if text.strip().lower() in NOTHING:
        return ()
    found: list[str] = []
    for part in SEPARATORS.split(text.strip()):
        if len(part) > 2 and len(part) % 2 == 0:
            found += [part[at : at + 2] for at in range(0, min(len(part), 16), 2)]
        elif part:
            found.append(part[:16])
    return tuple(found[:16])


def read_ndc_unit(text: str) -> str | None:
    return NDC_UNITS.get(text.strip().lower())


def read_setting(text: str) -> Setting | None:
    """The setting named by the first known word of a text."""
    return next((SETTINGS[word] for word in SEPARATORS.split(text.lower()) if word in SETTINGS), None)
