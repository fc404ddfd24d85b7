"""Hints for a code that a code system does not have: one sentence to accompany HL7's "Unknown code".

Only for code systems that sources declare (`core/system_rules.py`): their codes are known well enough to guess.
"""

import re
import unicodedata
from collections.abc import Iterator

from terminology.core.catalogue import Catalogue
from terminology.core.history import ValidityPeriod
from terminology.core.issues import Issue
from terminology.core.model import CodeSystemHeader
from terminology.core.ports import CodeSystemProvider
from terminology.core.status import is_inactive
from terminology.operations.likely_codes import (
    LONGEST,
    PROCEDURE,
    likely_codes,
    misread,
    nearest_codes,
    other_shape,
    with_modifier,
)
from terminology.operations.validity import ended

LONGEST_DISPLAY = 60
INVISIBLE = frozenset({"Cf", "Cc"})  # Unicode categories of invisible characters
SEPARATORS = re.compile(r"[\s,;:|#/+]+")


def hints(catalogue: Catalogue, header: CodeSystemHeader, code: str, expression: str = "code") -> tuple[Issue, ...]:
    """One information issue with a hint; none if there is no hint, or no rules for the code system."""
    code_system = catalogue.find_code_system(header.url, header.version) if header.url in catalogue.rules else None
    if code_system is None or not code:
        return ()
    text = next(_sentences(_KnownCodes(catalogue, code_system), code), None)
    return (Issue("information", "informational", text, "code-rule", expression=(expression,)),) if text else ()


def end_hint(catalogue: Catalogue, header: CodeSystemHeader, code: str) -> tuple[Issue, ...]:
    """When an inactive code ended, if known: an answer without `date` does not state it otherwise."""
    history = catalogue.histories.get(header.url)
    periods = history.periods(code) if history and header.url in catalogue.rules else ()
    if not periods or periods[-1].end is None:
        return ()
    text = f"{code} ended {ended(periods[-1])}. Pass a date to ask about earlier days"
    return (Issue("information", "informational", text, "code-comment", expression=("code",)),)


class _KnownCodes:
    """The codes of one version of a code system and, through the catalogue, of other code systems."""

    def __init__(self, catalogue: Catalogue, code_system: CodeSystemProvider) -> None:
        self.catalogue = catalogue
        self.code_system = code_system
        self.url = code_system.header.url
        self.title = catalogue.rules[self.url].title

    def standing(self, code: str) -> bool | None:
        concept = self.code_system.locate(code)
        return None if concept is None else not is_inactive(self.code_system.header, concept)

    def has(self, code: str) -> bool:
        return self.code_system.ordinal(code) is not None

    def named(self, code: str) -> str:
        """The code with its display, shortened."""
        concept = self.code_system.locate(code)
        if concept is None or not concept.display:
            return code
        display = concept.display
        return f"{concept.code} ({display if len(display) <= LONGEST_DISPLAY else display[:LONGEST_DISPLAY] + '…'})"

    def periods(self, code: str) -> tuple[ValidityPeriod, ...]:
        history = self.catalogue.histories.get(self.url)
        return history.periods(code) if history else ()


def _sentences(known: _KnownCodes, code: str) -> Iterator[str]:
    """Possible hints, most likely first."""
    own = known.catalogue.rules[known.url].unknown_hint
    if own is not None and (text := own(code)) is not None:
        yield text
    if len(code) <= LONGEST:
        yield from _of_spelling(known, code)
        yield from _of_time(known, code)
        yield from _of_modifier(known, code)
        yield from _of_misreading(known, code)
    yield from _of_other_systems(known, code)
    near = [known.named(other) for other in nearest_codes(code, known.standing)]
    if near:
        which = "code" if len(near) == 1 else "codes"
        yield f"Nearest {which} of {known.title}: {', '.join(near)}"


def _of_spelling(known: _KnownCodes, code: str) -> Iterator[str]:
    stripped = code.strip()
    upper = stripped.upper()
    if stripped != code and known.has(stripped):
        yield f"'{stripped}' has a leading or trailing space: use {stripped}"
    elif upper != stripped and known.has(upper):
        blanks = " and contain no spaces" if stripped != code else ""
        yield f"Codes of {known.title} are upper case{blanks}: {upper}"
    yield from _of_characters(known, stripped)
    yield from _of_several(known, upper)


def _of_characters(known: _KnownCodes, code: str) -> Iterator[str]:
    """Invisible or look-alike characters from copied text."""
    visible = "".join(letter for letter in code if unicodedata.category(letter) not in INVISIBLE)
    plain = unicodedata.normalize("NFKC", visible).strip().upper()
    if not code.isascii() and known.has(plain):
        yield f"'{code}' has invisible or look-alike characters: use {plain}"


def _of_several(known: _KnownCodes, code: str) -> Iterator[str]:
    """Several codes, or a word before the code."""
    parts = [part for part in SEPARATORS.split(code) if part]
    codes = [part for part in parts if PROCEDURE.fullmatch(part) and known.has(part)]
    if len(parts) > 1 and len(codes) == len(parts):
        yield f"{code} is more than one code: send {' and '.join(codes)} separately"
    elif len(parts) == 2 and codes == parts[1:] and not parts[0][:1].isdigit() and len(parts[0]) > len("AB"):
        yield f"{code} is {known.named(codes[0])} with a word before it: use only {codes[0]}"


def _of_time(known: _KnownCodes, code: str) -> Iterator[str]:
    """A code from another release."""
    for written in dict.fromkeys((code, code.strip().upper())):
        periods = known.periods(written)
        if periods:
            yield _of_periods(written, periods, known)
            return


def _of_periods(code: str, periods: tuple[ValidityPeriod, ...], known: _KnownCodes) -> str:
    last, version = periods[-1], known.code_system.header.version
    releases = [release for period in periods for release in period.releases]
    listed = f"; release {releases[-1]} lists it, {version} does not" if releases and version else ""
    if last.end is not None:
        return f"{code} ended {ended(last)}{listed}. Pass a date to ask about earlier days"
    return f"{code} has been a code of {known.title} since {periods[0].start.isoformat()}{listed}"


def _of_modifier(known: _KnownCodes, code: str) -> Iterator[str]:
    found = with_modifier(code.strip().upper())
    if found and known.has(found[0]) and known.has(found[1]):
        yield f"{code.strip()} is {known.named(found[0])} with the modifier {found[1]} appended: send them separately"


def _of_misreading(known: _KnownCodes, code: str) -> Iterator[str]:
    likely = list(likely_codes(code, known.standing))
    if not likely:
        return
    names = " or ".join(map(known.named, likely))
    plain = code.strip().upper()
    if likely[0] != plain and likely[0] == misread(plain):
        yield f"A letter replaces a digit of {likely[0]}: {names}"
    else:
        yield f"Did you mean {names}?"


def _of_other_systems(known: _KnownCodes, code: str) -> Iterator[str]:
    """A code from another code system, or one that looks like it."""
    plain = code.strip()
    if len(plain) > LONGEST:
        return
    for url, rules in known.catalogue.rules.items():
        is_worth_it = rules.is_hinted_elsewhere and url != known.url
        other = known.catalogue.find_code_system(url) if is_worth_it else None
        if other is not None and other.ordinal(plain) is not None:
            yield f"{plain} is a code of {rules.title}: the system is {url}"
    shape = other_shape(plain, known.url)
    if shape is not None:
        yield f"{plain} looks like {shape.name}, whose system is {shape.system}"
