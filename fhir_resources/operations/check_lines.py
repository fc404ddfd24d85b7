"""CodeSystem/$check-lines: Parameters → claim lines with their ids, what was found → Parameters.

The operation is this server's own; `fhir_resources/operation_definitions.py` defines it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from fhir_resources.elements import Json, write_coding
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.claim_lines import ClaimLine, Finding, LineResult, Suggestion, Unreadable
from terminology.core.days import parse_days
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.core.places_of_service import setting_of_place

LONGEST_TEXT = 200
MANY_MODIFIERS = 20
MANY_UNKNOWN = 5
PARTS = ("id", "code", "coding", "modifier", "date", "quantity", "ndc", "ndcQuantity", "place", "description")


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A line with the id that identifies it in the answer."""

    id: str
    line: ClaimLine


def read(parameters: Parameters) -> tuple[NamedLine, ...]:
    """The lines in order; the default id is the line's position, from 1. Raises BadRequest if there are no lines."""
    lines = parameters.named("line")
    if not lines:
        text = "The parameter line is missing: there is nothing to check"
        raise BadRequest(Issue("error", "required", text, "invalid-data", expression=("line",)))
    return tuple(_line(item, place) for place, item in enumerate(lines, start=1))


def write(checked: Iterable[tuple[NamedLine, LineResult]]) -> Json:
    """One part per line, then a summary for each rule with findings."""
    counts: Counter[str] = Counter()
    parameter: list[Json] = []
    for named, result in checked:
        counts.update(finding.rule for finding in result.findings)
        part: list[Json] = [
            {"name": "id", "valueString": named.id},
            {"name": "result", "valueBoolean": result.is_ok},
            *map(_write_finding, result.findings),
        ]
        parameter.append({"name": "line", "part": part})
    for rule, count in sorted(counts.items()):
        summary = [{"name": "rule", "valueCode": rule}, {"name": "count", "valueInteger": count}]
        parameter.append({"name": "summary", "part": summary})
    return {"resourceType": "Parameters", "parameter": parameter}


def _write_finding(finding: Finding) -> Json:
    part: list[Json] = [
        {"name": "rule", "valueCode": finding.rule},
        {"name": "severity", "valueCode": finding.severity},
        {"name": "text", "valueString": finding.text},
        *map(_write_suggestion, finding.suggestions),
    ]
    return {"name": "finding", "part": part}


def _write_suggestion(suggestion: Suggestion) -> Json:
    if suggestion.coding is not None:
        return {"name": "suggestion", "valueCoding": write_coding(suggestion.coding)}
    return {"name": "suggestion", "valueString": suggestion.text or ""}


def _line(item: Parameter, place: int) -> NamedLine:
    parts: dict[str, list[Any]] = {}
    for part in item.parts:
        if part.value not in (None, ""):
            parts.setdefault(part.name, []).append(part.value)
    coding = _first(parts, "coding")
    coded = coding if isinstance(coding, dict) else {}
    line = ClaimLine(
        code=_text(coded.get("code")) or _text(_first(parts, "code")),
        system=_text(coded.get("system")) or None,
        modifiers=tuple(_text(value).strip() for value in parts.get("modifier", ())[:MANY_MODIFIERS]),
        ndc=_text(_first(parts, "ndc")) or None,
        description=_text(_first(parts, "description")) or None,
        setting=setting_of_place(_text(_first(parts, "place"))),
    )
    unreadable = [_unknown(name, values[0]) for name, values in parts.items() if name not in PARTS][:MANY_UNKNOWN]
    line = replace(
        line,
        day=_day(_first(parts, "date"), unreadable),
        quantity=_number(_first(parts, "quantity"), "Quantity", unreadable),
        ndc_quantity=_number(_first(parts, "ndcQuantity"), "NDC quantity", unreadable),
        unreadable=tuple(unreadable),
    )
    return NamedLine(_text(_first(parts, "id")) or str(place), line)


def _unknown(name: str, value: Any) -> Unreadable:
    """Refuses unknown parts: a misnamed `units` would leave the line without a quantity."""
    return Unreadable(f"Part {name[:LONGEST_TEXT]}", _text(value), f"the parts of a line are {', '.join(PARTS)}")


def _first(parts: dict[str, list[Any]], name: str) -> Any:
    found = parts.get(name)
    return found[0] if found else None


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list | bool) else str(value).strip()[:LONGEST_TEXT]


def _day(value: Any, unreadable: list[Unreadable]) -> date | None:
    """The day that a date or dateTime names; a month or year is not one day."""
    text = _text(value)
    if not text:
        return None
    try:
        days = parse_days(text)
    except BadRequest:
        days = None
    if days is None or days.first != days.last:
        unreadable.append(Unreadable("Date", text, "write a day as YYYY-MM-DD"))
        return None
    return days.first


def _number(value: Any, what: str, unreadable: list[Unreadable]) -> Decimal | None:
    text = _text(value.get("value")) if isinstance(value, dict) else _text(value)
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number <= 0 or number.adjusted() > 12:
        unreadable.append(Unreadable(what, text, "write a number above 0"))
        return None
    return number
