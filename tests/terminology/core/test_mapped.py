from hypothesis import given
from hypothesis import strategies as st

from terminology.core.mapped import Mapped

bounds = st.none() | st.integers(-250, 250)


def test_only_what_somebody_looks_at_is_made() -> None:
    made: list[int] = []

    def make(number: int) -> int:
        made.append(number)
        return number

    items = Mapped(range(200), make)
    assert len(items) == 200
    assert items[150:153] == [150, 151, 152]
    assert items[7] == next(iter(items)) + 7
    assert made == [150, 151, 152, 7, 0]


@given(bounds, bounds, st.sampled_from([None, 1, 2, -1, -3]))
def test_it_reads_as_a_list_does(start: int | None, stop: int | None, step: int | None) -> None:
    items = Mapped(range(200), str)
    assert items[start:stop:step] == [str(number) for number in range(200)][start:stop:step]
    assert list(items) == [str(number) for number in range(200)]


@given(st.integers(-200, 199))
def test_it_is_indexed_as_a_list_is(place: int) -> None:
    assert Mapped(range(200), str)[place] == str(range(200)[place])
