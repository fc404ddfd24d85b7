from typing import Any

import pytest

from fhir_resources.convert.resources import to_r4, to_r5
from fhir_resources.convert.value_set import OPERATOR


def with_filter(**filter: Any) -> dict[str, Any]:
    include = {"system": "urn:cs", "filter": [{"property": "concept", "value": "a", **filter}]}
    return {"resourceType": "ValueSet", "status": "active", "compose": {"include": [include], "exclude": [include]}}


@pytest.mark.parametrize("operator", ["child-of", "descendent-leaf"])
def test_an_operator_that_r4_lacks_is_an_extension_of_an_absent_op(operator: str) -> None:
    converted = to_r4(with_filter(op=operator))
    assert converted == with_filter(_op={"extension": [{"url": OPERATOR, "valueCode": operator}]})
    assert to_r5(converted) == with_filter(op=operator)


def test_other_extensions_of_the_operator_stay() -> None:
    other = {"extension": [{"url": "urn:x", "valueCode": "y"}]}
    assert to_r5(to_r4(with_filter(op="child-of", _op=other))) == with_filter(op="child-of", _op=other)


def test_an_operator_of_both_versions_is_not_touched() -> None:
    assert to_r4(with_filter(op="is-a")) == with_filter(op="is-a")


def test_a_filter_that_is_not_shaped_like_fhir_is_passed_on() -> None:
    for filter in (None, [None], [{"op": "child-of", "_op": 5}]):
        to_r5(to_r4({"resourceType": "ValueSet", "compose": {"include": [{"filter": filter}]}}))
