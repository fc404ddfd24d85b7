"""$batch-validate-code: each validation combines its own parameters with the shared ones."""

from typing import Any

import pytest

from fhir_resources.operation_definitions import VALUE_SET_BATCH_VALIDATE_CODE, VALUE_SET_VALIDATE_CODE
from fhir_resources.operations import batch_validate_code
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.errors import BadRequest

Json = dict[str, Any]
RESOURCE = {"resourceType": "ValueSet", "url": "http://example.org/other"}


def validation(**stated: Any) -> Parameter:
    entries = [
        {"name": name, **({"resource": value} if isinstance(value, dict) else {"valueString": value})}
        for name, value in stated.items()
    ]
    return Parameter("validation", {"resourceType": "Parameters", "parameter": entries})


def asked(entry: Parameter, **common: Any) -> Parameters:
    """The request of one validation, with the shared parameters."""
    items = (*(Parameter(name, value) for name, value in common.items()), entry)
    batch = Parameters(VALUE_SET_BATCH_VALIDATE_CODE, items)
    (supplied,) = batch_validate_code.read(batch)
    return batch_validate_code.EntryReader(batch, VALUE_SET_VALIDATE_CODE).read(supplied.value)


def test_shared_parameters_apply_to_each_validation() -> None:
    entry = asked(validation(code="a"), url="http://example.org/set", system="http://example.org/codes")
    assert [entry.text(name) for name in ("code", "url", "system")] == [
        "a",
        "http://example.org/set",
        "http://example.org/codes",
    ]


def test_a_validation_that_says_it_itself_is_heard() -> None:
    entry = asked(validation(code="a", abstract="false"), abstract="true", url="http://example.org/set")
    assert entry.boolean("abstract") is False


def test_a_synonymous_phrase_is_recognized_too() -> None:
    assert asked(validation(code="a", valueSet=RESOURCE), url="http://example.org/set").text("url") is None
    assert asked(validation(code="a", url="http://example.org/set"), valueSet=RESOURCE).resource("valueSet") is None
    assert asked(validation(coding={}), code="a", display="A").text("display") is None


def test_repeating_parameters_are_combined() -> None:
    entry = asked(validation(code="a", useSupplement="http://one"), useSupplement="http://two")
    assert entry.texts("useSupplement") == ("http://one", "http://two")


def test_shared_resources_are_not_read_again_for_each_validation() -> None:
    assert asked(validation(code="a"), **{"tx-resource": RESOURCE}).resources("tx-resource") == ()
    assert asked(validation(code="a", **{"tx-resource": RESOURCE})).resources("tx-resource") == (RESOURCE,)


@pytest.mark.parametrize(
    "value", [None, "text", {"resourceType": "ValueSet"}, {"resourceType": "Parameters", "parameter": 1}]
)
def test_a_validation_that_is_not_a_parameters_resource_is_refused(value: Any) -> None:
    with pytest.raises(BadRequest):
        asked(Parameter("validation", value))


def test_a_batch_without_validations_is_refused() -> None:
    with pytest.raises(BadRequest, match="nothing to validate"):
        batch_validate_code.read(Parameters(VALUE_SET_BATCH_VALIDATE_CODE, (Parameter("code", "a"),)))


def test_the_answers_keep_their_order() -> None:
    outcome, answer = {"resourceType": "OperationOutcome"}, {"resourceType": "Parameters"}
    assert batch_validate_code.write([outcome, answer]) == {
        "resourceType": "Parameters",
        "parameter": [{"name": "validation", "resource": outcome}, {"name": "validation", "resource": answer}],
    }
