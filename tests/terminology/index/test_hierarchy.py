from hypothesis import given
from hypothesis import strategies as st

from terminology.core.bitset import numbers_in
from terminology.index.hierarchy import Hierarchy, ends_of_subtrees, walk

COUNT = 6
# Any graph of parents at all, cycles and concepts above themselves included.
ordinals = st.integers(0, COUNT - 1)
graphs = st.dictionaries(ordinals, st.lists(ordinals, unique=True, min_size=1).map(tuple))
# Trees that come depth first: each concept lies below one on the way to the concept before it, or at the top.
trees = st.lists(st.integers(0, COUNT), max_size=COUNT).map(lambda depths: _tree(depths))


def _tree(depths: list[int]) -> dict[int, tuple[int, ...]]:
    parents: dict[int, tuple[int, ...]] = {}
    way: list[int] = []
    for ordinal, depth in enumerate(depths):
        way = way[:depth]
        if way:
            parents[ordinal] = (way[-1],)
        way.append(ordinal)
    return parents


GRANDMOTHER, MOTHER, FATHER, CHILD = range(4)
FAMILY = Hierarchy(4, {MOTHER: (GRANDMOTHER,), CHILD: (MOTHER, FATHER)})


def below(hierarchy: Hierarchy, ordinal: int) -> list[int]:
    return list(numbers_in(hierarchy.descendants(ordinal)))


def test_parents_and_children_are_one_step_away() -> None:
    assert FAMILY.parents(CHILD) == (MOTHER, FATHER)
    assert FAMILY.children(GRANDMOTHER) == (MOTHER,)


def test_descendants_are_everything_below_and_ancestors_everything_above() -> None:
    assert below(FAMILY, GRANDMOTHER) == [MOTHER, CHILD]
    assert below(FAMILY, FATHER) == below(FAMILY, MOTHER) == [CHILD]
    assert list(numbers_in(FAMILY.ancestors(CHILD))) == [GRANDMOTHER, MOTHER, FATHER]


def test_leaves_have_nothing_below_them() -> None:
    assert list(numbers_in(FAMILY.leaves())) == [CHILD]
    assert list(numbers_in(Hierarchy(2, {}).leaves())) == [0, 1]


@given(graphs, ordinals)
def test_no_concept_is_below_itself_even_in_a_cycle(graph: dict[int, tuple[int, ...]], one: int) -> None:
    assert one not in below(Hierarchy(COUNT, graph), one)


@given(graphs, ordinals, ordinals)
def test_a_child_is_one_whose_parent_it_is(graph: dict[int, tuple[int, ...]], one: int, other: int) -> None:
    hierarchy = Hierarchy(COUNT, graph)
    assert (other in hierarchy.children(one)) == (one in hierarchy.parents(other))


@given(graphs, ordinals, ordinals)
def test_descendants_and_ancestors_are_inverse(graph: dict[int, tuple[int, ...]], one: int, other: int) -> None:
    hierarchy = Hierarchy(COUNT, graph)
    if one != other:
        assert (other in below(hierarchy, one)) == (one in list(numbers_in(hierarchy.ancestors(other))))


@given(trees, ordinals)
def test_the_descendants_of_a_tree_concept_are_the_interval_after_it(
    tree: dict[int, tuple[int, ...]], one: int
) -> None:
    hierarchy = Hierarchy(COUNT, tree)
    assert ends_of_subtrees(COUNT, tree) is not None
    children = {each: hierarchy.children(each) for each in range(COUNT)}
    assert hierarchy.descendants(one) == walk(one, children)


def test_a_chain_of_ten_thousand_concepts_is_walked_to_its_end() -> None:
    chain = {ordinal: (ordinal - 1,) for ordinal in range(1, 10_000)}
    assert Hierarchy(10_000, chain).descendants(0).bit_count() == 9_999
    backward = {ordinal: (ordinal + 1,) for ordinal in range(9_999)}
    assert Hierarchy(10_000, backward).descendants(9_999).bit_count() == 9_999
