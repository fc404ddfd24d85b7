"""The formats of FHIR's primitive types as regular expressions. Used by the JSON and XML readers.

In XML every value is text, and Python's own parsers accept more than FHIR does: int("1_000"), int("٣"), Decimal("NaN").
Source: https://hl7.org/fhir/R5/datatypes.html#primitive. A dateTime and an instant may have any number of fractional
digits, as in R4; a time of day needs a time zone in both versions.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation

_YEAR = r"(?!0000)[0-9]{4}"
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?:0[1-9]|1[0-2])"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?"
_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_DIGITS = r"(?:0|[1-9][0-9]*)"
_BLANK = r"\t\n\r "

_PATTERNS: Mapping[str, str] = {
    "boolean": "true|false",
    "integer": f"[+-]?{_DIGITS}",
    "integer64": f"[+-]?{_DIGITS}",
    "unsignedInt": _DIGITS,
    "positiveInt": r"\+?[1-9][0-9]*",
    "decimal": rf"-?{_DIGITS}(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?",
    "date": f"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?",
    "dateTime": f"{_YEAR}(?:-{_MONTH}(?:-{_DAY}(?:T{_TIME}{_ZONE})?)?)?",
    "instant": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "time": _TIME,
    "code": f"[^{_BLANK}]+(?: [^{_BLANK}]+)*",
    "id": r"[A-Za-z0-9\-.]{1,64}",
    "oid": r"urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+",
    "uuid": r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "base64Binary": rf"[A-Za-z0-9+/{_BLANK}]*(?:=[{_BLANK}]*){{0,2}}",
    "uri": f"[^{_BLANK}]*",
    "url": f"[^{_BLANK}]*",
    "canonical": f"[^{_BLANK}]*",
}
_WRITTEN = {type_: re.compile(pattern) for type_, pattern in _PATTERNS.items()}
LONGEST_DECIMAL = 100  # characters; FHIR asks for 18 digits
LARGEST_EXPONENT = 400  # of ten, in either direction
LARGEST_INTEGER = 2**31 - 1
_INTEGERS = frozenset({"integer", "unsignedInt", "positiveInt"})
_MAX_DIGITS = 11  # of an integer of 32 bits, with its sign


def read_decimal(text: str) -> Decimal:
    """The number with all its digits. Raises ValueError outside the range of IEEE doubles, and for too many digits.

    A few characters such as 1e1000000 must not become a million digits in a computation.
    """
    with suppress(InvalidOperation):  # not a number, or an exponent beyond even Decimal's range
        if len(text) <= LONGEST_DECIMAL and abs((number := Decimal(text)).adjusted()) <= LARGEST_EXPONENT:
            return number
    raise ValueError(f"the decimal {text[:20]}… is too long, too large or too small")


def is_written(text: str, type: str) -> bool:
    """Whether the text is a value of this primitive type; types without a rule take every text."""
    pattern = _WRITTEN.get(type)
    if pattern is None:
        return True
    if type in _INTEGERS:
        return len(text) <= _MAX_DIGITS and bool(pattern.fullmatch(text)) and _fits(int(text))
    return bool(pattern.fullmatch(text))


def _fits(number: int) -> bool:
    return -LARGEST_INTEGER - 1 <= number <= LARGEST_INTEGER
