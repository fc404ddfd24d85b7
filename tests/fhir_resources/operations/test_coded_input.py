"""The code to validate in its three forms."""

from typing import Any

import pytest

from fhir_resources.operation_definitions import CODE_SYSTEM_VALIDATE_CODE
from fhir_resources.operations import coded_input
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.errors import BadRequest
from terminology.core.model import Coding
from terminology.core.requests import CodedInput

SYSTEM = "http://example.org/hcpcs"
J3111 = {"system": SYSTEM, "code": "J3111"}


def read(needs_system: bool = True, system: str | None = SYSTEM, **values: Any) -> CodedInput:
    parameters = Parameters(CODE_SYSTEM_VALIDATE_CODE, (Parameter(name, value) for name, value in values.items()))
    return coded_input.read(parameters, system, "2025-10", needs_system)


def test_a_code_belongs_to_its_system_version_and_display() -> None:
    assert read(code="J3111", display="Injection") == CodedInput(
        "code", (Coding(SYSTEM, "J3111", "2025-10", "Injection"),)
    )


def test_a_coding_brings_its_own_system() -> None:
    assert read(system=None, coding=J3111) == CodedInput("Coding", (Coding(SYSTEM, "J3111"),))


def test_a_codeable_concept_brings_all_its_codings() -> None:
    concept = {"coding": [J3111, {"code": "b"}], "text": "either"}
    assert read(codeableConcept=concept) == CodedInput("CodeableConcept", (Coding(SYSTEM, "J3111"), Coding(code="b")))


def test_the_system_may_be_inferred() -> None:
    assert read(needs_system=False, system=None, code="J3111").codings[0].system is None


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"display": "Injection"},
        {"codeableConcept": {"text": "an injection"}},
        {"codeableConcept": {"coding": []}},
        {"coding": {}},
        {"coding": {"system": SYSTEM, "display": "Injection"}},
    ],
)
def test_without_a_code_there_is_nothing_to_validate(values: dict[str, Any]) -> None:
    with pytest.raises(BadRequest, match="Unable to find code to validate"):
        read(**values)


def test_a_code_without_its_required_system_cannot_be_validated() -> None:
    with pytest.raises(BadRequest, match="Unable to find code to validate"):
        read(system=None, code="J3111")


def test_a_broken_coding_is_named_with_its_place() -> None:
    with pytest.raises(BadRequest) as error:
        read(codeableConcept={"coding": [J3111, {"code": 5}]})
    assert error.value.issues[0].expression == ("codeableConcept.coding[1].code",)
