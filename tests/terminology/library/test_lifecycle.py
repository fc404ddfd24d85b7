"""The table of the lifecycle, cell by cell."""

from typing import Any

import pytest

from terminology.core.errors import BrokenRule, Conflict
from terminology.library.lifecycle import check_change, check_delete, check_new, is_same

Json = dict[str, Any]


def value_set(status: str, **more: Any) -> Json:
    return {
        "resourceType": "ValueSet",
        "url": "https://a.org/v",
        "version": "1",
        "status": status,
        "date": "2026-01-01",
        "compose": {"include": [{"system": "https://a.org/c"}]},
    } | more


CONTENT = {"compose": {"include": [{"system": "https://a.org/d"}]}}
METADATA = {"title": "T"}
MOVED = {"title": "T", "date": "2026-02-01"}


@pytest.mark.parametrize(
    ("stored", "becomes", "change", "is_allowed"),
    [
        ("draft", "draft", CONTENT, True),
        ("draft", "draft", METADATA, True),
        ("draft", "draft", {"version": "2"}, True),
        ("draft", "active", CONTENT, True),
        ("draft", "retired", {}, True),
        ("unknown", "draft", CONTENT, True),
        ("active", "active", CONTENT | MOVED, False),
        ("active", "active", METADATA, False),
        ("active", "active", MOVED, True),
        ("active", "active", MOVED | {"version": "2"}, False),
        ("active", "active", MOVED | {"url": "https://a.org/w"}, False),
        ("active", "draft", {}, False),
        ("active", "unknown", {}, False),
        ("active", "retired", {}, True),
        ("active", "retired", CONTENT, False),
        ("retired", "retired", MOVED, False),
        ("retired", "active", {}, False),
        ("retired", "draft", {}, False),
    ],
)
def test_a_state_allows_the_changes_in_the_table(stored: str, becomes: str, change: Json, is_allowed: bool) -> None:
    old, new = value_set(stored), value_set(becomes, **change)
    if is_allowed:
        check_change(old, new)
    else:
        with pytest.raises(BrokenRule):
            check_change(old, new)


@pytest.mark.parametrize(
    ("status", "is_forced", "is_allowed"),
    [
        ("draft", False, True),
        ("unknown", False, True),
        ("active", False, False),
        ("retired", False, False),
        ("active", True, True),
    ],
)
def test_only_drafts_are_deleted_without_force(status: str, is_forced: bool, is_allowed: bool) -> None:
    if is_allowed:
        check_delete("ValueSet", status, is_forced)
    else:
        with pytest.raises(Conflict):
            check_delete("ValueSet", status, is_forced)


@pytest.mark.parametrize(
    "resource",
    [
        {"resourceType": "ValueSet", "status": "draft"},
        {"resourceType": "ValueSet", "status": "draft", "url": "https://a.org/v|1"},
        {"resourceType": "CodeSystem", "status": "draft", "url": "https://a.org/c", "content": "supplement"},
    ],
)
def test_resources_that_cannot_be_referenced_are_refused(resource: Json) -> None:
    with pytest.raises(BrokenRule):
        check_new(resource)


def test_server_assigned_elements_make_no_difference() -> None:
    one = value_set("draft", id="a", meta={"versionId": "1", "profile": ["p"]})
    assert is_same(one, one | {"id": "b", "meta": {"versionId": "2", "profile": ["p"]}})
    assert not is_same(one, one | {"meta": {"versionId": "1"}})
    assert not is_same(one, one | {"title": "T"})
