from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from terminology.core.bitset import bits_of
from terminology.index.closure import closure_of, reached

SIZE = 9
ordinals = st.integers(0, SIZE - 1)


def turned(parents: Mapping[int, tuple[int, ...]]) -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    for ordinal in sorted(parents):
        for parent in parents[ordinal]:
            children.setdefault(parent, []).append(ordinal)
    return children


@given(st.dictionaries(ordinals, st.lists(ordinals, min_size=1, max_size=3, unique=True).map(tuple)))
def test_the_descendants_of_each_are_those_of_its_children(parents: dict[int, tuple[int, ...]]) -> None:
    children = turned(parents)
    closure = closure_of(SIZE, parents, children)
    assert closure
    for ordinal in range(SIZE):
        below = reached(ordinal, lambda item: children.get(item, ())) - {ordinal}
        assert closure.at(ordinal) == bits_of(below, SIZE)


def test_a_chain_that_is_too_deep_has_no_closure() -> None:
    chain = {ordinal: (ordinal - 1,) for ordinal in range(1, 1000)}
    assert closure_of(1000, chain, turned(chain)) is None
    assert closure_of(1000, chain, turned(chain), above_each=500)


def test_a_large_cycle_has_no_closure_and_is_abandoned_early() -> None:
    circle = {ordinal: ((ordinal - 1) % 5000,) for ordinal in range(5000)}
    assert closure_of(5000, circle, turned(circle)) is None
