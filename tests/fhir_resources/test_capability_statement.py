import pytest

from fhir_resources import models, xml_format
from fhir_resources.capability_statement import (
    ARTIFACT_OPERATIONS,
    ARTIFACT_TYPES,
    FEATURES,
    SearchParameterDescription,
    Software,
    capability_statement,
)
from fhir_resources.operation_definitions import OPERATIONS
from fhir_resources.version import FhirVersion

SOFTWARE = Software("TerminologyServer", "Terminology Server", "1.2.3", "2026-11-22", "https://tx.example.org/r5")
TYPES = [(type, [SearchParameterDescription("url", "uri", "The url.")]) for type in ("CodeSystem", "ValueSet")]


@pytest.mark.parametrize("version", FhirVersion)
def test_it_is_valid_in_json_and_xml(version: FhirVersion) -> None:
    statement = capability_statement(version, SOFTWARE, TYPES, OPERATIONS)
    assert models.check(statement, version) == ()
    assert xml_format.loads(xml_format.dumps(statement, version), version) == statement
    assert statement["fhirVersion"] == version.full


def test_the_features_that_the_test_runner_reads_come_in_its_order() -> None:
    extensions = capability_statement(FhirVersion.R5, SOFTWARE, TYPES, OPERATIONS)["extension"]
    assert [item["extension"][0]["valueCanonical"] for item in extensions] == [url for url, _ in FEATURES]


def test_it_names_every_operation_with_its_definition() -> None:
    rest = capability_statement(FhirVersion.R5, SOFTWARE, TYPES, OPERATIONS)["rest"][0]
    for resource in rest["resource"]:
        named = {item["name"]: item["definition"] for item in resource.get("operation", ())}
        written = set(ARTIFACT_OPERATIONS) if resource["type"] in ARTIFACT_TYPES else set()
        written |= {"status", "events"} if resource["type"] == "Subscription" else set()
        assert set(named) == {item.code for item in OPERATIONS if item.resource == resource["type"]} | written
        assert all(definition.startswith("http") for definition in named.values())
    assert rest["operation"][0]["name"] == "versions"


def test_it_is_a_terminology_server_that_browsers_may_ask() -> None:
    statement = capability_statement(FhirVersion.R4, SOFTWARE, TYPES, OPERATIONS)
    assert statement["instantiates"] == [
        "http://hl7.org/fhir/CapabilityStatement/terminology-server",
        "https://profiles.ihe.net/ITI/SVCM/CapabilityStatement/IHE.SVCM.TerminologyRepository",
    ]
    assert statement["rest"][0]["security"]["cors"] is True
    assert statement["software"] == {
        "name": "Terminology Server",
        "version": "1.2.3",
        "releaseDate": "2026-11-22",
    }
