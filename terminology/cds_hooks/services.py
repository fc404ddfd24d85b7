"""The CDS Hooks 2.0 services: discovery, request validation, and the cards in the response.

Source: https://cds-hooks.hl7.org/2.0/. The services need no prefetch and no FHIR calls: everything is in `draftOrders`.
Nulls that the specification forbids count as absent, because clients send them.
"""

import uuid
from dataclasses import dataclass, replace
from typing import Any

from terminology.cds_hooks.cards import CardStyle, card
from terminology.cds_hooks.orders import Json, order_lines
from terminology.core.claim_lines import Finding
from terminology.core.errors import BadRequest, TooCostly
from terminology.core.issues import Issue
from terminology.core.line_rules import RULES
from terminology.operations.check_lines.check import LineChecker

CONFIGURATION = "davinci-crd.configuration"
MAX_CARDS_CODE = "max-cards"
MAX_CARDS = 10_000  # fifty codes with fifty unknown modifiers each produce thousands
MAX_CARDS_OPTION = {
    "code": MAX_CARDS_CODE,
    "type": "integer",
    "name": "Maximum cards",
    "description": "The maximum number of cards in a response; warnings come first.",
    "default": MAX_CARDS,
}
OUTCOMES = ("accepted", "overridden")
DISCLAIMER = (
    "Checks the HCPCS Level II codes of draft orders: whether they exist and are valid on the day, modifiers, units "
    "and drug products. Advice about codes, not a decision about coverage."
)


@dataclass(frozen=True, slots=True)
class Service:
    id: str
    hook: str
    title: str


SERVICES = (
    Service("hcpcs-order-sign", "order-sign", "HCPCS codes of orders that are about to be signed"),
    Service("hcpcs-order-select", "order-select", "HCPCS codes of orders that are selected"),
)


def discovery() -> Json:
    options: list[Json] = [
        {"code": rule.id, "type": "boolean", "name": rule.title, "description": rule.when, "default": rule.is_on}
        for rule in RULES
    ]
    options.append(MAX_CARDS_OPTION)
    return {
        "services": [
            {
                "hook": service.hook,
                "id": service.id,
                "title": service.title,
                "description": DISCLAIMER,
                "extension": {"davinci-crd.configuration-options": options},
            }
            for service in SERVICES
        ]
    }


def find_service(id: str) -> Service | None:
    """Finds a service by id or by the name of its hook."""
    return next((item for item in SERVICES if id in (item.id, item.hook)), None)


def answer(
    service: Service,
    request: Any,
    checker: LineChecker,
    style: CardStyle,
) -> Json:
    """The cards for a request; empty if there are no findings. Raises BadRequest, TooCostly."""
    context = _checked(service, request)
    configured = _configured(request, checker)

    facts = checker.facts
    replaced = facts.catalogue.replaced

    def is_hcpcs(text: str) -> bool:
        return bool(text) and (replaced.get(text) == facts.system or facts.is_ours(text))

    cards: list[Json] = []
    for order in order_lines(context.get("draftOrders"), is_hcpcs, _selections(service, context)):
        line = order.line
        found: tuple[Finding, ...] = ()
        if replaced.get(str(line.system)) == facts.system:  # the code is checked as the code it is intended to be
            found = tuple(item for item in configured.check(line).findings if item.rule == "wrong-system")
            line = replace(line, system=facts.system)
        day = line.day or configured.today
        release = facts.release_on(line.code, day)
        findings = (*found, *configured.check(line).findings)
        has_text = bool(findings) and facts.has_patient_text(line.code)
        cards += [card(order, finding, day, release, style, has_text) for finding in findings]
        if len(cards) > MAX_CARDS:
            text = f"The orders have more than {MAX_CARDS:,} cards: send fewer orders at once"
            raise TooCostly(Issue("error", "too-costly", text, expression=("context.draftOrders",)))
    return {"cards": _first(cards, request)}


def _first(cards: list[Json], request: Json) -> list[Json]:
    """At most as many cards as the client wants, warnings first."""
    limit = _configuration(request).get(MAX_CARDS_CODE)
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 0 or len(cards) <= limit:
        return cards
    return sorted(cards, key=lambda item: item["indicator"] != "warning")[:limit]


def check_feedback(body: Any) -> dict[str, int]:
    """The numbers of accepted and overridden cards. Raises BadRequest for invalid feedback."""
    items = body.get("feedback") if isinstance(body, dict) else None
    if not isinstance(items, list) or not items:
        raise _bad("Feedback has an array `feedback` with at least one card", "feedback")
    counts = dict.fromkeys(OUTCOMES, 0)
    for place, item in enumerate(items):
        outcome = item.get("outcome") if isinstance(item, dict) else None
        if outcome not in OUTCOMES or not isinstance(item.get("card"), str):
            raise _bad("Each feedback names its `card` and the `outcome` accepted or overridden", f"feedback[{place}]")
        suggestions = item.get("acceptedSuggestions")
        if outcome == "accepted" and not (isinstance(suggestions, list) and suggestions):
            raise _bad("An accepted card names its `acceptedSuggestions`", f"feedback[{place}]")
        counts[outcome] += 1
    return counts


def _checked(service: Service, request: Any) -> Json:
    if not isinstance(request, dict):
        raise _bad("The body of a request must be a JSON object", "body")
    if request.get("hook") != service.hook:
        raise _bad(f"The service {service.id} answers the hook {service.hook}, not {request.get('hook')!r}", "hook")
    try:
        uuid.UUID(str(request.get("hookInstance")))
    except ValueError:
        raise _bad("`hookInstance` has to be a UUID", "hookInstance") from None
    context = request.get("context")
    if not isinstance(context, dict):
        raise _bad("`context` is missing", "context")
    if request.get("fhirAuthorization") and not request.get("fhirServer"):
        raise _bad("`fhirAuthorization` needs `fhirServer`", "fhirServer")
    if not isinstance(context.get("draftOrders"), dict):
        raise _bad("`context.draftOrders` has to be a Bundle", "context.draftOrders")
    return context


def _selections(service: Service, context: Json) -> frozenset[str] | None:
    if service.hook != "order-select":
        return None
    selections = context.get("selections")
    if not isinstance(selections, list):
        raise _bad("`context.selections` has to be an array of references", "context.selections")
    return frozenset(item for item in selections if isinstance(item, str))


def _configuration(request: Json) -> Json:
    extension = request.get("extension")
    chosen = extension.get(CONFIGURATION) if isinstance(extension, dict) else None
    return chosen if isinstance(chosen, dict) else {}


def _configured(request: Json, checker: LineChecker) -> LineChecker:
    """The rules that the client turns on or off; unknown ones are ignored, as Da Vinci CRD requires."""
    rules = checker.rules
    for rule, choice in _configuration(request).items():
        if rule in rules.by_id and isinstance(choice, bool):
            rules = rules.changed(rule, "on" if choice else "off")
    return checker if rules is checker.rules else checker.on(checker.today, rules)


def _bad(text: str, where: str) -> BadRequest:
    return BadRequest(Issue("error", "invalid", text, "invalid-data", expression=(where,)))
