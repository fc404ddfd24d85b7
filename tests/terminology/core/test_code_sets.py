from hypothesis import given
from hypothesis import strategies as st

from terminology.core.bitset import bits_of
from terminology.core.code_sets import CodeSet, members_in, page_of
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


def test_a_set_contains_its_codes() -> None:
    assert "b" in set_of("ab")
    assert "c" not in set_of("ab")
    assert "unheard-of" not in set_of("ab")


def test_the_codes_of_many_concepts_are_those_of_few() -> None:
    assert list(set_of("abcde").codes()) == list("abcde")
    long = in_memory(code_system_of(*(f"c{number:02}" for number in range(40))))
    assert list(set_of({"c01", "c39"}, long).codes()) == ["c01", "c39"]
