from dataclasses import replace

import pytest

from fhir_resources import models
from fhir_resources.audit_event import AuditFacts, write_audit_event, write_provenance
from fhir_resources.version import FhirVersion

WRITE = AuditFacts(
    "a-1",
    "2026-11-26T08:30:00.000Z",
    "U",
    "update",
    200,
    "epic",
    "Epic",
    issuer="https://login.example.org",
    token_id="j1",
    address="10.0.0.1",
    request_id="r-1",
    reference="ValueSet/x/_history/3",
)
REFUSED = AuditFacts("a-2", "2026-11-26T08:30:00.000Z", "E", "login", 401, "anonymous", "anonymous", text="no key")


@pytest.mark.parametrize("version", FhirVersion)
@pytest.mark.parametrize("facts", [WRITE, REFUSED, replace(WRITE, action="D", interaction="delete")])
def test_an_event_is_valid_in_both_versions(facts: AuditFacts, version: FhirVersion) -> None:
    assert models.check(write_audit_event(facts, version), version) == ()


@pytest.mark.parametrize("version", FhirVersion)
def test_a_provenance_is_valid_and_names_the_version(version: FhirVersion) -> None:
    provenance = write_provenance(WRITE)
    assert models.check(provenance, version) == ()
    assert provenance["target"] == [{"reference": "ValueSet/x/_history/3"}]


def test_an_event_records_who_did_what_and_the_outcome() -> None:
    event = write_audit_event(WRITE, FhirVersion.R4)
    assert (event["action"], event["outcome"], event["subtype"][0]["code"]) == ("U", "0", "update")
    assert event["agent"][-1]["who"]["identifier"]["value"] == "epic"
    assert event["agent"][-1]["policy"] == ["urn:token:j1"]
    assert event["entity"][0]["what"]["reference"] == "ValueSet/x/_history/3"
    assert write_audit_event(REFUSED, FhirVersion.R4)["outcome"] == "4"
    assert replace(REFUSED, status=503).outcome == "8"
