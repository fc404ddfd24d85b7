"""The rules about units: within CMS's limits, and consistent with the dose."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_CEILING, Decimal

from terminology.core.claim_lines import ClaimLine, Finding, Setting, Suggestion
from terminology.core.doses import Dose
from terminology.core.line_rules import RuleSet
from terminology.operations.check_lines.codes import Code, CodeOnDay, Limit

LINE, CLINICAL = "1", "3"
KINDS = {"1": "a limit of one line", "2": "a limit per day set by policy", "3": "a clinical limit per day"}
PAYEES: dict[Setting, str] = {
    "dme": "DME suppliers",
    "practitioner": "practitioners",
    "outpatient": "outpatient hospitals",
}


def limit_findings(
    rules: RuleSet, line: ClaimLine, code: Code, on_day: CodeOnDay, day: date
) -> Iterator[Finding | None]:
    """Without a setting, the most generous of the loaded tables that list the code applies."""
    limits = [item for item in on_day.limits if line.setting in (None, item.setting)]
    if not limits:  # no entry means no limit is known
        return
    limit = max(limits, key=lambda item: item.units)
    if limit.units == 0:
        whom = " or ".join(PAYEES[item.setting] for item in limits)
        yield rules.finding("units-not-payable", code=code.code, whom=whom, source=limit.source)
        return
    units = line.quantity if limit.kind == LINE else (line.day_units or line.quantity)
    if units is None or units <= limit.units:
        return
    yield rules.finding(
        "units-over-limit",
        [Suggestion("quantity", text=str(limit.units))] if limit.kind == LINE else (),
        is_lesser=limit.kind == CLINICAL,
        units=plain(units),
        code=code.code,
        scope=_scope(limit, line, units, day),
        limit=f"{limit.units:,}",
        kind=f"{KINDS.get(limit.kind, '')} for {PAYEES[limit.setting]}",
        source=limit.source,
    )


def _scope(limit: Limit, line: ClaimLine, units: Decimal, day: date) -> str:
    if limit.kind == LINE:
        return "on one line"
    return f"on {day}" if units == line.quantity else f"on {day}, over several lines,"


def dose_findings(rules: RuleSet, line: ClaimLine, code: Code, on_day: CodeOnDay) -> Iterator[Finding | None]:
    """Findings for units that do not match the dose, and for fractional units of a drug."""
    unit = on_day.dose
    if unit is None:
        return
    dose, quantity = line.dose, line.quantity
    if dose is not None and dose.unit == unit.unit and quantity is not None:
        expected = _rounded_up(dose.amount / unit.amount)
        if expected != quantity:
            each = f"one unit is {_each(unit.text)}"
            problem = f"A dose of {dose.text} is {plain(expected)} units of {code.code} ({each}), not {plain(quantity)}"
            yield rules.finding("dose-units", [Suggestion("quantity", text=plain(expected))], problem=problem)
    elif quantity is not None and quantity != quantity.to_integral_value():
        rounded = _rounded_up(quantity)
        problem = (
            f"{plain(quantity)} is not a whole number of units of {code.code}: one unit is {_each(unit.text)}; "
            f"rounded up, {plain(rounded)}"
        )
        yield rules.finding("dose-units", [Suggestion("quantity", text=plain(rounded))], problem=problem)


def units_of_dose(dose: Dose | None, on_day: CodeOnDay | None) -> str | None:
    """The number of units that a dose comes to; None where the descriptor states no amount of its unit."""
    unit = on_day.dose if on_day else None
    if dose is None or unit is None or dose.unit != unit.unit:
        return None
    return plain(_rounded_up(dose.amount / unit.amount))


def _each(text: str) -> str:
    return text.removeprefix("per ")


def _rounded_up(units: Decimal) -> Decimal:
    return units.quantize(Decimal(1), ROUND_CEILING) if units < Decimal(10) ** 20 else units


def plain(number: Decimal) -> str:
    """The number without exponent or trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
