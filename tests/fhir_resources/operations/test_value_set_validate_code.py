"""The parameters of ValueSet/$validate-code."""

from typing import Any

import pytest

from fhir_resources.operation_definitions import VALUE_SET_VALIDATE_CODE
from fhir_resources.operations import value_set_validate_code
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.errors import BadRequest
from terminology.core.model import Coding
from terminology.core.requests import CodedInput, Context, ValidateCodeRequest, ValueSetReference

SYSTEM, URL = "http://example.org/hcpcs", "http://example.org/vs"


def read(**values: Any) -> ValidateCodeRequest:
    parameters = Parameters(VALUE_SET_VALIDATE_CODE, (Parameter(name, value) for name, value in values.items()))
    return value_set_validate_code.read(parameters, Context())


def test_a_code_is_validated_with_its_system_and_version() -> None:
    asked = read(url=URL, system=SYSTEM, systemVersion="2025-10", code="J3111", display="Injection")
    coding = Coding(SYSTEM, "J3111", "2025-10", "Injection")
    assert asked == ValidateCodeRequest(CodedInput("code", (coding,)), ValueSetReference(URL))


def test_a_code_without_a_system_is_understood_when_the_system_is_to_be_inferred() -> None:
    asked = read(url=URL, code="J3111", inferSystem="true")
    assert asked.must_infer_system
    assert asked.coded.codings == (Coding(code="J3111"),)


@pytest.mark.parametrize("infer", [{}, {"inferSystem": "false"}])
def test_a_code_without_a_system_is_refused_in_general(infer: dict[str, str]) -> None:
    with pytest.raises(BadRequest, match="Unable to find code to validate"):
        read(url=URL, code="J3111", **infer)


def test_the_value_set_has_to_be_named() -> None:
    with pytest.raises(BadRequest, match="There is no value set"):
        read(system=SYSTEM, code="J3111")


def test_the_strictness_is_passed_on() -> None:
    asked = read(
        url=URL, system=SYSTEM, code="a", abstract="false", activeOnly="true", mode="lenient-display-validation"
    )
    assert (asked.allows_abstract, asked.only_active, asked.is_display_lenient) == (False, True, True)
    assert not asked.only_membership


@pytest.mark.parametrize("stated", [{"valueset-membership-only": "true"}, {"mode": "valueset-membership-only"}])
def test_membership_only_validation_has_two_forms(stated: dict[str, str]) -> None:
    assert read(url=URL, system=SYSTEM, code="a", **stated).only_membership
