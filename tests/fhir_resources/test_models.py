import subprocess
import sys
from typing import Any

import pytest

from fhir_resources.models import check
from fhir_resources.version import FhirVersion

R4, R5 = FhirVersion.R4, FhirVersion.R5
VALID: dict[str, Any] = {"resourceType": "CodeSystem", "status": "active", "content": "complete"}


def test_a_valid_resource_has_nothing_wrong() -> None:
    assert check(VALID, R4) == check(VALID, R5) == ()


@pytest.mark.parametrize(
    ("more", "code", "expression"),
    [
        ({"status": None}, "required", "CodeSystem.status"),
        ({"colour": "red"}, "structure", "CodeSystem.colour"),
        ({"concept": [{"code": "a", "display": 3}]}, "value", "CodeSystem.concept[0].display"),
        ({"date": "yesterday"}, "value", "CodeSystem.date"),
        ({"status": "good"}, "code-invalid", "CodeSystem.status"),
        ({"content": "most"}, "code-invalid", "CodeSystem.content"),
        ({"property": [{"code": "p", "type": "text"}]}, "code-invalid", "CodeSystem.property[0].type"),
        ({"contained": [{"resourceType": "Nothing"}]}, "structure", "CodeSystem"),
    ],
)
@pytest.mark.parametrize("version", FhirVersion)
def test_errors_have_a_code_and_a_path(more: dict[str, Any], code: str, expression: str, version: FhirVersion) -> None:
    (issue,) = check(VALID | more, version)
    assert (issue.severity, issue.code, issue.expression) == ("error", code, (expression,))


def test_the_versions_are_distinguished() -> None:
    target = {"code": "x", "relationship": "related-to"}
    resource = {"resourceType": "ConceptMap", "status": "active", "group": [{"element": [{"target": [target]}]}]}
    assert check(resource, R5) == ()
    assert [issue.expression for issue in check(resource, R4)] != []


def test_an_operator_of_r5_is_not_one_of_r4() -> None:
    include = [{"system": "urn:s", "filter": [{"property": "p", "op": "child-of", "value": "v"}]}]
    resource = {"resourceType": "ValueSet", "status": "active", "compose": {"include": include}}
    assert check(resource, R5) == ()
    assert check(resource, R4)[0].expression == ("ValueSet.compose.include[0].filter[0].op",)


@pytest.mark.parametrize("resource_type", [None, "", "Nothing", "Coding", 5])
def test_an_invalid_resource_is_reported_as_such(resource_type: Any) -> None:
    (issue,) = check({"resourceType": resource_type}, R4)
    assert issue.code == "structure"


def test_the_library_is_not_imported_before_something_is_judged() -> None:
    program = "import sys, fhir_resources.models; sys.exit(any(name.startswith('fhir.') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_an_extension_may_say_more_of_its_value() -> None:
    more = {"extension": [{"url": "http://example.org/reason", "valueMarkdown": "old"}]}
    extension = {"url": "http://example.org/status", "valueCode": "deprecated", "_valueCode": more}
    stated = {"resourceType": "CodeSystem", "status": "active", "content": "complete"}
    resource = {**stated, "concept": [{"code": "a", "extension": [extension]}]}
    assert [check(resource, version) for version in FhirVersion] == [(), ()]
    extension["_valueCode"] = {"value": "x"}
    assert check(resource, FhirVersion.R5) != ()
