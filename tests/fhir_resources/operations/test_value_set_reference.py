"""The value set that a request names or contains."""

from typing import Any

import pytest

from fhir_resources.operation_definitions import EXPAND, VALUE_SET_VALIDATE_CODE, OperationDefinition
from fhir_resources.operations import value_set_reference
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.errors import BadRequest
from terminology.core.requests import ValueSetReference

URL = "http://example.org/vs"
BOTH = pytest.mark.parametrize("operation", [EXPAND, VALUE_SET_VALIDATE_CODE], ids=lambda item: item.id)


def read(operation: OperationDefinition, **values: Any) -> ValueSetReference:
    return value_set_reference.read(Parameters(operation, (Parameter(name, value) for name, value in values.items())))


@BOTH
def test_a_value_set_is_named_by_url_and_version(operation: OperationDefinition) -> None:
    assert read(operation, url=URL, valueSetVersion="1") == ValueSetReference(URL, "1")
    assert read(operation, url=f"{URL}|1") == ValueSetReference(f"{URL}|1")


@BOTH
def test_a_value_set_in_the_request_is_the_one_used(operation: OperationDefinition) -> None:
    reference = read(operation, valueSet={"resourceType": "ValueSet", "url": URL, "status": "active"}, url="other")
    assert reference.url is None
    assert reference.value_set
    assert reference.value_set.header.url == URL


@BOTH
def test_without_a_value_set_the_question_is_which(operation: OperationDefinition) -> None:
    with pytest.raises(BadRequest) as error:
        read(operation)
    assert error.value.issues[0].code == "required"
    assert error.value.issues[0].expression == ("url",)


@BOTH
def test_another_resource_is_not_a_value_set(operation: OperationDefinition) -> None:
    with pytest.raises(BadRequest, match="A ValueSet is expected, and this is a CodeSystem"):
        read(operation, valueSet={"resourceType": "CodeSystem"})
