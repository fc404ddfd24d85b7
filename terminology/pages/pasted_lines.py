"""Pasted claim lines: one per line, with fields in nearly any order and with any separator.

    J3111 2025-10-03 210          E0601-RR-KX 10/3/2025          J3111,JZ,2025-10-03,210,55513-0880-02

The first word is the code, optionally with modifiers attached. Other words are recognized by shape: a date, a modifier
(two characters, at least one letter), an NDC, a number of units. Anything else is reported as unreadable.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from terminology.core.claim_lines import ClaimLine, Unreadable

MAX_LINES = 2000
LONGEST_LINE = 1000  # characters
SEPARATORS = re.compile(r"[\s,;|]+")
ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
US = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
NDC = re.compile(r"(?:N4)?(?:[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2}|[0-9]{10,11})", re.IGNORECASE)
MODIFIER = re.compile(r"(?=.*[A-Z])[A-Z0-9]{2}", re.IGNORECASE)
UNITS = re.compile(r"[0-9]{1,7}(?:\.[0-9]{1,4})?")
HEADING = re.compile(r"(?:hcpcs|code|proc\w*|cpt)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PastedLine:
    """`number` counts from 1, as in the text box; `text` is the pasted line."""

    number: int
    text: str
    line: ClaimLine


def pasted_lines(text: str) -> tuple[PastedLine, ...]:
    """The non-empty lines, at most MAX_LINES, without a heading line."""
    found: list[PastedLine] = []
    for number, line in enumerate(text.splitlines(), start=1):
        written = line.strip()[:LONGEST_LINE]
        if written and not (not found and HEADING.fullmatch(written)):
            found.append(PastedLine(number, written, claim_line(written)))
        if len(found) == MAX_LINES:
            break
    return tuple(found)


def claim_line(text: str) -> ClaimLine:
    """One line; a repeated single-valued field is unreadable."""
    first, *rest = [word for word in SEPARATORS.split(text) if word]
    code, *hanging = re.split(r"[-:]", first)
    words = _sorted_words([*hanging, *rest])
    return ClaimLine(
        code=code,
        modifiers=tuple(word.upper() for word in words.modifiers),
        day=words.days[0] if words.days else None,
        quantity=words.units[0] if words.units else None,
        ndc=words.ndcs[0] if words.ndcs else None,
        ndc_quantity=words.units[1] if words.ndcs and len(words.units) == 2 else None,
        unreadable=tuple(_unreadable(words)),
    )


@dataclass(slots=True)
class _Words:
    days: list[date]
    modifiers: list[str]
    ndcs: list[str]
    units: list[Decimal]
    others: list[str]


def _sorted_words(words: Sequence[str]) -> _Words:
    found = _Words([], [], [], [], [])
    for word in words:
        if (day := _day(word)) is not None:
            found.days.append(day)
        elif NDC.fullmatch(word):
            found.ndcs.append(word)
        elif MODIFIER.fullmatch(word):
            found.modifiers.append(word)
        elif UNITS.fullmatch(word):
            found.units.append(Decimal(word))
        else:
            found.others.append(word)
    return found


def _day(word: str) -> date | None:
    iso, us = ISO.fullmatch(word), US.fullmatch(word)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        return date(int(us[3]), int(us[1]), int(us[2])) if us else None
    except ValueError:
        return None


def _unreadable(words: _Words) -> Iterable[Unreadable]:
    for word in words.others:
        yield Unreadable("The word", word[:40], "write a day (2025-10-31), modifiers, a number of units or an NDC")
    for day in words.days[1:]:
        yield Unreadable("A second day", day.isoformat(), "write one day in a line")
    for number in words.units[2 if words.ndcs else 1 :]:
        yield Unreadable("A further number", str(number), "write one number of units in a line")
