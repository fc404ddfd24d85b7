"""Parameters by name, from queries and from Parameters resources, and the messages for invalid ones."""

from collections.abc import Callable
from time import thread_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhir_resources.operation_definitions import EXPAND, LOOKUP, SUBSUMES, VALUE_SET_VALIDATE_CODE
from fhir_resources.parameters import (
    Parameter,
    Parameters,
    agreed,
    parameters_from_query,
    parameters_from_resource,
    required,
)
from terminology.core.errors import BadRequest, NotSupported
from terminology.core.issues import Issue
from terminology.core.model import Coding

Json = dict[str, Any]
J3111 = {"system": "http://example.org/hcpcs", "code": "J3111", "version": "2025-10", "display": "Injection"}
STRUCTURE = "is a structure: send it with POST, in a Parameters resource"


def asked(**given: str) -> Parameters:
    return Parameters(EXPAND, parameters_from_query(given.items()))


def posted(*entries: Json) -> Parameters:
    return Parameters(EXPAND, parameters_from_resource({"resourceType": "Parameters", "parameter": list(entries)}))


def refusal(read: Callable[[], object]) -> Issue:
    with pytest.raises(BadRequest) as error:
        read()
    (issue,) = error.value.issues
    assert issue.code in ("invalid", "required")
    assert issue.details_code == "invalid-data"
    return issue


@pytest.mark.parametrize("type_", ["String", "Uri", "Canonical", "Url", "Code", "Markdown", "Id", "Oid"])
def test_a_text_is_read_by_its_name_whatever_the_type_of_its_json(type_: str) -> None:
    assert posted({"name": "url", f"value{type_}": "http://example.org/vs"}).text("url") == "http://example.org/vs"


def test_a_query_says_the_same_as_a_resource() -> None:
    assert asked(filter="walker", count="10", activeOnly="true").items == (
        Parameter("filter", "walker"),
        Parameter("count", "10"),
        Parameter("activeOnly", "true"),
    )


def test_names_that_begin_with_an_underscore_are_not_the_operations() -> None:
    assert parameters_from_query([("_format", "json"), ("filter", "cane")]) == (Parameter("filter", "cane"),)


@pytest.mark.parametrize("entry", [{"valueBoolean": True}, {"valueString": "true"}, {"valueCode": "true"}])
def test_a_boolean_is_a_boolean_or_its_text(entry: Json) -> None:
    assert posted({"name": "activeOnly", **entry}).boolean("activeOnly") is True


@pytest.mark.parametrize("text", ["yes", "1", "TRUE", "true "])
def test_other_words_are_not_boolean(text: str) -> None:
    issue = refusal(lambda: asked(activeOnly=text).boolean("activeOnly"))
    assert issue.text == f"The parameter activeOnly must be true or false, not '{text}'"
    assert issue.expression == ("activeOnly",)


@pytest.mark.parametrize("entry", [{"valueInteger": 7}, {"valueString": "7"}, {"valueUnsignedInt": 7}])
def test_an_integer_is_a_number_or_its_text(entry: Json) -> None:
    assert posted({"name": "count", **entry}).integer("count") == 7


@pytest.mark.parametrize("text", ["ten", "1.5", "1e3", "1_000", "0x10", "٥", "--1"])
def test_a_non_integer_is_refused(text: str) -> None:
    issue = refusal(lambda: asked(count=text).integer("count"))
    assert issue.text == f"The parameter count must be a whole number, not '{text}'"


@pytest.mark.parametrize("value", [True, 1.5])
def test_json_of_another_type_is_not_an_integer(value: object) -> None:
    issue = refusal(lambda: posted({"name": "count", "valueInteger": value}).integer("count"))
    assert "must be a whole number" in issue.text


def test_a_negative_number_is_refused() -> None:
    assert refusal(lambda: asked(count="-1").integer("count")).text == (
        "The parameter count must not be negative, and is -1"
    )


@pytest.mark.parametrize("text", ["2147483648", "9" * 5000])
def test_a_number_beyond_fhirs_integers_is_refused(text: str) -> None:
    issue = refusal(lambda: asked(count=text).integer("count"))
    assert issue.text == "The parameter count must be 2147483647 at most"


@given(st.integers(0, 2**31 - 1))
def test_every_integer_of_fhir_that_is_not_negative_is_read(number: int) -> None:
    assert asked(count=str(number)).integer("count") == number
    assert posted({"name": "count", "valueInteger": number}).integer("count") == number


def test_zeros_in_front_do_not_count() -> None:
    assert asked(count="0" * 5000 + "7").integer("count") == 7
    assert asked(count="0").integer("count") == 0


def test_an_empty_value_is_the_same_as_none() -> None:
    empty = asked(filter="", count="", activeOnly="", url="", property="")
    assert empty.text("filter") is None
    assert empty.integer("count") is None
    assert empty.boolean("activeOnly") is None
    assert empty.texts("property") == ()


def test_absent_values_are_none_or_empty() -> None:
    none = asked()
    assert none.text("url") is None
    assert none.boolean("activeOnly") is None
    assert none.integer("count") is None
    assert none.resource("valueSet") is None
    assert none.resources("tx-resource") == ()
    assert none.texts("property") == ()


def test_an_entry_without_a_value_counts_as_absent() -> None:
    assert posted({"name": "url"}, {"name": "url", "valueUri": "http://example.org/vs"}).text("url") is not None


def test_the_same_value_twice_is_reported_once() -> None:
    twice = Parameters(EXPAND, parameters_from_query([("filter", "cane"), ("filter", "cane")]))
    assert twice.text("filter") == "cane"


@pytest.mark.parametrize(
    ("name", "text", "value"), [("count", "5", {"valueInteger": 5}), ("activeOnly", "true", {"valueBoolean": True})]
)
def test_the_same_value_in_the_query_and_in_the_body_is_reported_once(name: str, text: str, value: Json) -> None:
    both = Parameters(EXPAND, (*asked(**{name: text}).items, *posted({"name": name, **value}).items))
    assert both.text(name) == text


def test_contradicting_values_are_refused_by_name() -> None:
    twice = Parameters(EXPAND, parameters_from_query([("filter", "cane"), ("filter", "walker"), ("filter", "cane")]))
    issue = refusal(lambda: twice.text("filter"))
    assert issue.text == "The parameter filter was repeated with different values, 3 in all"
    assert issue.expression == ("filter",)


def test_true_and_the_number_one_contradict_each_other() -> None:
    with pytest.raises(BadRequest):
        posted({"name": "count", "valueInteger": 1}, {"name": "count", "valueBoolean": True}).integer("count")


def test_many_contradicting_values_are_refused_at_once() -> None:
    many = Parameters(EXPAND, (Parameter("filter", f"text {number}") for number in range(100_000)))
    start = thread_time()
    refusal(lambda: many.text("filter"))
    assert thread_time() - start < 10  # each compared with every other would take minutes


def test_a_parameter_that_repeats_gives_all_its_values_in_order() -> None:
    several = Parameters(EXPAND, parameters_from_query([("property", "b"), ("property", "a"), ("property", "b")]))
    assert several.texts("property") == ("b", "a", "b")


@pytest.mark.parametrize("value", [J3111, [J3111]])
def test_a_structure_is_not_a_string(value: object) -> None:
    issue = refusal(lambda: Parameters(EXPAND, [Parameter("filter", value)]).text("filter"))
    assert issue.text == "The parameter filter must be a simple value"


def test_a_coding_is_read_completely() -> None:
    parameters = Parameters(LOOKUP, [Parameter("coding", J3111)])
    assert parameters.coding("coding") == Coding("http://example.org/hcpcs", "J3111", "2025-10", "Injection")


def test_a_coding_with_a_wrong_part_is_refused_where_it_is_wrong() -> None:
    with pytest.raises(BadRequest) as error:
        Parameters(LOOKUP, [Parameter("coding", {"code": 5})]).coding("coding")
    assert error.value.issues[0].expression == ("coding.code",)


def test_a_codeable_concept_stays_json() -> None:
    concept = {"coding": [J3111], "text": "an injection"}
    parameters = Parameters(VALUE_SET_VALIDATE_CODE, [Parameter("codeableConcept", concept)])
    assert parameters.codeable_concept("codeableConcept") == concept


def test_a_structure_in_a_query_is_refused_with_the_way_to_send_it() -> None:
    concept = Parameters(VALUE_SET_VALIDATE_CODE, parameters_from_query([("codeableConcept", "J3111")]))
    coding = Parameters(LOOKUP, parameters_from_query([("coding", "http://example.org|J3111")]))
    resource = asked(valueSet="http://example.org/vs")
    resources = Parameters(EXPAND, parameters_from_query([("tx-resource", "{}")]))
    assert STRUCTURE in refusal(lambda: concept.codeable_concept("codeableConcept")).text
    assert STRUCTURE in refusal(lambda: coding.coding("coding")).text
    assert STRUCTURE in refusal(lambda: resource.resource("valueSet")).text
    assert STRUCTURE in refusal(lambda: resources.resources("tx-resource")).text


def test_resources_come_in_their_order() -> None:
    first, second = {"resourceType": "ValueSet", "url": "a"}, {"resourceType": "CodeSystem", "url": "b"}
    parameters = posted({"name": "tx-resource", "resource": first}, {"name": "tx-resource", "resource": second})
    assert parameters.resources("tx-resource") == (first, second)


def test_parts_are_parameters_of_a_parameter() -> None:
    part = {"name": "match", "part": [{"name": "code", "valueCode": "a"}, {"name": "deeper", "part": []}]}
    (item,) = parameters_from_resource({"resourceType": "Parameters", "parameter": [part]})
    assert item == Parameter("match", None, (Parameter("code", "a"), Parameter("deeper")))


def test_reading_an_undefined_parameter_is_a_programming_error() -> None:
    with pytest.raises(KeyError, match="CodeSystem-subsumes does not define the parameter filter"):
        Parameters(SUBSUMES, []).text("filter")


def test_undefined_parameters_can_be_listed() -> None:
    assert Parameters(SUBSUMES, []).defines("codeA")
    assert not Parameters(SUBSUMES, []).defines("filter")


@pytest.mark.parametrize("name", ["context", "contextDirection"])
def test_a_parameter_that_is_not_supported_is_refused_by_name(name: str) -> None:
    with pytest.raises(NotSupported) as error:
        asked(url="http://example.org/vs", **{name: "Patient.gender"})
    (issue,) = error.value.issues
    assert issue == Issue(
        "error", "not-supported", f"The parameter {name} is not supported by $expand", None, expression=(name,)
    )


def test_an_empty_parameter_that_is_not_supported_asks_for_nothing() -> None:
    assert asked(context="").defines("context")


def test_an_unknown_parameter_is_ignored() -> None:
    assert asked(unheardOf="yes", filter="cane").text("filter") == "cane"


@pytest.mark.parametrize(
    "resource",
    [
        {"resourceType": "Bundle"},
        {},
        {"resourceType": "Parameters", "parameter": {"name": "url"}},
        {"resourceType": "Parameters", "parameter": ["url"]},
        {"resourceType": "Parameters", "parameter": [{"valueString": "x"}]},
        {"resourceType": "Parameters", "parameter": [{"name": 5}]},
        {"resourceType": "Parameters", "parameter": [{"name": "url", "valueUri": "a", "valueString": "b"}]},
        {"resourceType": "Parameters", "parameter": [{"name": "url", "part": 5}]},
        {"resourceType": "Parameters", "parameter": [{"name": "url", "part": None}]},
        {"resourceType": "Parameters", "parameter": [{"name": "url", "part": ["x"]}]},
    ],
)
def test_only_a_parameters_resource_is_accepted(resource: Json) -> None:
    refusal(lambda: parameters_from_resource(resource))


@pytest.mark.parametrize("depth", [100, 10_000])
def test_parameters_nested_beyond_measure_are_refused(depth: int) -> None:
    entry: Json = {"name": "innermost"}
    for _ in range(depth):
        entry = {"name": "outer", "part": [entry]}
    issue = refusal(lambda: parameters_from_resource({"resourceType": "Parameters", "parameter": [entry]}))
    assert issue.text == "Parameters are nested more than 16 deep, the maximum"


def test_ten_thousand_parameters_side_by_side_are_read() -> None:
    entries = [{"name": "property", "valueCode": str(number)} for number in range(10_000)]
    assert len(posted(*entries).texts("property")) == 10_000


@pytest.mark.parametrize("text", [None, ""])
def test_a_parameter_that_must_be_there_is_named_when_it_is_missing(text: str | None) -> None:
    issue = refusal(lambda: required("code", text))
    assert issue.code == "required"
    assert issue.text == "The parameter code is missing"
    assert issue.expression == ("code",)


def test_a_parameter_that_is_there_is_its_text() -> None:
    assert required("code", "J3111") == "J3111"


def test_either_of_two_equivalent_parameters_is_accepted() -> None:
    assert agreed(("code", "a"), ("coding", None)) == "a"
    assert agreed(("code", None), ("coding", "a")) == "a"
    assert agreed(("code", "a"), ("coding", "a")) == "a"
    assert agreed(("code", None), ("coding", None)) is None


def test_both_contradictory_parameters_are_named() -> None:
    issue = refusal(lambda: agreed(("code", "a"), ("coding", "b")))
    assert issue.text == "The parameters code and coding contradict each other: 'a' and 'b'"
    assert issue.expression == ("code", "coding")
