from fhir_resources.canonical_resource import read_header, write_header
from fhir_resources.elements import JsonElement
from terminology.core.model import Extension, Header, Value

FULL = Header(
    url="http://example.org/x",
    version="1",
    id="x",
    name="X",
    title="An x",
    status="draft",
    experimental=False,
    date="2026-01",
    publisher="Us",
    description="What it is",
    copyright="Ours",
    language="en",
    identifiers=("urn:oid:1.2.3",),
    standards_status="deprecated",
    extensions=(Extension("urn:e", Value("string", "retained")),),
)


def test_everything_in_a_header_round_trips() -> None:
    resource = write_header("ValueSet", FULL)
    assert Header(**read_header(JsonElement(resource, "ValueSet"), resource["url"])) == FULL


def test_identifiers_of_other_systems_are_not_ours() -> None:
    resource = {"identifier": [{"system": "http://example.org/ids", "value": "7"}, {"system": "urn:ietf:rfc:3986"}]}
    assert read_header(JsonElement(resource, "ValueSet"), "")["identifiers"] == ()


def test_a_missing_status_is_unknown() -> None:
    assert read_header(JsonElement({}, "ValueSet"), "")["status"] == "unknown"


def test_the_least_header_is_written_without_empty_members() -> None:
    assert write_header("ValueSet", Header("urn:x")) == {
        "resourceType": "ValueSet",
        "url": "urn:x",
        "status": "active",
    }
