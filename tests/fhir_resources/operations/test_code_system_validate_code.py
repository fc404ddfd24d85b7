"""The parameters of CodeSystem/$validate-code."""

from typing import Any

import pytest

from fhir_resources.operation_definitions import CODE_SYSTEM_VALIDATE_CODE
from fhir_resources.operations import code_system_validate_code
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.errors import BadRequest
from terminology.core.model import Coding
from terminology.core.requests import CodedInput, Context, ValidateCodeRequest

SYSTEM = "http://example.org/hcpcs"


def read(**values: Any) -> ValidateCodeRequest:
    parameters = Parameters(CODE_SYSTEM_VALIDATE_CODE, (Parameter(name, value) for name, value in values.items()))
    return code_system_validate_code.read(parameters, Context())


def coded(version: str | None) -> CodedInput:
    return CodedInput("code", (Coding(SYSTEM, "J3111", version),))


@pytest.mark.parametrize("name", ["url", "system"])
def test_the_code_system_is_named_by_url_or_as_some_clients_do_by_system(name: str) -> None:
    asked = read(code="J3111", **{name: SYSTEM})
    assert asked == ValidateCodeRequest(coded(None), code_system=SYSTEM)


def test_the_version_is_a_parameter_or_a_part_of_the_url() -> None:
    for values in ({"url": SYSTEM, "version": "2025-10"}, {"url": f"{SYSTEM}|2025-10"}):
        asked = read(code="J3111", **values)
        assert asked.code_system_version == "2025-10"
        assert asked.coded == coded("2025-10")


def test_a_code_system_in_the_request_supplies_url_and_version() -> None:
    resource = {"resourceType": "CodeSystem", "url": SYSTEM, "version": "1"}
    asked = read(code="J3111", codeSystem=resource)
    assert (asked.code_system, asked.code_system_version) == (SYSTEM, "1")
    assert asked.coded == coded("1")


def test_a_coding_needs_no_url() -> None:
    asked = read(coding={"system": SYSTEM, "code": "J3111"})
    assert asked.code_system is None
    assert asked.coded.codings == (Coding(SYSTEM, "J3111"),)


def test_the_strictness_is_passed_on() -> None:
    asked = read(code="a", url=SYSTEM, abstract="false", mode="lenient-display-validation")
    assert (asked.allows_abstract, asked.is_display_lenient) == (False, True)
    assert asked.value_set is None


def test_a_code_without_a_code_system_is_refused() -> None:
    with pytest.raises(BadRequest, match="Unable to find code to validate"):
        read(code="J3111")
