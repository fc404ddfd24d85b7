from decimal import Decimal

import pytest

from terminology.cds_hooks.orders import MAX_CODINGS, MAX_CONCEPTS, MAX_ENTRIES, order_lines
from terminology.core.errors import TooCostly
from tests.builders.cds_hooks import coded, order, service_request
from tests.builders.claims import HCPCS


def lines(*orders: object) -> list[object]:
    bundle = {"entry": [{"resource": item} for item in orders]}
    return [item.line for item in order_lines(bundle, lambda system: system == HCPCS, None)]


def test_modifiers_are_listed_with_their_code() -> None:
    (line,) = lines(service_request("E0143", "NU", "KX"))
    assert (line.code, line.modifiers, line.kind) == ("E0143", ("NU", "KX"), "order")  # type: ignore[attr-defined]


def test_a_quantity_in_a_unit_of_a_dose_is_a_dose() -> None:
    (line,) = lines(service_request("J3111", quantityQuantity={"value": 210, "unit": "mg"}))
    assert (line.quantity, line.dose.amount) == (None, Decimal(210))  # type: ignore[attr-defined]
    (line,) = lines(service_request("J3111", quantityQuantity={"value": 210}))
    assert line.quantity == Decimal(210)  # type: ignore[attr-defined]


def test_codes_of_other_systems_are_skipped() -> None:
    assert lines(order("ServiceRequest", "code", coded("1234-5", system="http://loinc.org"))) == []
    assert list(order_lines(None, lambda _system: True, None)) == []


def test_a_reference_leads_to_a_resource_of_the_bundle() -> None:
    device = {"resourceType": "Device", "id": "d", "type": coded("E0250")}
    asked = order("DeviceRequest", "codeReference", {"reference": "Device/d"})
    (line,) = lines(asked, device)
    assert line.code == "E0250"  # type: ignore[attr-defined]


MEDICATION = {"resourceType": "Medication", "id": "m", "code": coded("K0554")}


@pytest.mark.parametrize(
    ("url", "reference"),
    [
        ("urn:uuid:7e1c", "urn:uuid:7e1c"),
        ("https://ehr.example.org/fhir/Medication/m", "https://ehr.example.org/fhir/Medication/m"),
        ("https://ehr.example.org/fhir/Medication/m", "Medication/m"),
        ("https://ehr.example.org/fhir/Medication/m", "Medication/m/_history/2"),
        (None, "https://ehr.example.org/fhir/Medication/m"),
    ],
)
@pytest.mark.parametrize("element", ["medicationReference", "medication"])
def test_a_reference_may_be_a_url(url: str | None, reference: str, element: str) -> None:
    """`medication.reference` in R5."""
    stated = {"reference": reference}
    asked = order("MedicationRequest", element, stated if element == "medicationReference" else {"reference": stated})
    entries = [{"resource": asked}, {"resource": MEDICATION, **({"fullUrl": url} if url else {})}]
    (line,) = order_lines({"entry": entries}, lambda system: system == HCPCS, None)
    assert line.line.code == "K0554"


def test_an_order_may_be_selected_by_its_url() -> None:
    entries = [{"fullUrl": f"urn:uuid:{number}", "resource": service_request("E0143")} for number in (1, 2)]
    selected = frozenset({"urn:uuid:2"})
    assert len(list(order_lines({"entry": entries}, lambda system: system == HCPCS, selected))) == 1


@pytest.mark.parametrize("reference", ["", " ", 5, "Medication/None", "Medication/"])
def test_a_reference_to_nothing_leads_to_no_resource_without_id_or_url(reference: object) -> None:
    medication = {"resourceType": "Medication", "code": coded("K0554")}
    assert lines(medication, order("MedicationRequest", "medicationReference", {"reference": reference})) == []


def test_a_concept_with_hundreds_of_codings_is_refused() -> None:
    codes = ["E0143", *["NU"] * MAX_CODINGS]
    assert lines(service_request(*codes[:MAX_CODINGS]))
    with pytest.raises(TooCostly):
        lines(service_request(*codes))


def test_many_orders_for_one_device_of_many_types_are_refused() -> None:
    device = {"resourceType": "Device", "id": "d", "type": [coded("1", system="other")] * (MAX_CONCEPTS // 8)}
    asked = order("DeviceRequest", "codeReference", {"reference": "Device/d"})
    assert lines(device, *[asked] * 4) == []
    with pytest.raises(TooCostly):
        lines(device, *[asked] * 5)


def test_orders_beyond_a_thousand_are_not_ignored_silently() -> None:
    assert lines(*[{}] * MAX_ENTRIES) == []
    with pytest.raises(TooCostly):
        lines(*[{}] * (MAX_ENTRIES + 1))
