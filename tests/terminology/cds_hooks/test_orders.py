from decimal import Decimal

from terminology.cds_hooks.orders import order_lines
from tests.builders.cds_hooks import coded, order, service_request
from tests.builders.claims import HCPCS


def lines(*orders: object) -> list[object]:
    bundle = {"entry": [{"resource": item} for item in orders]}
    return [item.line for item in order_lines(bundle, lambda system: system == HCPCS, None)]


def test_modifiers_stand_beside_their_code() -> None:
    (line,) = lines(service_request("E0143", "NU", "KX"))
    assert (line.code, line.modifiers, line.kind) == ("E0143", ("NU", "KX"), "order")  # type: ignore[attr-defined]


def test_a_quantity_in_a_unit_of_a_dose_is_a_dose() -> None:
    (line,) = lines(service_request("J3111", quantityQuantity={"value": 210, "unit": "mg"}))
    assert (line.quantity, line.dose.amount) == (None, Decimal(210))  # type: ignore[attr-defined]
    (line,) = lines(service_request("J3111", quantityQuantity={"value": 210}))
    assert line.quantity == Decimal(210)  # type: ignore[attr-defined]


def test_codes_of_other_systems_are_passed_over() -> None:
    assert lines(order("ServiceRequest", "code", coded("1234-5", system="http://loinc.org"))) == []
    assert list(order_lines(None, lambda _system: True, None)) == []


def test_a_reference_leads_to_a_resource_of_the_bundle() -> None:
    device = {"resourceType": "Device", "id": "d", "type": coded("E0250")}
    asked = order("DeviceRequest", "codeReference", {"reference": "Device/d"})
    (line,) = lines(asked, device)
    assert line.code == "E0250"  # type: ignore[attr-defined]
