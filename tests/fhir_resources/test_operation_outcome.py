import pytest

from fhir_resources import models
from fhir_resources.operation_outcome import operation_outcome
from fhir_resources.version import FhirVersion
from terminology.core.issues import Issue

ISSUE = Issue("error", "code-invalid", "Unknown code", "invalid-code", "Unknown_Code", ("Coding.code",), "in detail")


def test_an_issue_includes_everything_it_knows() -> None:
    assert operation_outcome([ISSUE])["issue"] == [
        {
            "extension": [
                {
                    "url": "http://hl7.org/fhir/StructureDefinition/operationoutcome-message-id",
                    "valueString": "Unknown_Code",
                }
            ],
            "severity": "error",
            "code": "code-invalid",
            "details": {
                "coding": [{"system": "http://hl7.org/fhir/tools/CodeSystem/tx-issue-type", "code": "invalid-code"}],
                "text": "Unknown code",
            },
            "diagnostics": "in detail",
            "expression": ["Coding.code"],
        }
    ]


def test_an_issue_without_more_is_its_text() -> None:
    issue = Issue("information", "informational", "Hello")
    assert operation_outcome([issue])["issue"] == [
        {"severity": "information", "code": "informational", "details": {"text": "Hello"}}
    ]


@pytest.mark.parametrize("version", FhirVersion)
@pytest.mark.parametrize("issues", [[], [ISSUE], [ISSUE, ISSUE]])
def test_it_is_valid_in_both_versions(issues: list[Issue], version: FhirVersion) -> None:
    assert models.check(operation_outcome(issues), version) == ()
