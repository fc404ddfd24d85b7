from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from terminology.core.drawn import CHUNK, Drawn

bounds = st.none() | st.integers(-250, 250)


def counting(drawn: list[int]) -> Iterator[int]:
    for number in range(200):
        drawn.append(number)
        yield number


def test_no_more_is_worked_out_than_somebody_looks_at() -> None:
    drawn: list[int] = []
    items = Drawn(counting(drawn), 200)
    assert len(items) == 200
    assert items[10:15] == [10, 11, 12, 13, 14]
    assert len(drawn) <= 15
    assert next(iter(items)) == 0
    assert len(drawn) <= CHUNK + 1


@given(bounds, bounds, st.sampled_from([None, 1, 2, -1, -3]))
def test_it_reads_as_a_list_does(start: int | None, stop: int | None, step: int | None) -> None:
    items = Drawn(iter(range(200)), 200)
    assert items[start:stop:step] == list(range(200))[start:stop:step]
    assert list(items) == list(range(200))


@given(st.integers(-200, 199))
def test_it_is_indexed_as_a_list_is(place: int) -> None:
    assert Drawn(iter(range(200)), 200)[place] == range(200)[place]
