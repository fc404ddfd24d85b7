from typing import Any

import pytest

from terminology.core.budget import Limits
from terminology.core.errors import TooCostly
from terminology.http.amounts import Amount, amount_of, check_amount, check_elements

Json = dict[str, Any]


def parameters(*items: Any) -> Json:
    return {"resourceType": "Parameters", "parameter": list(items)}


CODE = {"name": "code", "valueCode": "a"}
CONCEPT = {"name": "codeableConcept", "valueCodeableConcept": {"coding": [{"code": "a"}] * 7}}
RESOURCE = {"name": "tx-resource", "resource": {"resourceType": "ValueSet"}}
VALIDATION = {"name": "validation", "resource": parameters(CODE, CONCEPT)}


@pytest.mark.parametrize(
    ("resource", "amount"),
    [
        (None, Amount(2)),
        (parameters(CODE, CODE), Amount(4)),
        (parameters(CODE, CONCEPT), Amount(4, 7)),
        (parameters(CODE, RESOURCE), Amount(3, resources=1)),
        (parameters(CODE, VALIDATION, VALIDATION), Amount(4, 7, 2)),
        ({"resourceType": "ValueSet"}, Amount(2, resources=1)),
        ({"resourceType": "Bundle", "entry": [{"resource": parameters(CODE, CONCEPT)}, {}, 5]}, Amount(2, 7, 3)),
        ({"resourceType": "Parameters", "parameter": 5}, Amount(2)),
        (parameters(5, None, [], {"name": []}, {"part": 1}, {"valueCodeableConcept": {"coding": {}}}), Amount(8)),
        ({"resourceType": "Bundle", "entry": {"a": 1}}, Amount(2)),
    ],
)
def test_resources_in_a_request_are_counted_whatever_their_shape(resource: Json | None, amount: Amount) -> None:
    assert amount_of(resource, query_parameters=2) == amount


def test_much_of_anything_is_not_small() -> None:
    assert Amount(3, 1).is_small
    assert not any(item.is_small for item in (Amount(51), Amount(1, 6), Amount(entries=1), Amount(resources=1)))


@pytest.mark.parametrize(
    ("amount", "setting"),
    [
        (Amount(parameters=1001), "TERMINOLOGY_PARAMETER_LIMIT"),
        (Amount(codings=101), "TERMINOLOGY_CODING_LIMIT"),
        (Amount(entries=10_001), "TERMINOLOGY_BATCH_LIMIT_ENTRIES"),
    ],
)
def test_requests_over_a_limit_are_refused_with_the_setting(amount: Amount, setting: str) -> None:
    with pytest.raises(TooCostly, match=setting):
        check_amount(amount, Limits())
    check_amount(Amount(1000, 100, 10_000), Limits())


def test_a_body_of_too_many_objects_is_refused_before_it_is_read() -> None:
    check_elements(b"{}" * 10, False, Limits(elements=10))
    with pytest.raises(TooCostly, match="TERMINOLOGY_BODY_LIMIT_ELEMENTS"):
        check_elements(b"{}" * 11, False, Limits(elements=10))
    with pytest.raises(TooCostly):
        check_elements(b"<a></a>" * 11, True, Limits(elements=10))
