import pytest

from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest
from terminology.http.requests import FhirRequest, is_form, read_query, read_resource, resource_as_r5


def request(*query: tuple[str, str], prefer: str = "") -> FhirRequest:
    return FhirRequest(FhirVersion.R5, "GET", "CodeSystem", "http://tx/r5", query, {"prefer": prefer})


def test_a_query_preserves_order_repeats_and_empty_values() -> None:
    assert read_query(b"b=1&a=%7C&b=&a=x+y") == (("b", "1"), ("a", "|"), ("b", ""), ("a", "x y"))
    assert read_query("name=Größe".encode()) == (("name", "Größe"),)


@pytest.mark.parametrize("text", [b"a=%ff", b"a=\xff", b"&".join([b"a=1"] * 10_001)])
def test_a_query_that_is_not_text_or_has_no_end_is_refused(text: bytes) -> None:
    with pytest.raises(BadRequest):
        read_query(text)


def test_the_last_of_a_repeated_control_counts() -> None:
    assert request(("_count", "1"), ("_count", "2")).control("_count") == "2"
    assert request().control("_count") is None


@pytest.mark.parametrize(
    ("prefer", "is_strict"),
    [
        ("handling=strict", True),
        ("return=minimal; handling=strict", True),
        ('return=minimal, handling="strict"', True),
        ("handling=lenient", False),
        ("", False),
    ],
)
def test_strict_handling_is_a_preference(prefer: str, is_strict: bool) -> None:
    assert request(prefer=prefer).is_strict is is_strict


def test_r4_bodies_are_r5_inside() -> None:
    body = b'{"resourceType":"ConceptMap","status":"active","sourceUri":"http://example.org/vs"}'
    resource = read_resource(body, "application/json", FhirVersion.R4)
    assert resource["sourceScopeUri"] == "http://example.org/vs"


@pytest.mark.parametrize("version", FhirVersion)
def test_a_malformed_validation_is_named_by_its_position(version: FhirVersion) -> None:
    plain = {"resourceType": "Parameters", "parameter": [{"name": "code", "valueCode": "a"}]}
    wrong = {"resourceType": "Parameters", "parameter": [{"name": "coding", "valueCoding": []}]}
    parameter = [{"name": "validation", "resource": each} for each in (plain, plain, wrong, plain)]
    with pytest.raises(BadRequest) as refused:
        resource_as_r5({"resourceType": "Parameters", "parameter": parameter}, version)
    assert refused.value.issues[0].expression == ("Parameters.parameter[2].resource.parameter[0].valueCoding",)


def test_checked_and_plain_validations_stay_in_order() -> None:
    url = {"name": "url", "valueUri": "u"}
    plain = {"resourceType": "Parameters", "parameter": [{"name": "code", "valueCode": "a"}]}
    other = {"resourceType": "Parameters", "parameter": [{"name": "codeableConcept", "valueCodeableConcept": {}}]}
    sent = [url, *({"name": "validation", "resource": each} for each in (plain, other, plain))]
    read = resource_as_r5({"resourceType": "Parameters", "parameter": sent}, FhirVersion.R4)["parameter"]
    assert [read[0], read[2]] == [url, sent[2]]
    assert [each["resource"].resource() for each in (read[1], read[3])] == [plain, plain]


def test_a_body_without_a_type_is_refused() -> None:
    with pytest.raises(BadRequest, match="no resourceType"):
        resource_as_r5({}, FhirVersion.R5)


def test_a_form_is_known_by_its_type() -> None:
    assert is_form("application/x-www-form-urlencoded; charset=utf-8")
    assert not is_form(None)
