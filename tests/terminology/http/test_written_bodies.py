"""The body of a write must be a FHIR resource of the endpoint's version."""

import pytest

from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest
from terminology.http.errors import UnsupportedMediaType
from terminology.http.requests import FhirRequest
from terminology.http.written_bodies import read_body_resource


def sent(body: bytes, kind: str) -> FhirRequest:
    return FhirRequest(FhirVersion.R4, "POST", "ValueSet", "", headers={"content-type": kind}, body=body)


def test_json_and_xml_are_the_same_resource() -> None:
    xml = b'<ValueSet xmlns="http://hl7.org/fhir"><status value="draft"/></ValueSet>'
    json = b'{"resourceType":"ValueSet","status":"draft"}'
    assert read_body_resource(sent(json, "application/fhir+json")) == read_body_resource(sent(xml, "text/xml"))


@pytest.mark.parametrize(
    ("body", "kind", "refused"),
    [(b"", "application/fhir+json", BadRequest), (b"a=b", "application/x-www-form-urlencoded", UnsupportedMediaType)],
)
def test_nothing_and_a_form_are_refused(body: bytes, kind: str, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        read_body_resource(sent(body, kind))
