"""The answer of both $validate-code operations."""

from collections.abc import Callable
from typing import Any

from fhir_resources.operation_definitions import VALUE_SET_VALIDATE_CODE
from fhir_resources.operations import validation_result
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.issues import Issue
from terminology.core.model import Coding
from terminology.core.results import ValidationResult

SYSTEM = "http://example.org/hcpcs"
CONCEPT = {"coding": [{"system": SYSTEM, "code": "J3111"}], "text": "an injection"}
Json = dict[str, Any]


def write(result: ValidationResult, **values: Any) -> Json:
    parameters = Parameters(VALUE_SET_VALIDATE_CODE, (Parameter(name, value) for name, value in values.items()))
    return validation_result.write(result, validation_result.echoed_concept(parameters))


def test_the_least_answer_is_sound(sound: Callable[[Json], Json]) -> None:
    answer = sound(write(ValidationResult(is_valid=False)))
    assert answer["parameter"] == [{"name": "result", "valueBoolean": False}]


def test_an_answer_with_everything_is_sound(sound: Callable[[Json], Json]) -> None:
    issue = Issue("error", "code-invalid", "Not there", "not-in-vs", "None_of_the_provided_codes", ("code",))
    result = ValidationResult(
        is_valid=False,
        coding=Coding(SYSTEM, "j3111", "2025-10"),
        display="Injection",
        is_inactive=True,
        status="retired",
        normalized_code="J3111",
        unknown_systems=("http://a|1", "http://b"),
        other_unknown_systems=("http://c",),
        issues=(issue,),
        message="Not there",
    )
    answer = sound(write(result, codeableConcept=CONCEPT))
    assert [item["name"] for item in answer["parameter"]] == [
        "result",
        "message",
        "display",
        "code",
        "system",
        "version",
        "status",
        "normalized-code",
        "inactive",
        "codeableConcept",
        "x-caused-by-unknown-system",
        "x-caused-by-unknown-system",
        "x-unknown-system",
        "issues",
    ]
    by_name = {item["name"]: item for item in answer["parameter"]}
    assert by_name["codeableConcept"]["valueCodeableConcept"] == CONCEPT
    assert by_name["system"] == {"name": "system", "valueUri": SYSTEM}
    assert by_name["x-unknown-system"]["valueCanonical"] == "http://c"
    assert by_name["issues"]["resource"]["issue"][0]["details"]["text"] == "Not there"


def test_every_name_that_is_written_is_in_the_table_with_its_type() -> None:
    result = ValidationResult(True, Coding(SYSTEM, "a", "1"), "A", True, "retired", "A", ("x",), ("y",), (), "m")
    types = {item.name: item.type or "" for item in VALUE_SET_VALIDATE_CODE.outputs("5.0")}
    for item in write(result, codeableConcept=CONCEPT)["parameter"]:
        type_ = types[item["name"]]
        assert f"value{type_[0].upper()}{type_[1:]}" in item
