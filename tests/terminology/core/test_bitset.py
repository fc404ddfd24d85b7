from hypothesis import given
from hypothesis import strategies as st

from terminology.core.bitset import Membership, bits_of, bits_of_many, interval, numbers_in, page

SIZE = 5000
numbers = st.sets(st.integers(0, SIZE - 1))


@given(numbers)
def test_numbers_come_back_the_lowest_first(some: set[int]) -> None:
    assert list(numbers_in(bits_of(some, SIZE))) == sorted(some)


@given(st.lists(st.integers(0, 150)))
def test_few_and_many_numbers_make_the_same_set(some: list[int]) -> None:
    assert bits_of_many(some, 151) == bits_of(some, 151)


@given(numbers, numbers)
def test_sets_are_united_intersected_and_counted_as_integers(some: set[int], others: set[int]) -> None:
    one, other = bits_of(some, SIZE), bits_of(others, SIZE)
    assert list(numbers_in(one | other)) == sorted(some | others)
    assert list(numbers_in(one & ~other)) == sorted(some - others)
    assert (one & other).bit_count() == len(some & others)


@given(numbers, st.integers(0, SIZE), st.none() | st.integers(0, 50))
def test_a_page_is_a_slice_of_the_numbers(some: set[int], offset: int, count: int | None) -> None:
    end = None if count is None else offset + count
    assert page(bits_of(some, SIZE), offset, count) == sorted(some)[offset:end]


@given(st.integers(0, SIZE), st.integers(0, SIZE))
def test_an_interval_ends_before_its_end(first: int, end: int) -> None:
    assert list(numbers_in(interval(first, end))) == list(range(first, end))


@given(numbers, st.integers(0, SIZE * 2))
def test_a_number_is_a_member_if_it_is_in_the_set(some: set[int], number: int) -> None:
    assert (number in Membership(bits_of(some, SIZE))) == (number in some)


def test_a_far_page_of_a_large_set_is_found() -> None:
    assert page(interval(0, 400_000), 399_990, 5) == [399_990, 399_991, 399_992, 399_993, 399_994]
