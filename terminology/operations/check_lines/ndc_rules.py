"""The rules about the drug product of a line: its NDC is known, in force, billed with this code, and matches the units.

CMS's crosswalk states for each product how many billing units an item of the package has (a vial of 105 mg: 105 units
of J3111), the amount in an item (1.17 ml) and the number of items in a package (2).
"""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from terminology.core.claim_lines import ClaimLine, Finding, Suggestion
from terminology.core.line_rules import RuleSet
from terminology.core.model import Coding
from terminology.core.timelines import Dated
from terminology.operations.check_lines.codes import Code
from terminology.operations.check_lines.facts import Facts
from terminology.operations.check_lines.tables import NDC, Crosswalk, Product
from terminology.operations.check_lines.unit_rules import plain

PARTLY_DISCARDED = frozenset({"JW"})  # the rest of the vials is on another line
DIGITS, SHORTEST = 11, 10  # an NDC has 10 digits, on claims 11
TOLERANCE = Decimal("0.005")  # for amounts that were rounded


def ndc_findings(
    facts: Facts, rules: RuleSet, line: ClaimLine, code: Code | None, day: date
) -> Iterator[Finding | None]:
    """No findings without an NDC, or without a crosswalk for the day or an earlier one."""
    if not line.ndc:
        return
    crosswalks = facts.tables.crosswalks
    quarter = crosswalks.on(day)
    if quarter is None:
        return
    written = _plain(line.ndc)
    candidates = facts.catalogue.candidate_codes(NDC, written)
    products = _products(quarter, candidates)
    if not products:
        others = [item.version for item in crosswalks.versions if _products(item, candidates)]
        if others:
            yield rules.finding(
                "ndc-not-in-force", ndc=line.ndc, quarter=quarter.version, day=day, others=", ".join(others)
            )
        else:
            quarters = ", ".join(item.version for item in crosswalks.versions)
            hint = _without_zeros(quarter, written)
            yield rules.finding("ndc-unknown", ndc=line.ndc, quarters=quarters, hint=hint)
        return
    if code is None:
        return
    mine = [(ndc, product) for ndc, product in products if product.code == code.code]
    if not mine:
        yield _of_other_code(facts, rules, line, code, products, quarter)
    elif (finding := _units(rules, line, code, mine, quarter, day)) is not None:
        yield finding


Found = list[tuple[str, Product]]


def _products(quarter: Dated[Crosswalk], candidates: tuple[str, ...]) -> Found:
    return [(ndc, product) for ndc in candidates for product in quarter.item.products(ndc)]


def _plain(ndc: str) -> str:
    """The NDC without N4, the qualifier that claims put in front of it; with hyphens where blanks divide it."""
    return "-".join(ndc.strip().upper().removeprefix("N4").split())


def _without_zeros(quarter: Dated[Crosswalk], ndc: str) -> str:
    """A spreadsheet that takes an NDC for a number drops the zeros in front of it."""
    padded = ndc.zfill(DIGITS)
    is_number = ndc.isascii() and ndc.isdigit() and len(ndc) < SHORTEST
    product = next(iter(quarter.item.products(f"{padded[:5]}-{padded[5:9]}-{padded[9:]}")), None) if is_number else None
    return f": {padded} is {product.drug}; the zeros in front of it were lost" if product else ""


def _of_other_code(
    facts: Facts, rules: RuleSet, line: ClaimLine, code: Code, products: Found, quarter: Dated[Crosswalk]
) -> Finding | None:
    codes = list(dict.fromkeys(product.code for _, product in products))
    suggestions = []
    for item in codes:
        known = facts.find(item)
        suggestions.append(
            Suggestion("code", Coding(facts.system, item, display=known.newest.display if known else None))
        )
    return rules.finding(
        "ndc-of-other-code",
        suggestions,
        ndc=line.ndc,
        drug=products[0][1].drug,
        codes=" or ".join(codes),
        code=code.code,
        quarter=quarter.version,
    )


def _units(
    rules: RuleSet, line: ClaimLine, code: Code, products: Found, quarter: Dated[Crosswalk], day: date
) -> Finding | None:
    """Compares the units with those computed from the NDC quantity, and suggests both corrections."""
    quantity, units = line.ndc_quantity, line.quantity
    if quantity is None or units is None:
        return None
    ndc, product = products[0]
    readings = [reading for read in READINGS if (reading := read(line, product, quantity)) is not None]
    if not readings or any(_near(reading, units) for reading in readings):
        return None
    expected = readings[0]
    if PARTLY_DISCARDED & set(line.modifiers) and units < expected:
        return None
    suggestions = [Suggestion("quantity", text=plain(expected))]
    if (back := _quantity(product, units, line.ndc_unit)) is not None:
        suggestions.append(Suggestion("ndc", text=f"{plain(back)} of {ndc}"))
    return rules.finding(
        "ndc-units",
        suggestions,
        ndc_quantity=f"{plain(quantity)} {line.ndc_unit or ''}".strip(),
        ndc=ndc,
        drug=product.drug,
        is_are="is" if quantity == 1 else "are",
        expected=plain(expected),
        code=code.code,
        units=plain(units),
        quarter=quarter.label(day),
        each=f"{product.units_per_item} units per item, {product.items or '1'} per package",
    )


def _by_item(line: ClaimLine, product: Product, quantity: Decimal) -> Decimal | None:
    each = _number(product.units_per_item)
    return quantity * each if each is not None and line.ndc_unit in (None, "UN") else None


def _by_volume(line: ClaimLine, product: Product, quantity: Decimal) -> Decimal | None:
    """Without a unit, a fractional quantity must be an amount: no one administers 2.34 vials."""
    each, size = _number(product.units_per_item), _number(product.size)
    is_amount = line.ndc_unit in ("ML", "GR") or (line.ndc_unit is None and quantity != quantity.to_integral_value())
    return quantity * each / size if is_amount and each is not None and size else None


READINGS: tuple[Callable[[ClaimLine, Product, Decimal], Decimal | None], ...] = (_by_item, _by_volume)


def _quantity(product: Product, units: Decimal, unit: str | None) -> Decimal | None:
    """The product quantity for these units, if it is a whole number of items."""
    each, size = _number(product.units_per_item), _number(product.size)
    if not each:
        return None
    items = units / each
    if unit in ("ML", "GR"):
        return (items * size).quantize(Decimal("0.001")).normalize() if size else None
    return items if items == items.to_integral_value() and items > 0 else None


def _near(expected: Decimal, units: Decimal) -> bool:
    """Equal within rounding: units are whole, and volumes are written with few digits."""
    return abs(expected - units) <= max(TOLERANCE * expected, Decimal(0)) or (
        expected != expected.to_integral_value() and 0 <= units - expected < 1
    )


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
