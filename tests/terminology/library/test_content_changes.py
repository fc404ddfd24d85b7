from typing import Any

import pytest

from terminology.library.content_changes import differences

SET: dict[str, Any] = {"id": "a", "title": "A", "compose": {"include": [{"system": "s", "concept": [{"code": "A"}]}]}}


def test_metadata_of_the_resource_is_not_a_difference() -> None:
    assert differences(SET, SET | {"id": "b", "meta": {"versionId": "2"}, "text": {"div": "x"}}) == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": "B"}, "title: 'A' became 'B'"),
        ({"title": None}, "title: 'A' became nothing"),
        ({"title": "x" * 100}, f"title: 'A' became '{'x' * 60}…'"),
        ({"compose": {"include": []}}, "compose.include: 1 entries became 0"),
        (
            {"compose": {"include": [{"system": "s", "concept": [{"code": "B"}]}]}},
            "compose.include[0].concept[0].code: 'A' became 'B'",
        ),
    ],
)
def test_a_difference_is_named_with_its_place_and_both_values(change: dict[str, Any], message: str) -> None:
    assert differences(SET, SET | change) == (message,)


def test_the_first_of_many_differences_are_named() -> None:
    assert len(differences({"a": list(range(100))}, {"a": list(range(1, 101))})) == 10
