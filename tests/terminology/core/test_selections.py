import pytest

from terminology.core.errors import NotSupported
from terminology.core.issues import Issue
from terminology.core.selections import Selections


def test_a_set_is_selected_once_as_long_as_there_is_room() -> None:
    asked: list[str] = []

    def select(key: str) -> int:
        return selections.get(key, lambda: asked.append(key) or 1)  # type: ignore[func-returns-value]

    selections = Selections(max_bytes=250)  # of which a small set takes a hundred
    assert [select(key) for key in "aabba"] == [1] * 5
    assert asked == ["a", "b"]
    select("c")
    select("a")
    select("b")
    assert asked == ["a", "b", "c", "b"]


def test_a_set_that_is_too_large_is_selected_each_time() -> None:
    selections = Selections(max_bytes=200)
    found = iter((1 << 2000, 1 << 3000))
    assert [selections.get("a", lambda: next(found)) for _ in range(2)] == [1 << 2000, 1 << 3000]


def test_a_selection_that_fails_is_not_cached() -> None:
    selections = Selections()

    def refuse() -> int:
        raise NotSupported(Issue("error", "not-supported", "no"))

    with pytest.raises(NotSupported):
        selections.get("a", refuse)
    assert selections.get("a", lambda: 3) == 3
