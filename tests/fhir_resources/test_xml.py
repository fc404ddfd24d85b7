from fhir_resources import xml, xml_format
from fhir_resources.version import FhirVersion

RESOURCE = {"resourceType": "CodeSystem", "id": "i", "status": "active"}


def test_xml_is_read_and_written_as_its_format_says() -> None:
    text = xml.dumps(RESOURCE, FhirVersion.R5)
    assert text == xml_format.dumps(RESOURCE, FhirVersion.R5)
    assert xml.loads(text, FhirVersion.R5) == RESOURCE


def test_pretty_puts_each_element_on_a_separate_line() -> None:
    lines = xml.dumps(RESOURCE, FhirVersion.R5, pretty=True).decode().splitlines()
    assert lines[2:] == ['  <id value="i"/>', '  <status value="active"/>', "</CodeSystem>"]
