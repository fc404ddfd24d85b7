from hypothesis import given
from hypothesis import strategies as st

from terminology.index.hierarchy import Hierarchy

CODES = "abcdef"
# Any graph of parents at all, cycles and codes above themselves included.
graphs = st.dictionaries(st.sampled_from(CODES), st.lists(st.sampled_from(CODES), unique=True).map(tuple))
code = st.sampled_from(CODES)

FAMILY = Hierarchy(
    ["grandmother", "mother", "father", "child"], {"mother": ("grandmother",), "child": ("mother", "father")}
)


def test_parents_and_children_are_one_step_away() -> None:
    assert FAMILY.parents("child") == ("mother", "father")
    assert FAMILY.children("grandmother") == ("mother",)


def test_descendants_are_everything_below_in_the_order_of_definition() -> None:
    assert FAMILY.descendants("grandmother") == ("mother", "child")
    assert Hierarchy(["c", "b", "a"], {"b": ("a",), "c": ("b",)}).descendants("a") == ("c", "b")


def test_a_code_stands_below_all_of_its_parents() -> None:
    assert FAMILY.descendants("father") == ("child",)
    assert FAMILY.descendants("mother") == ("child",)


def test_an_unknown_code_stands_nowhere() -> None:
    assert FAMILY.descendants("stranger") == FAMILY.children("stranger") == FAMILY.parents("stranger") == ()


@given(graphs, code)
def test_no_code_stands_below_itself_not_even_in_a_cycle(graph: dict[str, tuple[str, ...]], one: str) -> None:
    assert one not in Hierarchy(CODES, graph).descendants(one)


@given(graphs, code, code)
def test_a_child_is_one_whose_parent_it_is(graph: dict[str, tuple[str, ...]], one: str, other: str) -> None:
    hierarchy = Hierarchy(CODES, graph)
    assert (other in hierarchy.children(one)) == (one in hierarchy.parents(other))


def test_a_chain_of_ten_thousand_codes_is_walked_to_its_end() -> None:
    codes = [str(number) for number in range(10_000)]
    chain = Hierarchy(codes, {str(number): (str(number - 1),) for number in range(1, 10_000)})
    assert len(chain.descendants("0")) == 9_999
