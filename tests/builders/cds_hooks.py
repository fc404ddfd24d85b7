"""CDS Hooks requests as an EHR sends them, and a checker of the specification's requirements for responses."""

import uuid
from typing import Any

from tests.builders.claims import HCPCS

Json = dict[str, Any]
INSTANCE = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"


def coded(*codes: str, system: str = HCPCS, **more: Any) -> Json:
    return {"coding": [{"system": system, "code": code} for code in codes], **more}


def order(kind: str, element: str, concept: Any, date: str | None = "2026-02-01", **more: Any) -> Json:
    dated = {"occurrenceDateTime": date} if date else {}
    return {"resourceType": kind, "id": "1", "status": "draft", element: concept, **dated, **more}


def service_request(*codes: str, system: str = HCPCS, date: str | None = "2026-02-01", **more: Any) -> Json:
    return order("ServiceRequest", "code", coded(*codes, system=system), date, **more)


def request(*orders: Json, hook: str = "order-sign", **more: Any) -> Json:
    context: Json = {
        "userId": "Practitioner/1",
        "patientId": "p1",
        "draftOrders": {
            "resourceType": "Bundle",
            "type": "collection",
            "entry": [{"resource": item} for item in orders],
        },
    }
    if hook == "order-select":
        context["selections"] = [f"{item['resourceType']}/{item['id']}" for item in orders]
    return {"hook": hook, "hookInstance": INSTANCE, "context": context, **more}


def broken_rules(answer: Json) -> list[str]:
    """The specification's invariants that a response violates."""
    problems: list[str] = []
    if set(answer) - {"cards", "systemActions"} or not isinstance(answer.get("cards"), list):
        problems.append("an answer has cards, and systemActions")
    seen: set[str] = set()
    for card in answer.get("cards", []):
        problems += _of_card(card, seen)
    return problems


def _of_card(card: Json, seen: set[str]) -> list[str]:
    problems = []
    if not card.get("summary") or len(card["summary"]) >= 140:
        problems.append("summary has 1 to 139 characters")
    if card.get("indicator") not in ("info", "warning", "critical"):
        problems.append("indicator is info, warning or critical")
    if not card.get("source", {}).get("label"):
        problems.append("source has a label")
    if str(uuid.UUID(card["uuid"])) in seen:
        problems.append("a uuid is of one card")
    seen.add(card["uuid"])
    suggestions = card.get("suggestions")
    if suggestions is not None and (not suggestions or card.get("selectionBehavior") not in ("at-most-one", "any")):
        problems.append("suggestions need selectionBehavior")
    recommended = [item for item in suggestions or [] if item.get("isRecommended")]
    if card.get("selectionBehavior") == "at-most-one" and len(recommended) > 1:
        problems.append("at most one suggestion is recommended")
    for suggestion in suggestions or []:
        if not suggestion.get("label"):
            problems.append("a suggestion has a label")
        for action in suggestion.get("actions", []):
            if action.get("type") not in ("create", "update", "delete") or not action.get("description"):
                problems.append("an action has a type and a description")
            if (action["type"] == "delete") != ("resourceId" in action) or "resource" not in action:
                problems.append("an update has the whole resource")
    problems += ["an override reason has a display" for item in card["overrideReasons"] if not item.get("display")]
    for link in card.get("links", []):
        if link.get("type") not in ("absolute", "smart") or not link.get("label") or not link.get("url"):
            problems.append("a link has label, url and type")
        if "appContext" in link and link["type"] != "smart":
            problems.append("appContext is for smart links")
    if _empty(card):
        problems.append("no member is null or empty")
    return problems


def _empty(value: Any) -> bool:
    if isinstance(value, dict):
        return not value or any(item is None or item == "" or _empty(item) for item in value.values())
    return isinstance(value, list) and (not value or any(map(_empty, value)))
