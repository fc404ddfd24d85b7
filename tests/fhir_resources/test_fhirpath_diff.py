"""The difference of two resources: applied to the first, it gives the second."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fhir_resources import models
from fhir_resources.fhirpath_diff import difference
from fhir_resources.fhirpath_patch import apply_fhirpath_patch, read_fhirpath_patch
from fhir_resources.version import FhirVersion

Json = dict[str, Any]
CONCEPTS = "ValueSet.compose.include[0].concept"


def value_set(codes: str, **more: Any) -> Json:
    concept = [{"code": code} for code in codes]
    include = [{"system": "urn:s", "concept": concept}] if codes else [{"system": "urn:s"}]
    return {"resourceType": "ValueSet", "status": "draft", "compose": {"include": include}, **more}


def steps(old: Json, new: Json) -> list[tuple[str, str]]:
    operations = difference(old, new, FhirVersion.R5).get("parameter", [])
    found = [{part["name"]: part for part in item["part"]} for item in operations]
    return [(parts["type"]["valueCode"], parts["path"]["valueString"]) for parts in found]


def turned(old: Json, new: Json, version: FhirVersion = FhirVersion.R5) -> Json:
    patch = difference(old, new, version)
    assert models.check(patch, version) == ()
    return apply_fhirpath_patch(old, read_fhirpath_patch(patch), version) if patch.get("parameter") else old


def test_a_code_more_is_one_insertion_and_a_code_less_one_deletion() -> None:
    assert steps(value_set("abc"), value_set("xabc")) == [("insert", CONCEPTS)]
    assert steps(value_set("abc"), value_set("ac")) == [("delete", f"{CONCEPTS}[1]")]


def test_a_moved_code_is_deleted_and_inserted() -> None:
    assert steps(value_set("abcd"), value_set("bcda")) == [("delete", f"{CONCEPTS}[0]"), ("insert", CONCEPTS)]


def test_server_assigned_elements_are_not_compared() -> None:
    old = value_set("a", id="1", meta={"versionId": "1"})
    assert difference(old, value_set("a", id="2"), FhirVersion.R5) == {"resourceType": "Parameters"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            {},
            {
                "title": "T",
                "experimental": False,
                "useContext": [{"code": {"code": "a"}, "valueQuantity": {"value": 1}}],
            },
        ),
        ({"title": "T", "url": "urn:a"}, {"title": "U"}),
        ({"versionAlgorithmString": "semver"}, {"versionAlgorithmCoding": {"code": "semver"}}),
        ({"identifier": [{"system": "urn:i", "value": "1"}]}, {"identifier": [{"system": "urn:i", "value": "2"}]}),
        ({"compose": {"include": [{"system": "urn:s", "version": "1"}, {"valueSet": ["urn:v"]}]}}, {"compose": None}),
        ({"compose": None}, {}),
        ({}, {"compose": {"include": [{"system": "urn:s", "filter": [{"property": "p", "op": "=", "value": "v"}]}]}}),
    ],
)
def test_the_steps_make_the_second_of_the_first(old: Json, new: Json) -> None:
    first, second = (
        {name: value for name, value in value_set("ab", **more).items() if value is not None} for more in (old, new)
    )
    assert turned(first, second) == second
    assert turned(second, first) == first


def test_map_differences_use_the_terms_of_their_version() -> None:
    def map_of(target: str) -> Json:
        element = {"code": "a", "target": [{"code": target, "equivalence": "equal"}]}
        group = [{"source": "urn:s", "target": "urn:t", "element": [element]}]
        return {"resourceType": "ConceptMap", "status": "draft", "group": group}

    assert turned(map_of("x"), map_of("y"), FhirVersion.R4) == map_of("y")


@settings(max_examples=60, deadline=None)
@given(st.text("abcd", max_size=8), st.text("abcd", max_size=8))
def test_any_two_lists_of_codes(one: str, other: str) -> None:
    assert turned(value_set(one), value_set(other)) == value_set(other)
