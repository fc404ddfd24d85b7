from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhir_resources.elements import (
    InvalidResource,
    JsonElement,
    members,
    read_coding,
    read_designation,
    read_extensions,
    read_properties,
    read_resource,
    read_value,
    write_coding,
    write_designation,
    write_extensions,
    write_property,
    write_value,
)
from terminology.core.model import Coding, Designation, Extension, Property, Value

text = st.text(min_size=1)
codings = st.builds(Coding, *[st.none() | text] * 4)
values = st.one_of(
    st.builds(Value, st.sampled_from(["code", "string", "dateTime", "canonical", "integer64"]), text),
    st.builds(Value, st.just("boolean"), st.booleans()),
    st.builds(Value, st.sampled_from(["integer", "positiveInt"]), st.integers()),
    st.builds(Value, st.just("decimal"), st.decimals(-100, 100, places=2)),
    st.builds(Value, st.just("Coding"), codings),
    st.just(Value("Quantity", '{"value":1.50}')),
)
extensions = st.recursive(
    st.builds(Extension, text, values),
    lambda inner: st.builds(Extension, text, st.none(), st.lists(inner, min_size=1, max_size=2).map(tuple)),
    max_leaves=4,
)
designations = st.builds(
    Designation,
    text,
    st.none() | text,
    st.none() | codings,
    st.lists(codings, max_size=2).map(tuple),
    st.lists(extensions, max_size=2).map(tuple),
)


def element(**json: Any) -> JsonElement:
    return JsonElement(json, "CodeSystem")


@given(codings)
def test_a_coding_round_trips(coding: Coding) -> None:
    assert read_coding(element(**write_coding(coding))) == coding


@given(values)
def test_a_value_comes_back_with_its_type(value: Value) -> None:
    assert read_value(element(**write_value(value))) == value


@given(st.lists(extensions, max_size=3).map(tuple))
def test_extensions_round_trip(extensions: tuple[Extension, ...]) -> None:
    assert read_extensions(element(extension=write_extensions(extensions))) == extensions


@given(designations)
def test_a_designation_round_trips(designation: Designation) -> None:
    assert read_designation(element(**write_designation(designation))) == designation


def test_the_type_of_a_value_is_fhirs_own_name() -> None:
    assert read_value(element(valueDateTime="2026-01-01")) == Value("dateTime", "2026-01-01")
    assert read_value(element(versionAlgorithmString="x"), "versionAlgorithm") == Value("string", "x")
    assert read_value(element(valueSet="x", _valueCode={})) is None


def test_a_decimal_value_is_a_decimal_however_it_was_parsed() -> None:
    assert read_value(element(valueDecimal=1)) == read_value(element(valueDecimal=Decimal("1")))


def test_a_property_without_a_value_states_nothing() -> None:
    stated = element(property=[{"code": "a"}, {"code": "b", "valueCode": "c"}])
    assert read_properties(stated) == (Property("b", Value("code", "c")),)
    assert write_property(Property("b", Value("code", "c"))) == {"code": "b", "valueCode": "c"}


def test_members_omits_absent_values_and_keeps_false() -> None:
    assert members(a=None, b=[], c=False, d="") == {"c": False, "d": ""}


@pytest.mark.parametrize(
    ("json", "message"),
    [
        ({"concept": {}}, r"CodeSystem.concept must be an array"),
        ({"concept": [1]}, r"CodeSystem.concept must hold objects"),
        ({"concept": [{}, {"code": 5}]}, r"CodeSystem.concept\[0\].code is missing"),
        ({"concept": [{"code": 5}]}, r"CodeSystem.concept\[0\].code must be a string"),
    ],
)
def test_errors_are_reported_with_their_place(json: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidResource, match=message) as caught:
        [item.required_text("code") for item in element(**json).items("concept")]
    assert caught.value.issues[0].expression[0].startswith("CodeSystem.concept")


@pytest.mark.parametrize(
    "json",
    [{"valueBoolean": "true"}, {"valueInteger": True}, {"valueCode": 1}, {"valueCoding": "a"}, {"valueDecimal": "1"}],
)
def test_a_value_of_the_wrong_json_type_is_refused(json: dict[str, Any]) -> None:
    with pytest.raises(InvalidResource, match=r"CodeSystem\.value"):
        read_value(element(**json))


def test_flags_texts_and_objects_are_checked_too() -> None:
    for read in (JsonElement.boolean, JsonElement.texts, JsonElement.find):
        with pytest.raises(InvalidResource):
            read(element(x=1), "x")
    with pytest.raises(InvalidResource):
        element(x=[1]).texts("x")


@pytest.mark.parametrize("json", [{}, {"resourceType": "Patient"}])
def test_another_resource_type_is_refused(json: dict[str, Any]) -> None:
    with pytest.raises(InvalidResource, match="A ValueSet is expected"):
        read_resource(json, "ValueSet")
