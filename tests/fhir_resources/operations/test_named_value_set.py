"""The value set that a request names."""

import pytest

from fhir_resources.operations.named_value_set import reference
from terminology.core.errors import BadRequest
from terminology.core.requests import ValueSetReference

NAMES = ("otherUrl", "otherValueSet")


def test_a_url_and_version_name_one() -> None:
    assert reference(None, "urn:a", "1", NAMES) == ValueSetReference("urn:a", "1")


def test_the_resource_itself_wins_over_its_url() -> None:
    found = reference({"resourceType": "ValueSet", "url": "urn:b", "status": "draft"}, "urn:a", None, NAMES)
    assert found.value_set is not None
    assert found.value_set.header.url == "urn:b"


def test_without_either_the_names_of_both_parameters_are_in_the_refusal() -> None:
    with pytest.raises(BadRequest) as refused:
        reference(None, None, None, NAMES)
    assert refused.value.issues[0].text.endswith("its url as otherUrl, or the value set itself as otherValueSet")
