from typing import Any

from fhir_resources.convert.resources import to_r4


def with_operators(*operators: str) -> dict[str, Any]:
    filters = [{"code": "concept", "operator": list(operators), "value": "a code"}]
    return {"resourceType": "CodeSystem", "status": "active", "content": "complete", "filter": filters}


def test_operators_that_r4_lacks_are_left_out() -> None:
    assert to_r4(with_operators("is-a", "child-of", "=")) == with_operators("is-a", "=")


def test_a_filter_that_is_left_with_no_operator_is_left_out() -> None:
    assert "filter" not in to_r4(with_operators("descendent-leaf"))


def test_a_filter_that_is_not_shaped_like_fhir_is_passed_on() -> None:
    assert to_r4({"resourceType": "CodeSystem", "filter": "x"})["filter"] == "x"
