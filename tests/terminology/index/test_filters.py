from decimal import Decimal
from functools import reduce
from operator import and_

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminology.core.bitset import interval, numbers_in
from terminology.core.errors import InvalidValueSet, NotSupported
from terminology.core.model import CodeSystem, Coding, Designation, PropertyDefinition, Value
from terminology.core.requests import no_deadline
from terminology.core.status import CONCEPT_PROPERTIES
from terminology.core.value_sets import Filter
from terminology.index.filters import select
from terminology.index.memory_columns import MemoryColumns
from terminology.index.property_texts import text_of
from tests.builders.catalogue import code_system_of, concept_of

SHORT = Coding("http://example.org/uses", "short-description")


#           E
#          / \
#       E01   E02
#        |   /
#      E0110     K0001 stands alone
EQUIPMENT = code_system_of(
    concept_of("E", "Durable medical equipment", notSelectable=True),
    concept_of("E01", "Walking aids", Designation("Gehhilfen", "de"), coverage="D", typeOfService=("P", "R")),
    concept_of("E02", "Crutches", coverage="C"),
    concept_of("E0110", "Crutches, forearm, pair", definition="Adjustable or fixed", status="retired"),
    concept_of(
        "K0001", "Standard wheelchair", Designation("WHEELCHAIR STD", use=Coding("uses", "short")), coverage="D"
    ),
    nesting={"E01": "E", "E02": "E", "E0110": ("E01", "E02")},
    properties=(
        PropertyDefinition("coverage", "code"),
        PropertyDefinition("typeOfService", "code"),
        PropertyDefinition("never-stated", "string"),
    ),
)
RENAMING = code_system_of(
    concept_of("A", grouper=True, ended=True, state="retired"),
    concept_of("B", grouper=False, state="active"),
    concept_of("C"),
    properties=(
        PropertyDefinition("grouper", "boolean", CONCEPT_PROPERTIES + "notSelectable"),
        PropertyDefinition("ended", "boolean", CONCEPT_PROPERTIES + "inactive"),
        PropertyDefinition("state", "code", CONCEPT_PROPERTIES + "status"),
    ),
)


def selected(code_system: CodeSystem, *filters: tuple[str, str, str | None]) -> list[str]:
    """The codes that all filters select."""
    columns = MemoryColumns(code_system)
    sets = [select(columns, Filter(*item), "", no_deadline) for item in filters]
    return [columns.code(ordinal) for ordinal in numbers_in(reduce(and_, sets, interval(0, columns.count)))]


@pytest.mark.parametrize(
    ("op", "code", "expected"),
    [
        ("is-a", "E01", ["E01", "E0110"]),
        ("is-a", "E", ["E", "E01", "E02", "E0110"]),
        ("is-a", "K0001", ["K0001"]),
        ("is-a", "none", []),
        ("descendent-of", "E", ["E01", "E02", "E0110"]),
        ("descendent-of", "E0110", []),
        ("descendent-of", "none", []),
        ("child-of", "E", ["E01", "E02"]),
        ("child-of", "none", []),
        ("descendent-leaf", "E", ["E0110"]),
        ("descendent-leaf", "K0001", []),
        ("is-not-a", "E01", ["E", "E02", "K0001"]),
        ("is-not-a", "none", ["E", "E01", "E02", "E0110", "K0001"]),
        ("generalizes", "E0110", ["E", "E01", "E02", "E0110"]),
        ("generalizes", "E", ["E"]),
        ("generalizes", "none", []),
    ],
)
@pytest.mark.parametrize("property", ["concept", "code"])
def test_a_hierarchical_operator_selects_by_place_in_the_hierarchy(
    property: str, op: str, code: str, expected: list[str]
) -> None:
    assert selected(EQUIPMENT, (property, op, code)) == expected


@pytest.mark.parametrize("op", ["is-a", "descendent-of", "descendent-leaf", "child-of", "is-not-a", "generalizes"])
def test_a_hierarchical_operator_on_a_property_is_refused(op: str) -> None:
    with pytest.raises(NotSupported, match=f"'{op}'.*'coverage'"):
        selected(EQUIPMENT, ("coverage", op, "D"))


@pytest.mark.parametrize(
    ("property", "op", "value", "expected"),
    [
        ("code", "=", "E01", ["E01"]),
        ("concept", "=", "E01", ["E01"]),
        ("code", "=", "e01", []),
        ("concept", "in", "K0001, E02,E02,none", ["E02", "K0001"]),
        ("code", "not-in", "E,E01,E02", ["E0110", "K0001"]),
        ("code", "regex", "E0[0-9]+", ["E01", "E02", "E0110"]),
        ("code", "regex", "E0", []),
        ("code", "exists", "true", ["E", "E01", "E02", "E0110", "K0001"]),
        ("display", "=", "Crutches", ["E02"]),
        ("display", "=", "Gehhilfen", ["E01"]),
        ("display", "=", "WHEELCHAIR STD", []),
        ("display", "regex", ".*[cC]rutches.*", ["E02", "E0110"]),
        ("display", "regex", ".*STD", []),
        ("definition", "exists", "true", ["E0110"]),
        ("definition", "regex", "Adjustable.*", ["E0110"]),
        ("coverage", "=", "D", ["E01", "K0001"]),
        ("coverage", "in", "C,D", ["E01", "E02", "K0001"]),
        ("coverage", "not-in", "D", ["E", "E02", "E0110"]),
        ("coverage", "exists", "true", ["E01", "E02", "K0001"]),
        ("coverage", "exists", "false", ["E", "E0110"]),
        ("coverage", "regex", "[A-C]", ["E02"]),
        ("typeOfService", "=", "R", ["E01"]),
        ("typeOfService", "not-in", "R", ["E", "E02", "E0110", "K0001"]),
        ("never-stated", "exists", "false", ["E", "E01", "E02", "E0110", "K0001"]),
        ("never-stated", "=", "x", []),
        ("parent", "=", "E02", ["E0110"]),
        ("parent", "exists", "false", ["E", "K0001"]),
        ("child", "=", "E0110", ["E01", "E02"]),
        ("child", "exists", "false", ["E0110", "K0001"]),
    ],
)
def test_a_comparing_operator_selects_by_code_display_definition_or_property(
    property: str, op: str, value: str, expected: list[str]
) -> None:
    assert selected(EQUIPMENT, (property, op, value)) == expected


@pytest.mark.parametrize(
    ("property", "value", "expected"),
    [
        ("notSelectable", "true", ["E"]),
        ("inactive", "true", ["E0110"]),
        ("inactive", "false", ["E", "E01", "E02", "K0001"]),
        ("status", "retired", ["E0110"]),
    ],
)
def test_a_standard_property_needs_no_declaration(property: str, value: str, expected: list[str]) -> None:
    assert selected(EQUIPMENT, (property, "=", value)) == expected


@pytest.mark.parametrize(
    ("property", "value", "expected"),
    [
        ("notSelectable", "true", ["A"]),
        ("grouper", "true", ["A"]),
        ("grouper", "false", ["B"]),
        ("inactive", "true", ["A"]),
        ("inactive", "false", ["B", "C"]),
        ("ended", "true", ["A"]),
        ("status", "active", ["B"]),
        ("state", "active", ["B"]),
    ],
)
def test_a_renamed_standard_property_is_known_by_both_its_names(property: str, value: str, expected: list[str]) -> None:
    assert selected(RENAMING, (property, "=", value)) == expected


def test_several_filters_restrict_each_other() -> None:
    assert selected(EQUIPMENT, ("concept", "is-a", "E"), ("coverage", "=", "D")) == ["E01"]
    assert selected(EQUIPMENT, ("concept", "is-a", "E01"), ("concept", "is-a", "E02")) == ["E0110"]
    assert selected(EQUIPMENT, ("concept", "is-a", "E"), ("concept", "is-not-a", "E01")) == ["E", "E02"]


def test_no_filter_leaves_nothing_out() -> None:
    assert selected(EQUIPMENT) == ["E", "E01", "E02", "E0110", "K0001"]


def test_the_value_of_a_hierarchical_filter_is_a_code_in_any_case_where_case_does_not_count() -> None:
    animals = code_system_of("Animal", "Cat", nesting={"Cat": "Animal"}, case_sensitive=False)
    assert selected(animals, ("concept", "is-a", "ANIMAL")) == ["Animal", "Cat"]


@pytest.mark.parametrize("value", [None, ""])
@pytest.mark.parametrize("op", ["=", "is-a", "regex", "in"])
def test_a_filter_without_a_value_is_an_error_with_its_location(op: str, value: str | None) -> None:
    with pytest.raises(InvalidValueSet) as caught:
        select(
            MemoryColumns(EQUIPMENT), Filter("code", op, value), "ValueSet.compose.include[2].filter[1]", no_deadline
        )
    assert caught.value.issues[0].message_id == "UNABLE_TO_HANDLE_SYSTEM_FILTER_WITH_NO_VALUE"
    assert caught.value.issues[0].expression == ("ValueSet.compose.include[2].filter[1]",)


def test_an_operator_that_is_not_one_of_fhir_is_refused() -> None:
    with pytest.raises(NotSupported, match="'like'"):
        selected(EQUIPMENT, ("display", "like", "x"))


def test_a_property_that_the_code_system_does_not_know_is_refused() -> None:
    with pytest.raises(NotSupported, match="'colour'"):
        selected(EQUIPMENT, ("colour", "=", "red"))


def test_a_property_that_is_stated_without_being_declared_is_known() -> None:
    assert selected(code_system_of(concept_of("A", colour="red"), "B"), ("colour", "=", "red")) == ["A"]


@pytest.mark.parametrize(
    ("op", "value", "text"),
    [
        ("exists", "yes", "needs true or false"),
        ("regex", "(", "cannot be read"),
        ("regex", r"(a)\1", "cannot be read"),
        ("regex", "(a{1000}){1000}", "cannot be read"),
        ("regex", "a" * 1025, "longer than 1024"),
    ],
)
def test_a_broken_filter_is_an_error(op: str, value: str, text: str) -> None:
    with pytest.raises(InvalidValueSet, match=text):
        selected(EQUIPMENT, ("code", op, value))


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(a|aa)+b", "(.*a){12}b", "([a-z]+)*[A-Z]", "(a?){40}a{40}b"])
def test_a_pattern_that_explodes_elsewhere_answers_in_linear_time(pattern: str) -> None:
    # Backtracking would take longer than the universe has; the whole test suite would stand still.
    long = "a" * 5_000
    assert selected(code_system_of(long), ("code", "regex", pattern)) == []
    assert selected(code_system_of(long), ("code", "regex", f"({pattern})?a*")) == [long]


@given(st.sampled_from(["is-a", "descendent-of", "child-of", "descendent-leaf"]), st.sampled_from("abcde"), st.data())
def test_every_hierarchical_operator_selects_from_the_descendants(op: str, code: str, data: st.DataObject) -> None:
    nesting = {child: data.draw(st.sampled_from("abcde"[:i])) for i, child in enumerate("abcde") if i}
    tree = code_system_of(*"abcde", nesting=nesting)
    assert set(selected(tree, ("concept", op, code))) <= set(selected(tree, ("concept", "is-a", code)))
    both = selected(tree, ("concept", "is-a", code)) + selected(tree, ("concept", "is-not-a", code))
    assert sorted(both) == list("abcde")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Value("boolean", True), "true"),
        (Value("boolean", False), "false"),
        (Value("integer", 3), "3"),
        (Value("decimal", Decimal("1.50")), "1.50"),
        (Value("Coding", Coding("http://example.org/s", "c")), "c"),
        (Value("Coding", Coding("http://example.org/s")), ""),
        (Value("dateTime", "2025-10-01"), "2025-10-01"),
    ],
)
def test_a_value_is_compared_as_its_text(value: Value, text: str) -> None:
    assert text_of(value) == text
