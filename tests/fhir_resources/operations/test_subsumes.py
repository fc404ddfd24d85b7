"""CodeSystem/$subsumes as FHIR Parameters."""

from collections.abc import Callable
from typing import Any, get_args

import pytest

from fhir_resources.operation_definitions import SUBSUMES
from fhir_resources.operations import subsumes
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.errors import BadRequest
from terminology.core.requests import Context, SubsumesRequest
from terminology.core.results import SubsumesResult, SubsumptionOutcome

SYSTEM = "http://example.org/diseases"
Json = dict[str, Any]


def read(**values: Any) -> SubsumesRequest:
    return subsumes.read(Parameters(SUBSUMES, (Parameter(name, value) for name, value in values.items())), Context())


def coding(code: str, version: str | None = None, system: str | None = SYSTEM) -> Json:
    stated = {"system": system, "version": version, "code": code}
    return {name: value for name, value in stated.items() if value}


def test_codes_and_codings_ask_the_same() -> None:
    expected = SubsumesRequest(SYSTEM, "1", "a", "b")
    assert read(codeA="a", codeB="b", system=SYSTEM, version="1") == expected
    assert read(codingA=coding("a", "1"), codingB=coding("b")) == expected
    assert read(codingA=coding("a"), codeB="b", version="1") == expected


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, "system"),
        ({"codeA": "a", "codeB": "b"}, "system"),
        ({"system": SYSTEM, "codeB": "b"}, "codeA"),
        ({"system": SYSTEM, "codingA": coding("a")}, "codeB"),
    ],
)
def test_missing_parts_are_named(values: dict[str, Any], missing: str) -> None:
    with pytest.raises(BadRequest) as error:
        read(**values)
    assert error.value.issues[0].text == f"The parameter {missing} is missing"


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"codingA": coding("a"), "codingB": coding("b", system="http://other")}, ("codingA", "codingB")),
        ({"codingA": coding("a", "1"), "codingB": coding("b", "2")}, ("codingA", "codingB")),
        ({"codeA": "c", "codingA": coding("a"), "codeB": "b"}, ("codeA", "codingA")),
    ],
)
def test_parameters_that_contradict_each_other_are_refused(values: dict[str, Any], names: tuple[str, str]) -> None:
    with pytest.raises(BadRequest) as error:
        read(**values)
    assert error.value.issues[0].expression == names


def test_codings_take_precedence_over_system_and_version() -> None:
    asked = read(system="urn:oid:1.2.3", version="9", codingA=coding("a", "1"), codingB=coding("b"))
    assert asked == SubsumesRequest(SYSTEM, "1", "a", "b")


@pytest.mark.parametrize("outcome", get_args(SubsumptionOutcome))
def test_every_outcome_is_sound(sound: Callable[[Json], Json], outcome: SubsumptionOutcome) -> None:
    answer = sound(subsumes.write(SubsumesResult(outcome)))
    assert answer["parameter"] == [{"name": "outcome", "valueCode": outcome}]
