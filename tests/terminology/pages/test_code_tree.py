from collections.abc import Callable

import pytest

from terminology.core.errors import UnknownCode
from terminology.pages.code_tree import DEEPEST, CodeTree, code_tree, path_to
from terminology.pages.context import PageRequest
from terminology.providers.generic import in_memory
from tests.builders.catalogue import code_system_of

Ask = Callable[..., PageRequest]
TREE = in_memory(code_system_of("a", "b", "c", "d", nesting={"b": "a", "c": "b"}, hierarchy_meaning="is-a"))


def tree_of(ask: Ask, **query: str) -> CodeTree:
    found = code_tree(ask("/", **query), TREE)
    assert found is not None
    return found


def test_the_top_level_shows_the_roots_with_their_children(ask: Ask) -> None:
    found = tree_of(ask)
    assert [(item.code, item.below, item.query) for item in found.branches] == [("a", 2, "below=a"), ("d", 0, None)]
    assert found.path == ()


def test_an_open_code_shows_the_way_to_it_and_what_is_directly_below(ask: Ask) -> None:
    found = tree_of(ask, below="b")
    assert [(item.code, item.depth) for item in found.path] == [("a", 0), ("b", 1)]
    assert [(item.code, item.depth) for item in found.branches] == [("c", 2)]


def test_a_code_system_without_a_hierarchy_has_no_tree(ask: Ask) -> None:
    assert code_tree(ask("/"), in_memory(code_system_of("a", "b"))) is None


def test_a_code_that_is_not_there_cannot_be_opened(ask: Ask) -> None:
    with pytest.raises(UnknownCode):
        tree_of(ask, below="<script>")


def test_a_circle_and_a_deep_tree_end() -> None:
    circle = in_memory(code_system_of("a", "b", nesting={"a": "b", "b": "a"}))
    assert path_to(circle, "a") == ("b", "a")
    codes = [f"c{number}" for number in range(50)]
    deep = in_memory(code_system_of(*codes, nesting=dict(zip(codes[1:], codes, strict=False))))
    assert len(path_to(deep, "c49")) == DEEPEST
