from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from terminology.core.lazy import CHUNK, LazyList, LazyMap

bounds = st.none() | st.integers(-250, 250)


def counting(looked_at: list[int]) -> Iterator[int]:
    for number in range(200):
        looked_at.append(number)
        yield number


def test_only_displayed_facts_are_computed() -> None:
    looked_at: list[int] = []
    items = LazyList(counting(looked_at), 200)
    assert len(items) == 200
    assert items[10:15] == [10, 11, 12, 13, 14]
    assert len(looked_at) <= 15
    assert next(iter(items)) == 0
    assert len(looked_at) <= CHUNK + 1


@given(bounds, bounds, st.sampled_from([None, 1, 2, -1, -3]))
def test_it_reads_as_a_list_does(start: int | None, stop: int | None, step: int | None) -> None:
    items = LazyList(iter(range(200)), 200)
    assert items[start:stop:step] == list(range(200))[start:stop:step]
    assert list(items) == list(range(200))


@given(st.integers(-200, 199))
def test_it_is_indexed_as_a_list_is(place: int) -> None:
    assert LazyList(iter(range(200)), 200)[place] == range(200)[place]


def test_only_accessed_items_are_built() -> None:
    made: list[int] = []

    def make(number: int) -> int:
        made.append(number)
        return number

    items = LazyMap(range(200), make)
    assert len(items) == 200
    assert items[150:153] == [150, 151, 152]
    assert items[7] == next(iter(items)) + 7
    assert made == [150, 151, 152, 7, 0]


@given(bounds, bounds, st.sampled_from([None, 1, 2, -1, -3]))
def test_a_map_reads_as_a_list_does(start: int | None, stop: int | None, step: int | None) -> None:
    items = LazyMap(range(200), str)
    assert items[start:stop:step] == [str(number) for number in range(200)][start:stop:step]
    assert list(items) == [str(number) for number in range(200)]


@given(st.integers(-200, 199))
def test_a_map_is_indexed_as_a_list_is(place: int) -> None:
    assert LazyMap(range(200), str)[place] == str(range(200)[place])
