from typing import Any

from terminology.pages.writing.code_changes import SHOWN, code_changes


def value_set(*codes: str, **more: Any) -> dict[str, Any]:
    return {"compose": {"include": [{"system": "s", "concept": [{"code": code} for code in codes]}]}, **more}


def test_codes_that_came_and_went_are_named() -> None:
    found = code_changes(value_set("a", "b"), value_set("b", "c", meta={"versionId": "2"}))
    assert (found.added, found.removed, found.more, found.others) == (("c",), ("a",), 0, False)


def test_other_differences_are_reported() -> None:
    assert code_changes(value_set("a"), value_set("a", title="T")).others


def test_the_first_of_many_are_shown() -> None:
    found = code_changes(value_set(), value_set(*map(str, range(SHOWN + 3))))
    assert (len(found.added), found.more) == (SHOWN, 3)
