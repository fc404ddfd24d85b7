import json
from typing import Any

import pytest

from terminology.cds_hooks.cards import CardStyle
from terminology.cds_hooks.services import SERVICES, answer, check_feedback, discovery, find_service
from terminology.core.errors import BadRequest, TooCostly
from terminology.core.line_rules import RULES
from terminology.core.model import Concept, Designation
from terminology.operations.check_lines.check import LineChecker
from tests.builders.catalogue import supplement_of
from tests.builders.cds_hooks import INSTANCE, Json, broken_rules, coded, order, request, service_request
from tests.builders.claims import HCPCS, NDC, checker
from tests.builders.cpu import least_cpu_s

CPT = "http://www.ama-assn.org/go/cpt"
BLUEBUTTON = "https://bluebutton.cms.gov/resources/codesystem/hcpcs"
RETIRED = "http://terminology.hl7.org/CodeSystem/HCPCS-all-codes"
STYLE = CardStyle("Test server", "http://example.org/rules", "https://tx.example.org")
CHECKER: list[LineChecker] = []


def device(code: str, *modifiers: str, **more: Any) -> Json:
    return order("DeviceRequest", "codeCodeableConcept", coded(code, *modifiers), **more)


def drug(code: str, ndc: str | None = None, **more: Any) -> Json:
    concept = coded(code)
    if ndc:
        concept["coding"].append({"system": NDC, "code": ndc})
    return order("MedicationRequest", "medicationCodeableConcept", concept, None, authoredOn="2026-02-01", **more)


def cards_of(*orders: Json, hook: str = "order-sign", **more: Any) -> list[Json]:
    if not CHECKER:
        CHECKER.append(checker())
    service = find_service(hook)
    assert service is not None
    answered = answer(service, request(*orders, hook=hook, **more), CHECKER[0], STYLE)
    assert broken_rules(answered) == []
    cards: list[Json] = answered["cards"]
    return cards


def reported(cards: list[Json]) -> list[tuple[str, str, list[str]]]:
    """The rule, indicator and suggestions of each card."""
    labels = [[item["label"] for item in card.get("suggestions", [])] for card in cards]
    return [
        (card["source"]["topic"]["code"], card["indicator"], each) for card, each in zip(cards, labels, strict=True)
    ]


def warning(rule: str, *labels: str) -> tuple[str, str, list[str]]:
    return rule, "warning", list(labels)


def info(rule: str, *labels: str) -> tuple[str, str, list[str]]:
    return rule, "info", list(labels)


TO_E2103 = "Change the code to E2103 (Non-adjunctive receiver)"
TO_J3111 = "Change the code to J3111 (Injection, romosozumab-aqqg, 1 mg)"
TO_A4206 = "Change the code to A4206 (Syringe with needle, sterile, 1 cc or less, each)"
NU, RR = "Add the modifier NU (New equipment)", "Add the modifier RR (Rental)"
SYSTEM = f"Change the system to {HCPCS}"

ORDERS: tuple[tuple[Json, list[tuple[str, str, list[str]]]], ...] = (
    (service_request("J3111"), []),
    (service_request("E2103"), []),
    (service_request("J3110", system="https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"), []),
    (service_request("J3111", system="urn:oid:2.16.840.1.113883.6.285"), []),
    (service_request("99213", system=CPT), []),
    (service_request("K0554"), [warning("ended", TO_E2103)]),
    (service_request("K0554", date="2022-06-01"), []),
    (service_request("K0554", date=None), [warning("ended", TO_E2103)]),
    (service_request("K0554", date=None, authoredOn="2022-06-01"), []),
    (service_request("K0554", date=None, occurrencePeriod={"start": "2023-05-01"}), [warning("ended", TO_E2103)]),
    (service_request("J3111", date="2018-01-01"), [warning("not-yet-valid")]),
    (service_request("j3111"), [warning("unknown-code", TO_J3111)]),
    (service_request("Z9999"), [warning("unknown-code")]),
    (service_request("99213"), [warning("wrong-system", f"Change the system to {CPT}")]),
    (service_request("D0120"), [warning("wrong-system", "Change the system to http://www.ada.org/cdt")]),
    (service_request("J3111", system=BLUEBUTTON), [info("wrong-system", SYSTEM)]),
    (service_request("J3111", system="https://hcpcs.codes/"), [info("wrong-system", SYSTEM)]),
    (service_request("K0554", system=BLUEBUTTON), [info("wrong-system", SYSTEM), warning("ended", TO_E2103)]),
    (service_request("J3111", system=RETIRED), [warning("wrong-system", SYSTEM)]),
    (service_request("KX"), [warning("modifier-as-code", "Add the modifier KX")]),
    (service_request("E1399"), [warning("needs-description")]),
    (order("ServiceRequest", "code", coded("E1399", text="A special chair")), []),
    (service_request("S0001"), [info("not-payable-by-medicare", TO_A4206)]),
    (service_request("G0001"), [info("ends-soon", TO_A4206)]),
    (service_request("J9245", date="2020-01-01"), [info("meaning-changed")]),
    (service_request("J1440", date="2021-01-01"), [warning("undecided-day")]),
    (device("E0143"), [info("modifier-missing", NU, RR)]),
    (device("E0143", "NU"), []),
    (device("E0250", "NU"), [info("modifier-missing", RR), warning("modifier-unusual")]),
    (device("E0250", "RR", "XX"), [warning("modifier-not-valid")]),
    (device("E0250", "RR", "Q9"), [warning("unknown-modifier")]),
    (service_request("A4206", quantityQuantity={"value": 3}), [warning("units-not-payable")]),
    (service_request("A4216", quantityQuantity={"value": 6}), [warning("units-over-limit")]),
    (
        order("SupplyRequest", "itemCodeableConcept", coded("A4216"), quantity={"value": 6}),
        [warning("units-over-limit")],
    ),
    (drug("J3111", "55513-0880-02"), []),
    (drug("J3110", "55513-0880-02"), [warning("ndc-of-other-code", TO_J3111)]),
    (drug("J3111", "99999-9999-99"), [warning("ndc-unknown")]),
    (drug("J3110", "00002-8400-01"), [warning("ndc-not-in-force")]),
    (
        drug(
            "J0885",
            dispenseRequest={"quantity": {"value": 10000}},
            dosageInstruction=[{"doseAndRate": [{"doseQuantity": {"value": 10000, "unit": "units"}}]}],
        ),
        [warning("dose-units", "Change the quantity to 10")],
    ),
    (order("VisionPrescription", "lensSpecification", [{"product": coded("K0554")}]), [warning("ended", TO_E2103)]),
    (service_request("J3111", system=f"{HCPCS}|2026-01"), [info("wrong-system", SYSTEM)]),
    (service_request("J3111", system=f"{HCPCS}/"), [info("wrong-system", SYSTEM)]),
    (
        order("NutritionOrder", "enteralFormula", {"baseFormulaType": coded("K0554")}, None, dateTime="2026-02-01"),
        [warning("ended", TO_E2103)],
    ),
    (order("Appointment", "serviceType", [coded("J3111"), coded("K0554")]), [warning("ended", TO_E2103)]),
    (
        order("MedicationRequest", "medicationReference", {"reference": "#m"})
        | {"contained": [{"resourceType": "Medication", "id": "m", "code": coded("K0554")}]},
        [warning("ended", TO_E2103)],
    ),
)


@pytest.mark.parametrize(("made", "expected"), ORDERS, ids=range(len(ORDERS)))
def test_an_order_gets_exactly_these_cards(made: Json, expected: list[tuple[str, str, list[str]]]) -> None:
    assert reported(cards_of(made)) == expected


def test_there_are_at_least_forty_orders() -> None:
    assert len(ORDERS) >= 40


def test_a_suggestion_updates_the_whole_order() -> None:
    made = service_request("K0554", note=[{"text": "keep"}])
    (card,) = cards_of(made)
    (action,) = card["suggestions"][0]["actions"]
    assert action["type"] == "update"
    assert action["resource"]["code"]["coding"][0]["code"] == "E2103"
    assert {**action["resource"], "code": made["code"]} == made
    (quantity,) = cards_of(ORDERS[38][0])
    assert quantity["suggestions"][0]["actions"][0]["resource"]["dispenseRequest"]["quantity"] == {"value": 10}


def test_the_same_card_has_the_same_uuid() -> None:
    assert cards_of(service_request("K0554"))[0]["uuid"] == cards_of(service_request("K0554"))[0]["uuid"]
    assert (
        cards_of(service_request("K0554"))[0]["uuid"]
        != cards_of(service_request("K0554", date="2024-01-01"))[0]["uuid"]
    )


def test_only_selected_orders_are_checked() -> None:
    one, two = service_request("K0554"), service_request("K0554") | {"id": "2"}
    assert len(cards_of(one, two)) == 2
    asked = request(one, two, hook="order-select")
    asked["context"]["selections"] = ["ServiceRequest/2"]
    service = find_service("order-select")
    assert service is not None
    (card,) = answer(service, asked, CHECKER[0], STYLE)["cards"]
    assert card["extension"]["davinci-crd.associated-resource"] == ["ServiceRequest/2"]


def test_a_client_can_turn_rules_off() -> None:
    configuration = {"davinci-crd.configuration": {"ended": False, "no-such-option": 1, "ends-soon": "x"}}
    assert cards_of(service_request("K0554"), extension=configuration) == []


def test_a_client_can_ask_for_few_cards_and_gets_warnings_first() -> None:
    orders = (device("E0143"), service_request("K0554") | {"id": "2"})
    few = {"davinci-crd.configuration": {"max-cards": 1}}
    assert reported(cards_of(*orders, extension=few)) == [warning("ended", TO_E2103)]
    assert cards_of(*orders, extension={"davinci-crd.configuration": {"max-cards": 0}}) == []
    for odd in (True, -1, "1", None):
        assert len(cards_of(*orders, extension={"davinci-crd.configuration": {"max-cards": odd}})) == 2


def test_orders_with_hundreds_of_thousands_of_cards_are_refused() -> None:
    """Each code with each of the modifiers."""
    unknown = [first + second for first in "QWXYZ" for second in "0123456789"]
    asked = order("DeviceRequest", "codeCodeableConcept", coded(*["E0143"] * 50, *unknown))
    with pytest.raises(TooCostly):
        cards_of(*[asked] * 90)


def test_an_order_without_an_id_is_associated_with_nothing() -> None:
    made = service_request("K0554")
    del made["id"]
    (card,) = cards_of(made)
    assert "extension" not in card


def test_nulls_where_the_specification_forbids_them_are_taken_as_absent() -> None:
    asked = request(service_request("K0554", quantityQuantity=None), user=None, fhirServer=None, prefetch=None)
    asked["context"]["encounterId"] = None
    asked["context"]["draftOrders"]["entry"] += [None, {"resource": None}, {"resource": {"resourceType": "Basic"}}]
    service = find_service("order-sign")
    assert service is not None
    assert len(answer(service, asked, CHECKER[0], STYLE)["cards"]) == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"code": None},
        {"code": []},
        {"code": {"coding": "x"}},
        {"code": {"coding": [None, 1, {"system": 1, "code": []}]}},
        {"occurrenceDateTime": 5},
        {"quantityQuantity": {"value": "x"}},
    ],
)
def test_orders_without_the_shape_of_fhir_are_skipped(broken: Json) -> None:
    cards_of({**service_request("J3111"), **broken})


@pytest.mark.parametrize(
    "broken",
    [
        {"hook": "patient-view"},
        {"hookInstance": "1"},
        {"context": None},
        {"context": {}},
        {"context": {"draftOrders": []}},
        {"fhirAuthorization": {"access_token": "x"}},
    ],
)
def test_an_invalid_request_is_refused(broken: Json) -> None:
    with pytest.raises(BadRequest):
        answer(SERVICES[0], {**request(), **broken}, CHECKER[0], STYLE)


def test_a_request_with_500_orders_is_cheap() -> None:
    orders = [service_request("J3111") | {"id": str(number)} for number in range(500)]
    assert least_cpu_s(lambda: cards_of(*orders)) < 0.5


def test_an_order_is_checked_in_less_than_10_ms() -> None:
    assert least_cpu_s(lambda: cards_of(service_request("K0554")), rounds=20) < 0.010


def test_discovery_names_the_services_and_their_options() -> None:
    services = discovery()["services"]
    assert [(item["hook"], item["id"]) for item in services] == [(item.hook, item.id) for item in SERVICES]
    assert all(item["description"] and item["title"] and "prefetch" not in item for item in services)
    options = services[0]["extension"]["davinci-crd.configuration-options"]
    assert [item["code"] for item in options] == [*(rule.id for rule in RULES), "max-cards"]
    assert all(set(item) == {"code", "type", "name", "description", "default"} for item in options)
    json.dumps(services)


def test_feedback_is_counted() -> None:
    accepted = {"card": INSTANCE, "outcome": "accepted", "acceptedSuggestions": [{"id": INSTANCE}]}
    assert check_feedback({"feedback": [accepted, {"card": INSTANCE, "outcome": "overridden"}]}) == {
        "accepted": 1,
        "overridden": 1,
    }
    for broken in (None, {}, {"feedback": []}, {"feedback": [1]}, {"feedback": [{"card": "a", "outcome": "accepted"}]}):
        with pytest.raises(BadRequest):
            check_feedback(broken)


def test_a_card_links_to_the_text_for_patients_where_there_is_one() -> None:
    texts = supplement_of(Concept("K0554", designations=(Designation("For your sugar"),)), of=HCPCS, is_default=True)
    service = find_service("order-sign")
    assert service is not None
    (card,) = answer(service, request(service_request("K0554")), checker(texts), STYLE)["cards"]
    page = "https://tx.example.org/hcpcs/K0554?date=2026-02-01"
    assert [link["url"] for link in card["links"]] == [page, f"{page}#narrative"]
    (without,) = cards_of(service_request("K0554"))
    assert [link["url"] for link in without["links"]] == [page]
