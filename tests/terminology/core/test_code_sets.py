from hypothesis import given
from hypothesis import strategies as st

from terminology.core.bitset import bits_of, interval
from terminology.core.code_sets import CodeSet, intersected, members_in, page_of, subtracted, translated, united
from terminology.core.value_sets import ConceptReference
from terminology.providers.generic import GenericCodeSystem, in_memory
from tests.builders.catalogue import code_system_of

OLD, NEW = in_memory(code_system_of(*"abcdef", version="1")), in_memory(code_system_of(*"fedcbag", version="2"))
OTHER = in_memory(code_system_of(*"abc", url="http://example.org/other"))
codes = st.sets(st.sampled_from("abcdef"))


def set_of(found: set[str] | str, code_system: GenericCodeSystem = OLD) -> CodeSet:
    ordinals = [ordinal for code in found if (ordinal := code_system.ordinal(code)) is not None]
    return CodeSet(code_system, bits_of(ordinals, code_system.count))


def codes_in(*sets: CodeSet) -> list[str]:
    return [item.concept(ordinal).code for item, ordinal, _ in page_of(sets, 0, None)]


@given(codes, codes)
def test_sets_of_one_code_system_are_united_intersected_and_subtracted_as_sets_are(
    one: set[str], two: set[str]
) -> None:
    first, second = set_of(one), set_of(two)
    assert sorted(codes_in(*united([first, second], False))) == sorted(one | two)
    assert codes_in(*intersected([first], [second])) == sorted(one & two)
    assert codes_in(*subtracted([first], [second], False)) == sorted(one - two)


@given(codes, codes)
def test_versions_of_a_code_system_are_compared_code_by_code_unless_they_are_told_apart(
    one: set[str], two: set[str]
) -> None:
    old, new = set_of(one), set_of(two, NEW)
    assert sorted(codes_in(*united([old, new], False))) == sorted(one | two)
    assert sorted(codes_in(*united([old, new], True))) == sorted([*one, *two])
    assert codes_in(*subtracted([old], [new], False)) == sorted(one - two)
    assert codes_in(*subtracted([old], [new], True)) == sorted(one)
    assert codes_in(*intersected([old], [new])) == sorted(one & two)


def test_codes_of_another_code_system_are_other_codes() -> None:
    assert translated([set_of("ab", OTHER)], OLD) == 0
    assert codes_in(*subtracted([set_of("ab")], [set_of("ab", OTHER)], False)) == ["a", "b"]


def test_enumerated_codes_come_in_the_order_of_the_list_each_once() -> None:
    first, again, b = ConceptReference("c"), ConceptReference("c", "again"), ConceptReference("b")
    listed = CodeSet(OLD, bits_of([1, 2], 6), ((2, first), (1, b), (2, again)))
    assert listed.in_order() == ((2, first), (1, b))
    assert listed.page(1, 5) == ((1, b),)
    assert listed.references(2) == (first, again)
    assert listed.difference(1 << 2).in_order() == ((1, b),)


@given(codes, codes, st.integers(0, 14), st.none() | st.integers(0, 14))
def test_a_page_is_a_slice_of_all(one: set[str], two: set[str], offset: int, count: int | None) -> None:
    sets = (set_of(one), set_of(two, NEW))
    found = [item.concept(ordinal).code for item, ordinal, _ in page_of(sets, offset, count)]
    assert found == codes_in(*sets)[offset : None if count is None else offset + count]
    assert members_in(sets) == len(codes_in(*sets))


def test_what_a_fragment_may_hold_besides_is_gone_where_all_of_it_is_excluded() -> None:
    whole = CodeSet(OLD, interval(0, 6), may_hold_more=True)
    assert subtracted([whole], [set_of("a")], False)[0].may_hold_more
    assert subtracted([whole], [whole], False) == ()
    assert not intersected([whole], [set_of("a")])[0].may_hold_more


def test_a_set_knows_its_codes() -> None:
    assert "b" in set_of("ab")
    assert "c" not in set_of("ab")
    assert "unheard-of" not in set_of("ab")
