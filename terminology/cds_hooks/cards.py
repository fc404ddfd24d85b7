"""Findings -> cards of CDS Hooks 2.0 (https://cds-hooks.hl7.org/2.0/#card-attributes).

One card per finding. Errors and warnings are `warning`, the rest `info`, never `critical`: this is advice about codes,
not a coverage decision.
"""

import uuid
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from terminology.cds_hooks.orders import Json, OrderLine
from terminology.core.claim_lines import Finding, Suggestion
from terminology.core.line_rules import titles

LONGEST_SUMMARY = 139
NAMESPACE = uuid.UUID("6f1b5c3e-0f4c-5f0a-9d5e-3f8f4a2f7c11")  # of the cards of this service
REASONS = (("PATREF", "patient refusal"), ("PROFREF", "professional refusal"), ("INFOREASON", "information reason"))
OVERRIDE_REASONS = [
    {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": code, "display": display}
    for code, display in REASONS
]
FIELD_NAMES = {"code": "the code", "system": "the system", "modifier": "the modifier", "quantity": "the quantity"}


@dataclass(frozen=True, slots=True)
class CardStyle:
    """What all cards of a server share. `topics` is the code system of rule ids, `pages` the base URL of the pages."""

    label: str
    topics: str
    pages: str | None = None


def card(
    order: OrderLine, finding: Finding, day: date, release: str, style: CardStyle, has_patient_text: bool = False
) -> Json:
    """One card. Its uuid is deterministic: the same finding about the same code on the same date gets the same uuid.

    `has_patient_text`: the code's page has a plain-language text, which the card links to.
    """
    name = f"{finding.rule}|{order.line.code}|{day}|{release}|{order.reference}|{finding.text}"
    source = {
        "label": style.label,
        "topic": {"system": style.topics, "code": finding.rule, "display": titles([finding.rule])},
    }
    made: Json = {
        "uuid": str(uuid.uuid5(NAMESPACE, name)),
        "summary": shortened(finding.text),
        "indicator": "info" if finding.severity == "information" else "warning",
        "detail": finding.text,
        "source": {**source, **({"url": style.pages} if style.pages else {})},
        "overrideReasons": OVERRIDE_REASONS,
    }
    if order.reference:
        made["extension"] = {"davinci-crd.associated-resource": [order.reference]}
    suggestions = list(_suggestions(order, finding, made["uuid"]))
    if suggestions:
        made |= {"suggestions": suggestions, "selectionBehavior": "at-most-one"}
    if style.pages and finding.rule != "unknown-code":
        link = f"{style.pages}/hcpcs/{order.line.code}?date={day}"
        made["links"] = [{"label": f"{order.line.code} in HCPCS", "url": link, "type": "absolute"}]
        if has_patient_text:
            label = f"{order.line.code} in plain language, for patients"
            made["links"].append({"label": label, "url": f"{link}#narrative", "type": "absolute"})
    return made


def shortened(text: str) -> str:
    """The text in fewer than 140 characters, cut between words."""
    if len(text) <= LONGEST_SUMMARY:
        return text
    return text[: LONGEST_SUMMARY - 1].rsplit(" ", 1)[0] + "…"


def _suggestions(order: OrderLine, finding: Finding, card_id: str) -> Iterator[Json]:
    usable = [item for item in finding.suggestions if item.field in FIELD_NAMES]
    for item in usable:
        changed = changed_order(order, item)
        display = f" ({item.coding.display})" if item.coding and item.coding.display else ""
        label = shortened(f"{_verb(item)} {item.value if item.field != 'system' else _system(item)}{display}")
        suggestion: Json = {"label": label, "uuid": str(uuid.uuid5(uuid.UUID(card_id), f"{item.field}|{item.value}"))}
        if len(usable) == 1:
            suggestion["isRecommended"] = True
        if changed is not None:
            suggestion["actions"] = [{"type": "update", "description": label, "resource": changed}]
        yield suggestion


def _verb(item: Suggestion) -> str:
    if item.field == "modifier":
        return "Change the modifier to" if item.replaces else "Add the modifier"
    return f"Change {FIELD_NAMES[item.field]} to"


def _system(item: Suggestion) -> str:
    return (item.coding.system if item.coding else None) or ""


def changed_order(order: OrderLine, item: Suggestion) -> Json | None:
    """The whole order with the change applied; None if the code is in another resource."""
    resource = deepcopy(order.resource)
    if item.field == "quantity":
        target = _at(resource, order.quantity) if order.quantity is not None else None
        if target is None or not item.value.replace(".", "", 1).isdigit():
            return None
        number = float(item.value)
        target["value"] = int(number) if number.is_integer() else number
        return resource
    codings = _at(resource, order.concept).get("coding") if order.concept is not None else None
    if not isinstance(codings, list):
        return None
    coding = item.coding
    written = (
        {"system": coding.system, "code": coding.code, "display": coding.display} if coding else {"code": item.text}
    )
    written = {name: value for name, value in written.items() if value}
    if item.field == "modifier":
        places = [at for at, each in enumerate(codings) if isinstance(each, dict) and each.get("code") == item.replaces]
        if item.replaces and places:
            codings[places[0]] = written
        else:
            codings.append(written)
    elif item.field == "system":
        codings[order.place] = {**codings[order.place], "system": written.get("system")}
    else:
        codings[order.place] = written
    return resource


def _at(resource: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        resource = resource[part]
    return resource
