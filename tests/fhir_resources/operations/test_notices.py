from typing import Any

import pytest

from fhir_resources.operation_definitions import OPERATIONS
from fhir_resources.operations.notices import notices, with_notices
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.errors import BadRequest
from terminology.core.languages import parse_languages
from terminology.core.requests import Context

DEFINITIONS = {item.id: item for item in OPERATIONS}
Json = dict[str, Any]
ANSWER: Json = {"resourceType": "Parameters", "parameter": [{"name": "result", "valueBoolean": True}]}
EXPANSION: Json = {"resourceType": "ValueSet", "expansion": {"timestamp": "2026", "contains": [{"code": "a"}]}}


def with_unknown_parameters(answer: Json, parameters: Parameters) -> Json:
    return with_notices(answer, parameters, notices(parameters, Context()))


def asked(operation: str, *names: str) -> Parameters:
    return Parameters(DEFINITIONS[operation], [Parameter(name, "x") for name in names])


@pytest.mark.parametrize("operation", ["CodeSystem-lookup", "CodeSystem-validate-code", "ValueSet-validate-code"])
def test_a_misspelt_parameter_is_named_in_the_issues(operation: str) -> None:
    answer = with_unknown_parameters(ANSWER, asked(operation, "code", "filtr", "filtr"))
    issues = answer["parameter"][-1]
    [issue] = issues["resource"]["issue"]
    assert (issues["name"], issue["severity"], issue["expression"]) == ("issues", "information", ["filtr"])
    assert issue["details"]["text"].endswith("does not have these parameters, and passed over them: 'filtr'")


def test_a_strict_request_is_refused_instead_of_ignoring_something() -> None:
    with pytest.raises(BadRequest) as refused:
        notices(asked("CodeSystem-lookup", "code", "filtr"), Context(is_strict=True))
    assert refused.value.issues[0].text.endswith("does not have these parameters, so the request is refused: 'filtr'")


def test_it_comes_after_the_existing_issues() -> None:
    first = {"severity": "warning", "code": "invalid"}
    outcome = {"name": "issues", "resource": {"resourceType": "OperationOutcome", "issue": [first]}}
    supplied = ANSWER | {"parameter": [outcome, *ANSWER["parameter"]]}
    answer = with_unknown_parameters(supplied, asked("CodeSystem-lookup", "filtr"))
    assert [issue["severity"] for issue in answer["parameter"][0]["resource"]["issue"]] == ["warning", "information"]
    assert supplied["parameter"][0]["resource"]["issue"] == [first]


def test_in_an_expansion_it_is_a_warning_among_its_parameters() -> None:
    answer = with_unknown_parameters(EXPANSION, asked("ValueSet-expand", "flter"))
    assert list(answer["expansion"]) == ["timestamp", "parameter", "contains"]
    [warning] = answer["expansion"]["parameter"]
    assert (warning["name"], "'flter'" in warning["valueString"]) == ("warning", True)


@pytest.mark.parametrize("name", ["code", "uuid", "date"])
def test_known_parameters_and_those_that_tools_send_are_not_reported(name: str) -> None:
    assert with_unknown_parameters(ANSWER, asked("CodeSystem-lookup", name)) is ANSWER


def test_thousands_of_names_make_one_short_sentence() -> None:
    answer = with_unknown_parameters(ANSWER, asked("CodeSystem-lookup", *(f"x{n}" for n in range(5_000))))
    [issue] = answer["parameter"][-1]["resource"]["issue"]
    assert len(issue["details"]["text"]) < 400


@pytest.mark.parametrize("operation", ["ConceptMap-translate", "CodeSystem-diff"])
def test_an_existing_message_is_shown(operation: str) -> None:
    answer = with_unknown_parameters(ANSWER, asked(operation, "filtr"))
    assert [item["name"] for item in answer["parameter"]] == ["result", "message"]
    answer = with_unknown_parameters(answer, asked(operation, "dtea"))
    assert "'filtr'. $" in answer["parameter"][1]["valueString"]
    assert answer["parameter"][1]["valueString"].endswith("'dtea'")


def test_an_invalid_language_is_named() -> None:
    for text in ("english", "xx", "spa-nish,ehkg"):
        [notice] = notices(asked("CodeSystem-lookup"), Context(parse_languages(text)))
        assert notice.expression == ("displayLanguage",)
    for text in ("en", "es-US", "haw", "zh-Hant-TW, *;q=0", "*"):
        assert notices(asked("CodeSystem-lookup"), Context(parse_languages(text))) == ()


def test_a_strict_request_is_refused() -> None:
    for context, names in (
        (Context(is_strict=True), ["filtr"]),
        (Context(parse_languages("english"), is_strict=True), []),
    ):
        with pytest.raises(BadRequest) as refused:
            notices(asked("CodeSystem-lookup", *names), context)
        assert refused.value.issues[0].severity == "error"


@pytest.mark.parametrize("name", ["daet", "Date", "DATE", "datte", "dat", "dates", "dste"])
def test_a_misspelt_date_is_always_refused(name: str) -> None:
    """Otherwise the answer would be about today, and could call a code valid that was not on the intended day."""
    with pytest.raises(BadRequest, match=f"has no parameter '{name}': is 'date' meant"):
        notices(asked("CodeSystem-validate-code", "code", name), Context())


@pytest.mark.parametrize("name", ["data_", "when", "d", "", "date-of-birth", "x" * 100_000])
def test_a_parameter_unlike_date_is_ignored(name: str) -> None:
    assert len(notices(asked("CodeSystem-validate-code", "code", name), Context())) == 1
