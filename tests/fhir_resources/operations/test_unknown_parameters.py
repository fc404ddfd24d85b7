from typing import Any

import pytest

from fhir_resources.operation_definitions import OPERATIONS
from fhir_resources.operations.unknown_parameters import with_unknown_parameters
from fhir_resources.parameters import Parameter, Parameters

DEFINITIONS = {item.id: item for item in OPERATIONS}
Json = dict[str, Any]
ANSWER: Json = {"resourceType": "Parameters", "parameter": [{"name": "result", "valueBoolean": True}]}
EXPANSION: Json = {"resourceType": "ValueSet", "expansion": {"timestamp": "2026", "contains": [{"code": "a"}]}}


def asked(operation: str, *names: str) -> Parameters:
    return Parameters(DEFINITIONS[operation], [Parameter(name, "x") for name in names])


@pytest.mark.parametrize("operation", ["CodeSystem-lookup", "CodeSystem-validate-code", "ValueSet-validate-code"])
def test_a_misspelt_parameter_is_named_in_the_issues(operation: str) -> None:
    answer = with_unknown_parameters(ANSWER, asked(operation, "code", "daet", "daet"))
    issues = answer["parameter"][-1]
    [issue] = issues["resource"]["issue"]
    assert (issues["name"], issue["severity"], issue["expression"]) == ("issues", "information", ["daet"])
    assert issue["details"]["text"].endswith("does not have these parameters, and passed over them: 'daet'")


def test_it_stands_behind_the_issues_that_there_are() -> None:
    first = {"severity": "warning", "code": "invalid"}
    outcome = {"name": "issues", "resource": {"resourceType": "OperationOutcome", "issue": [first]}}
    given = ANSWER | {"parameter": [outcome, *ANSWER["parameter"]]}
    answer = with_unknown_parameters(given, asked("CodeSystem-lookup", "daet"))
    assert [issue["severity"] for issue in answer["parameter"][0]["resource"]["issue"]] == ["warning", "information"]
    assert given["parameter"][0]["resource"]["issue"] == [first]


def test_in_an_expansion_it_is_a_warning_among_its_parameters() -> None:
    answer = with_unknown_parameters(EXPANSION, asked("ValueSet-expand", "flter"))
    assert list(answer["expansion"]) == ["timestamp", "parameter", "contains"]
    [warning] = answer["expansion"]["parameter"]
    assert (warning["name"], "'flter'" in warning["valueString"]) == ("warning", True)


@pytest.mark.parametrize("name", ["code", "uuid", "date"])
def test_what_is_known_and_what_tools_send_is_not_spoken_of(name: str) -> None:
    assert with_unknown_parameters(ANSWER, asked("CodeSystem-lookup", name)) is ANSWER


def test_thousands_of_names_make_one_short_sentence() -> None:
    answer = with_unknown_parameters(ANSWER, asked("CodeSystem-lookup", *(f"x{n}" for n in range(5_000))))
    [issue] = answer["parameter"][-1]["resource"]["issue"]
    assert len(issue["details"]["text"]) < 400
