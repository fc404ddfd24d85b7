from hypothesis import given
from hypothesis import strategies as st

from terminology.index.bits import bits_of, numbers_in

SIZE = 5000
numbers = st.sets(st.integers(0, SIZE - 1))


@given(numbers)
def test_numbers_come_back_the_lowest_first(some: set[int]) -> None:
    assert list(numbers_in(bits_of(some, SIZE))) == sorted(some)


@given(numbers, numbers)
def test_sets_are_united_intersected_and_counted_as_integers(some: set[int], others: set[int]) -> None:
    one, other = bits_of(some, SIZE), bits_of(others, SIZE)
    assert list(numbers_in(one | other)) == sorted(some | others)
    assert list(numbers_in(one & ~other)) == sorted(some - others)
    assert (one & other).bit_count() == len(some & others)
