import pytest

from terminology.core.value_sets import ValueSet
from tests.builders.catalogue import (
    SYSTEM,
    all_of,
    catalogue_of,
    code_system_of,
    codes_of,
    filtered,
    imports,
    value_set_of,
)
from tests.builders.equipment import EVERYTHING, KNOWN
from tests.builders.operations import expansion_of


def test_a_hierarchy_is_shown_nested() -> None:
    result = expansion_of(KNOWN, EVERYTHING)
    assert [item.code for item in result.contains] == ["E", "K0001"]
    assert [item.code for item in result.contains[0].contains] == ["E01"]
    assert [item.code for item in result.contains[0].contains[0].contains] == ["E0110"]
    assert result.total == 4


def test_a_member_is_nested_below_its_nearest_ancestor() -> None:
    without_middle = value_set_of(filtered(("code", "not-in", "E01")))
    result = expansion_of(KNOWN, without_middle)
    assert [item.code for item in result.contains[0].contains] == ["E0110"]


@pytest.mark.parametrize(
    "value_set",
    [
        value_set_of(codes_of("E", "E01")),
        value_set_of(all_of(), exclude=(codes_of("K0001"),)),
        value_set_of(imports(f"{SYSTEM}?fhir_vs")),
    ],
)
def test_lists_imports_and_exclusions_are_shown_flat(value_set: ValueSet) -> None:
    assert all(not item.contains for item in expansion_of(KNOWN, value_set).contains)


def test_pages_searches_and_explicit_requests_get_a_flat_list() -> None:
    for fields in ({"count": 10}, {"offset": 0}, {"excludes_nested": True}, {"filter": "E"}):
        assert all(not item.contains for item in expansion_of(KNOWN, EVERYTHING, **fields).contains)


def test_a_cyclic_hierarchy_is_shown_flat_and_complete() -> None:
    circle = code_system_of("a", "b", "c", "d", nesting={"a": "b", "b": "a", "c": "c", "d": "c"})
    result = expansion_of(catalogue_of(circle), EVERYTHING)
    assert [item.code for item in result.contains] == ["a", "b", "c", "d"]


def test_a_hierarchy_too_deep_to_read_is_shown_flat() -> None:
    codes = [f"c{number:04}" for number in range(900)]
    chain = code_system_of(*codes, nesting=dict(zip(codes[1:], codes, strict=False)))
    assert [item.code for item in expansion_of(catalogue_of(chain), EVERYTHING).contains] == codes
