"""Common misspellings of units, and their UCUM codes."""

from seed.ucum.expressions import NoUnit, parse_unit

WRITTEN = {
    "mcg": "ug",
    "µg": "ug",
    "μg": "ug",
    "cc": "mL",
    "iu": "[IU]",
    "miu": "m[IU]",
    "lb": "[lb_av]",
    "lbs": "[lb_av]",
    "oz": "[oz_av]",
    "in": "[in_i]",
    "inch": "[in_i]",
    "inches": "[in_i]",
    "ft": "[ft_i]",
    "feet": "[ft_i]",
    "sec": "s",
    "secs": "s",
    "second": "s",
    "seconds": "s",
    "mins": "min",
    "minute": "min",
    "minutes": "min",
    "hr": "h",
    "hrs": "h",
    "hour": "h",
    "hours": "h",
    "day": "d",
    "days": "d",
    "week": "wk",
    "weeks": "wk",
    "month": "mo",
    "months": "mo",
    "yr": "a",
    "yrs": "a",
    "year": "a",
    "years": "a",
    "mmhg": "mm[Hg]",
    "gm": "g",
    "gram": "g",
    "grams": "g",
    "meq": "meq",
    "ml": "mL",
    "percent": "%",
    "°c": "Cel",
    "degc": "Cel",
    "°f": "[degF]",
    "degf": "[degF]",
}
OPERATORS = "./"
LONGEST = 60


def unit_hint(text: str) -> str | None:
    """The intended unit of an invalid text or, if unknown, why it is invalid."""
    try:
        parse_unit(text)
    except NoUnit as error:
        intended = _intended(text) if len(text) <= LONGEST else None
        return f"{error}. Write {intended}" if intended else str(error)
    return None


def _intended(text: str) -> str | None:
    """The text with each of its units in UCUM's spelling, if the result is a unit."""
    parts, current = [], ""
    for character in text.replace(" ", ""):
        if character in OPERATORS:
            parts += [current, character]
            current = ""
        else:
            current += character
    intended = "".join(WRITTEN.get(part.lower(), part) for part in (*parts, current))
    try:
        parse_unit(intended)
    except NoUnit:
        return None
    return intended
