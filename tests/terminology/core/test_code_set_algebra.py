from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminology.core.bitset import interval
from terminology.core.code_set_algebra import Translation, difference, intersection, share_codes, union
from terminology.core.code_sets import CodeSet
from terminology.core.errors import TimedOut
from terminology.core.issues import Issue
from terminology.index.memory_columns import MemoryColumns
from terminology.providers.generic import GenericCodeSystem, in_memory
from tests.builders.catalogue import code_system_of
from tests.terminology.core.test_code_sets import NEW, OLD, OTHER, codes_in, set_of

codes = st.sets(st.sampled_from("abcdef"))


@given(codes, codes)
def test_sets_of_one_code_system_are_united_intersected_and_subtracted_as_sets_are(
    one: set[str], two: set[str]
) -> None:
    first, second = set_of(one), set_of(two)
    assert sorted(codes_in(*union([first, second], False))) == sorted(one | two)
    assert codes_in(*intersection([first], [second])) == sorted(one & two)
    assert codes_in(*difference([first], [second], False)) == sorted(one - two)


@given(codes, codes)
def test_versions_of_a_code_system_are_compared_code_by_code_unless_they_are_distinguished(
    one: set[str], two: set[str]
) -> None:
    old, new = set_of(one), set_of(two, NEW)
    assert sorted(codes_in(*union([old, new], False))) == sorted(one | two)
    assert sorted(codes_in(*union([old, new], True))) == sorted([*one, *two])
    assert codes_in(*difference([old], [new], False)) == sorted(one - two)
    assert codes_in(*difference([old], [new], True)) == sorted(one)
    assert codes_in(*intersection([old], [new])) == sorted(one & two)


def test_codes_of_another_code_system_are_other_codes() -> None:
    assert Translation([set_of("ab", OTHER)]).ordinals(OLD) == 0
    assert codes_in(*difference([set_of("ab")], [set_of("ab", OTHER)], False)) == ["a", "b"]


def test_unknown_codes_of_a_fragment_vanish_if_all_of_it_is_excluded() -> None:
    complete = CodeSet(OLD, interval(0, 6), may_hold_more=True)
    assert difference([complete], [set_of("a")], False)[0].may_hold_more
    assert difference([complete], [complete], False) == ()
    assert not intersection([complete], [set_of("a")])[0].may_hold_more
    others = CodeSet(OTHER, 1, may_hold_more=True)
    assert intersection([complete], [others]) == ()


def test_possible_codes_of_a_fragment_are_undecided() -> None:
    complete, some = CodeSet(OLD, interval(0, 6), may_hold_more=True), CodeSet(OLD, 1, is_undecided=True)
    left = difference([complete], [some], False)[0]
    assert (left.may_hold_more, left.is_undecided) == (False, True)
    both = intersection([complete], [some])[0]
    assert (both.may_hold_more, both.is_undecided) == (False, True)
    assert difference([some], [complete], False) == ()


@pytest.mark.parametrize("case_sensitive", [True, False])
def test_many_versions_are_united_subtracted_and_intersected_as_two_are(case_sensitive: bool) -> None:
    names = ["abc", "bcd", "cde", "ABd"]
    systems = [
        in_memory(code_system_of(*codes, version=str(number), case_sensitive=case_sensitive))
        for number, codes in enumerate(names)
    ]
    complete = [CodeSet(item, interval(0, item.count)) for item in systems]
    assert codes_in(*union(complete, False)) == list("abcde" if not case_sensitive else "abcdeAB")
    assert codes_in(*difference(complete[:1], complete[1:], False)) == (["a"] if case_sensitive else [])
    assert codes_in(*intersection(complete[3:], complete[:3])) == (["d"] if case_sensitive else list("ABd"))
    assert share_codes(complete)
    assert not share_codes(complete[:1])
    assert codes_in(*difference(complete, complete[:1], True)) == list("bcdcdeABd")


def test_the_cost_of_sets_in_two_versions_grows_with_their_number() -> None:
    """Each code is visited once, however many includes have its version; timing would be affected by other load."""
    looked: list[int] = []

    class Counted(GenericCodeSystem):
        def codes(self) -> Iterable[str]:
            return (looked.append(1) or code for code in super().codes())  # type: ignore[func-returns-value]

        def ordinal(self, code: str) -> int | None:
            looked.append(1)
            return super().ordinal(code)

    size, costs = 50, []
    columns = [MemoryColumns(code_system_of(*(f"c{i}" for i in range(size)), version=v)) for v in "12"]
    systems = [Counted(item) for item in columns]
    for number in (50, 100, 200):
        looked.clear()
        sets = [CodeSet(systems[i % 2], interval(0, size)) for i in range(number)]
        assert len(codes_in(*union(sets, False))) == size
        assert difference(sets, sets, False) == ()
        assert len(intersection(sets, sets)) == number
        assert share_codes(sets)
        costs.append(len(looked))
    assert costs == [costs[0]] * 3


def test_the_deadline_is_checked_while_versions_are_compared() -> None:
    def passed() -> None:
        raise TimedOut(Issue("error", "timeout", "too long"))

    sets = [set_of("ab"), set_of("ab", NEW)]
    for work in (
        lambda: union(sets, False, passed),
        lambda: difference(sets[:1], sets[1:], False, passed),
        lambda: share_codes(sets, passed),
        lambda: Translation(sets, check_deadline=passed).ordinals(NEW),
    ):
        with pytest.raises(TimedOut):
            work()
