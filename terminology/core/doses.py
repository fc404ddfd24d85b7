"""Doses: amounts with a unit, as in HCPCS drug descriptors and in orders, and the grammar that reads both.

    Injection, romosozumab-aqqg, 1 mg                     1 mg
    Injection, ketorolac tromethamine, per 15 mg          15 mg
    Injection, diazepam, up to 5 mg                       5 mg, at most
    Factor viii (antihemophilic factor, human) per i.u.   1 unit
    Infusion, normal saline solution, 1000 cc             1000 ml
    Injection, ceftolozane 50 mg and tazobactam 25 mg     two amounts: no dose

Derived from every descriptor of CMS's releases of 2017 to 2025 and measured against the dosages of the ASP crosswalk
(tests/terminology/core/test_doses.py).
"""

import re
from dataclasses import dataclass
from decimal import Decimal

# Each spelling of a unit -> the unit it converts to, and the factor.
UNITS: dict[str, tuple[str, Decimal]] = {
    spelling: (unit, Decimal(factor))
    for unit, factor, spellings in (
        ("mg", "1", "mg mgs milligram milligrams"),
        ("mg", "0.001", "mcg ug μg µg microgram micrograms"),
        ("mg", "0.000001", "ng nanogram nanograms"),
        ("mg", "1000", "g gm gms gram grams"),
        ("ml", "1", "ml cc milliliter milliliters mls"),
        ("ml", "1000", "l liter liters"),
        ("unit", "1", "unit units u iu i.u i.u. [iu] {unit} unt"),
        ("meq", "1", "meq milliequivalent milliequivalents"),
        ("mmol", "1", "mmol millimole millimoles"),
        ("mCi", "1", "mci millicurie millicuries"),
        ("mCi", "0.001", "uci μci microcurie microcuries"),
        ("cm2", "1", "sqcm sq_cm square_centimeter square_centimeters cm2"),
    )
    for spelling in spellings.split()
}
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_UNIT = "|".join(re.escape(name).replace("_", r"\ ") for name in sorted(UNITS, key=len, reverse=True))
_QUALIFIER = r"(?:usp\ |million\ |billion\ |factor\ (?:viii|ix|xiii)\ )?"
AMOUNT = re.compile(
    rf"(?:up\ to\ )?(?:(?P<number>{_NUMBER})\s*-?\s*|\bper\ )(?P<qualifier>{_QUALIFIER})"
    rf"(?P<unit>{_UNIT})(?![a-z0-9/%\[{{])(?!\s*/)",
    re.IGNORECASE | re.VERBOSE,
)
# Not the amount itself: the strength of a solution, or that a container is one unit.
STRENGTH = re.compile(r"[0-9.]+(?:\s*-\s*[0-9.]+)?\s*mg/ml(?: iodine)?(?: concentration)?|=\s*1 unit\b", re.IGNORECASE)
ASIDE = re.compile(r"\([^()]*\)")
# Descriptors whose amount is not the amount of one billing unit.
OTHER_AMOUNT = re.compile(
    r"\bmg/|/[0-9]|(?:greater|less|more) than|\bover [0-9]|or less|equal to|per minute|calories|\beach\b|per vial"
    r"|per (?:therapeutic )?(?:dose|treatment|implant)|\b(?:system|kit|device|vial|ampule)\b",
    re.IGNORECASE,
)
LONGEST = 2_000  # characters; CMS's longest descriptor has about 600. The patterns are quadratic in a text's digits
MULTIPLES = {"million ": Decimal(10**6), "billion ": Decimal(10**9)}


@dataclass(frozen=True, slots=True)
class Dose:
    """An amount. `unit` is one of mg, ml, unit, meq, mmol, mCi, cm2. `text` is how it was written."""

    amount: Decimal
    unit: str
    text: str = ""


def dose_in(descriptor: str) -> Dose | None:
    """The amount that one billing unit of the code stands for; None if the descriptor states none or several."""
    if len(descriptor) > LONGEST:
        return None
    words = STRENGTH.sub(" ", _without_asides(" ".join(descriptor.split())))
    if OTHER_AMOUNT.search(words):
        return None
    found = list(AMOUNT.finditer(words))
    return _dose(found[0]) if len(found) == 1 else None


def parse_dose(text: str) -> Dose | None:
    """Parses a bare amount, such as 210 mg or 1,000 units; None for anything else."""
    if len(text) > LONGEST:
        return None
    found = AMOUNT.fullmatch(" ".join(text.split()).replace("_", " "))
    return _dose(found) if found and found["number"] else None


def dose_of(amount: Decimal, unit: str) -> Dose | None:
    """A dose from an amount and a UCUM or spelled-out unit; None for other units and amounts that are not positive."""
    known = UNITS.get(unit.strip().lower().replace(" ", "_"))
    if known is None or amount <= 0:
        return None
    return Dose(amount * known[1], known[0], text=f"{amount} {unit}")


def _without_asides(descriptor: str) -> str:
    """The descriptor without parenthesized text, unless only that text states an amount."""
    words = ASIDE.sub(" ", descriptor)
    return words if AMOUNT.search(words) else descriptor.replace("(", " ").replace(")", " ")


def _dose(found: re.Match[str]) -> Dose | None:
    number = Decimal((found["number"] or "1").replace(",", ""))
    unit, factor = UNITS[found["unit"].lower().replace(" ", "_")]
    amount = number * factor * MULTIPLES.get(found["qualifier"].lower(), Decimal(1))
    return Dose(amount, unit, found[0].strip()) if amount > 0 else None
