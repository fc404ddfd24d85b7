"""ValueSet/$compare as FHIR Parameters."""

from collections.abc import Callable
from typing import Any

import pytest

from fhir_resources.operation_definitions import COMPARE, R5
from fhir_resources.operations import compare
from fhir_resources.parameters import Parameter, Parameters
from terminology.core.comparison import ComparedCode, CompareRequest, CompareResult
from terminology.core.errors import BadRequest
from terminology.core.model import Coding
from terminology.core.requests import Context, ValueSetReference
from terminology.core.value_sets import ValueSetHeader

Json = dict[str, Any]
THIS, OTHER = (ValueSetHeader(url=f"http://example.org/{name}") for name in ("this", "other"))
RESULT = CompareResult(
    THIS,
    OTHER,
    "subset",
    "It is a sub-set",
    has_expanded=True,
    texts={"common": "a", "extra": "b"},
    counts={"common": 1, "missing": 0, "extra": 1},
    total=1,
    codes=(ComparedCode("extra", Coding("http://example.org/codes", "b", "1", "B")),),
    warnings=("A code is missing",),
)


def read(*values: tuple[str, Any]) -> CompareRequest:
    return compare.read(Parameters(COMPARE, (Parameter(*item) for item in values)), Context(), 1000)


def test_both_value_sets_are_named_by_url_and_version() -> None:
    found = read(("thisUrl", "urn:a"), ("thisVersion", "1"), ("otherUrl", "urn:b|2"), ("list", "extra"), ("count", "5"))
    assert found == CompareRequest(
        ValueSetReference("urn:a", "1"), ValueSetReference("urn:b|2"), kinds=("extra",), count=5
    )


def test_a_value_set_may_be_sent_in_the_request() -> None:
    resource = {"resourceType": "ValueSet", "url": "urn:a", "status": "draft"}
    found = read(("thisValueSet", resource), ("otherUrl", "urn:b"))
    assert found.this.value_set is not None


@pytest.mark.parametrize(
    ("values", "about"),
    [
        ([("otherUrl", "urn:b")], "thisUrl"),
        ([("thisUrl", "urn:a")], "otherUrl"),
        ([("thisUrl", "urn:a"), ("otherUrl", "urn:b"), ("list", "all")], "list"),
    ],
)
def test_missing_or_unknown_values_are_named(values: list[tuple[str, Any]], about: str) -> None:
    with pytest.raises(BadRequest) as refused:
        read(*values)
    assert refused.value.issues[0].expression == (about,)


def test_lists_are_in_the_answer_only_when_they_were_requested(sound: Callable[[Json], Json]) -> None:
    short = [item["name"] for item in sound(compare.write(RESULT, is_listed=False))["parameter"]]
    assert short == ["result", "message", "performed-expansion", "warning", "common-codes", "extra-codes"]
    long = [item["name"] for item in sound(compare.write(RESULT, is_listed=True))["parameter"]]
    assert long == [*short, "summary", "total", "offset", "code"]


def test_the_answer_is_as_the_operation_defines_it() -> None:
    defined = {item.name: item for item in COMPARE.outputs(R5)}
    for entry in compare.write(RESULT, is_listed=True)["parameter"]:
        known = {part.name for part in defined[entry["name"]].parts}
        assert {part["name"] for part in entry.get("part", ())} <= known
