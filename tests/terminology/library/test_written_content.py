"""On a real store: commits of one server are seen by another, and checked resources must be unchanged."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from fhir_resources.version import FhirVersion
from terminology.core.errors import Conflict, StoreUnavailable
from terminology.core.issues import Issue
from terminology.library.commits import Author
from terminology.library.compressed_text import text_of
from terminology.library.ports import Store
from terminology.library.store_parts import CommitStore
from terminology.library.written_content import StaleWrite, Write, WrittenContent

AUTHOR = Author("epic", "epic", "key")
START = datetime(2026, 11, 26, 12, tzinfo=UTC)


def write(id: str, expected: int = 0, version: str = "1", title: str = "T") -> Write:
    url = f"https://a.org/{id}"
    resource = {"resourceType": "ValueSet", "id": id, "url": url, "version": version, "title": title, "status": "draft"}
    text = json.dumps(resource)
    return Write("ValueSet", id, "PUT", expected, text, FhirVersion.R5, url, version, "draft")


def gone(id: str, expected: int) -> Write:
    return Write("ValueSet", id, "DELETE", expected, None, FhirVersion.R5)


def content(store: Store, at: datetime = START) -> WrittenContent:
    return WrittenContent(store.commits, lambda: at)


async def test_a_commit_is_seen_by_another(store: Store, another_store: Store) -> None:
    one, other = content(store), content(another_store)
    await one.append([write("a"), write("b")], AUTHOR, "c1", {})
    (delta,) = await other.catch_up()
    assert {item.resource.version.id for item in delta.there} == {"a", "b"}
    assert other.written.number == 1
    assert other.written.log == one.written.log
    assert await other.catch_up() == ()


async def test_old_entries_are_not_read(store: Store, another_store: Store) -> None:
    one, other = content(store), content(another_store)
    for number in range(5):
        await one.append([write("a", number, title=f"T{number}")], AUTHOR, f"c{number}", {})
    await one.append([write("b")], AUTHOR, "cb", {})
    await one.append([gone("b", 1)], AUTHOR, "cc", {})
    (delta,) = await other.catch_up()
    assert [item.resource.version.version_id for item in delta.there] == [5]
    assert len(other.written.log) == 7
    assert other.written.holder("ValueSet", "https://a.org/b", "1") is None


async def test_a_resource_changed_after_the_check_is_not_overwritten(store: Store) -> None:
    """Also if the write names the current head."""
    one = content(store)
    await one.append([write("a")], AUTHOR, "c1", {})
    await one.append([write("b")], AUTHOR, "c2", {})
    with pytest.raises(StaleWrite):
        await one.append([replace(write("b", 1, title="U"), seen=1)], AUTHOR, "c3", {})
    await one.append([replace(write("a", 1, title="U"), seen=1)], AUTHOR, "c4", {})


async def test_nothing_is_written_if_a_checked_resource_changed_in_the_meantime(store: Store) -> None:
    one = content(store)
    await one.append([write("a")], AUTHOR, "c1", {})
    await one.append([write("b")], AUTHOR, "c2", {})
    for name in ("ValueSet https://a.org/b", "ValueSet/b", "ValueSet"):
        with pytest.raises(StaleWrite):
            await one.append([replace(gone("a", 1), seen=1, depends_on=frozenset((name,)))], AUTHOR, "c3", {})
    await one.append([replace(gone("a", 1), seen=1, depends_on=frozenset(("to https://a.org/a",)))], AUTHOR, "c4", {})


async def test_a_refused_write_still_applies_the_writes_of_others(store: Store, another_store: Store) -> None:
    one, other = content(store), content(another_store)
    await one.append([write("a")], AUTHOR, "c1", {})
    assert [[item.resource.version.id for item in delta.there] for delta in one.take()] == [["a"]]
    with pytest.raises(StaleWrite):
        await other.append([write("a")], AUTHOR, "c2", {})
    assert [[item.resource.version.id for item in delta.there] for delta in other.take()] == [["a"]]
    assert other.take() == ()


async def test_a_head_that_moved_is_noticed(store: Store, another_store: Store) -> None:
    one, other = content(store), content(another_store)
    await one.append([write("a")], AUTHOR, "c1", {})
    with pytest.raises(StaleWrite):
        await other.append([write("a")], AUTHOR, "c2", {})
    assert other.written.number == 1
    with pytest.raises(StaleWrite):
        await other.append([write("a", 2)], AUTHOR, "c3", {})
    commit = await other.append([write("a", 1, title="U")], AUTHOR, "c4", {})
    assert commit.versions[0].version_id == 2


async def test_a_type_that_changed_since_is_noticed(store: Store) -> None:
    one = content(store)
    await one.append([write("a")], AUTHOR, "c1", {"ValueSet": 0})
    with pytest.raises(StaleWrite):
        await one.append([write("b")], AUTHOR, "c2", {"ValueSet": 0})
    await one.append([write("b")], AUTHOR, "c3", {"CodeSystem": 0})


async def test_a_url_and_version_is_unique(store: Store, another_store: Store) -> None:
    one, other = content(store), content(another_store)
    await one.append([write("a")], AUTHOR, "c1", {})
    text = json.dumps({"resourceType": "ValueSet", "id": "b", "status": "draft"})
    twin = Write("ValueSet", "b", "PUT", 0, text, FhirVersion.R5, "https://a.org/a", "1", "draft")
    with pytest.raises(Conflict, match="ValueSet/a"):
        await other.append([twin], AUTHOR, "c2", {})


async def test_concurrent_writers_get_numbers_without_gaps(store: Store, another_store: Store) -> None:
    contents = [content(store), content(another_store)]
    locks = [asyncio.Lock(), asyncio.Lock()]

    async def append(number: int) -> int:
        async with locks[number % 2]:  # a content is used by one task at a time
            commit = await contents[number % 2].append([write(f"r{number}")], AUTHOR, f"c{number}", {})
            return commit.number

    numbers = await asyncio.gather(*(append(number) for number in range(30)))
    assert sorted(numbers) == list(range(1, 31))


async def test_a_commit_whose_response_was_lost_exists_once(store: Store) -> None:
    one = content(store)
    commit = await one.append([write("a")], AUTHOR, "c1", {})
    assert await store.commits.append(commit)
    assert len(await store.commits.load_after(0)) == 1


async def test_a_clock_that_is_set_back_does_not_reverse_history(store: Store) -> None:
    one = content(store)
    await one.append([write("a")], AUTHOR, "c1", {})
    one.now = lambda: START - timedelta(days=1)
    commit = await one.append([write("b")], AUTHOR, "c2", {})
    assert commit.at == START


async def test_texts_of_refused_writes_are_deleted(store: Store, another_store: Store) -> None:
    one, other = content(store), content(another_store)
    await one.append([write("a")], AUTHOR, "c1", {})
    with pytest.raises(StaleWrite):
        await other.append([write("a")], AUTHOR, "c2", {})
    from terminology.library.ports import ContentGone

    with pytest.raises(ContentGone):
        await store.commits.load_texts(["c2/0000"])


async def test_a_text_of_several_parts_round_trips(store: Store) -> None:
    text = "x" * 5_000_001
    await store.commits.save_texts({"c/0000": text, "c/0001": "short"})
    loaded = await store.commits.load_texts(["c/0000", "c/0001"])
    assert {key: text_of(item) for key, item in loaded.items()} == {"c/0000": text, "c/0001": "short"}


class LostBetween:
    """A store that becomes unavailable when the texts of a commit are written."""

    def __init__(self, store: CommitStore) -> None:
        self._store = store
        self.is_lost = False

    def __getattr__(self, name: str) -> Any:
        if self.is_lost:
            raise StoreUnavailable(Issue("error", "transient", "The store is away"))
        return getattr(self._store, name)

    async def save_texts(self, texts: Mapping[str, str]) -> None:
        await self._store.save_texts(texts)
        self.is_lost = True


async def test_a_store_that_is_lost_between_the_halves_of_a_write_has_nothing_of_it(
    store: Store, another_store: Store
) -> None:
    losing = cast(CommitStore, LostBetween(store.commits))
    one, other = WrittenContent(losing, lambda: START), content(another_store)
    with pytest.raises(StoreUnavailable):
        await one.append([write("a"), write("b")], AUTHOR, "c1", {})
    await other.catch_up()
    assert (other.written.number, other.written.resources) == (0, {})
    one.store = store.commits
    commit = await one.append([write("a", title="again")], AUTHOR, "c2", {})
    assert (commit.number, commit.versions[0].version_id) == (1, 1)
    await other.catch_up()
    assert [entry.text_key for entry in other.written.log] == ["c2/0000"]
