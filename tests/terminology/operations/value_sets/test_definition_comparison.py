"""What two definitions decide without expansion."""

import pytest

from terminology.core.value_sets import ValueSet
from terminology.operations.value_sets.definition_comparison import compare_definitions, relation_of
from tests.builders.catalogue import OTHER_SYSTEM, all_of, codes_of, filtered, imports, value_set_of

IS_A = filtered(("concept", "is-a", "a"))
IS_B = filtered(("concept", "is-a", "b"))
PATTERN = filtered(("concept", "regex", "a.*"))


@pytest.mark.parametrize(
    ("this", "other", "expected"),
    [
        (value_set_of(IS_A, codes_of("x", "y")), value_set_of(codes_of("y", "x"), IS_A), "same"),
        (value_set_of(codes_of("x")), value_set_of(codes_of("x", "y")), "subset"),
        (value_set_of(all_of()), value_set_of(codes_of("x")), "superset"),
        (value_set_of(IS_A), value_set_of(all_of(OTHER_SYSTEM)), "disjoint"),
        (value_set_of(all_of(), exclude=(IS_A,)), value_set_of(all_of(), exclude=(IS_A,)), "same"),
    ],
)
def test_written_text_decides(this: ValueSet, other: ValueSet, expected: str) -> None:
    found = compare_definitions(this, other)
    assert found is not None
    assert found.relation == expected


@pytest.mark.parametrize(
    ("this", "other"),
    [
        (value_set_of(IS_A), value_set_of(codes_of("x"))),
        (value_set_of(IS_A), value_set_of(PATTERN)),
        (value_set_of(all_of(version="1")), value_set_of(all_of(version="2"))),
        (value_set_of(imports("urn:x")), value_set_of(all_of())),
        (value_set_of(all_of(), exclude=(IS_A,)), value_set_of(all_of())),
        (value_set_of(all_of(), inactive=False), value_set_of(all_of())),
    ],
)
def test_written_text_does_not_decide(this: ValueSet, other: ValueSet) -> None:
    assert compare_definitions(this, other) is None


def test_the_hierarchy_decides_between_two_subtrees() -> None:
    found = compare_definitions(value_set_of(IS_A), value_set_of(IS_B))
    assert found is not None
    assert found.relation is None


def test_the_codes_of_the_last_system_that_both_enumerate_are_known() -> None:
    this = value_set_of(codes_of("x"), codes_of("y", "z", system=OTHER_SYSTEM))
    found = compare_definitions(this, value_set_of(codes_of("x"), codes_of("z", system=OTHER_SYSTEM)))
    assert found is not None
    assert found.enumerated is not None
    assert (found.enumerated.system, found.enumerated.this) == (OTHER_SYSTEM, {"y", "z"})


def test_nothing_on_either_side_is_empty() -> None:
    assert relation_of([]) == "empty"
