import asyncio
import time
from datetime import timedelta
from pathlib import Path

import pytest
from pymongo import MongoClient

from terminology.core.errors import StoreUnavailable
from terminology.library.ports import NoStore
from terminology.store.column_files import ColumnFiles
from terminology.store.column_process import FromStore, build_in_subprocess
from terminology.store.concepts import owner_of
from terminology.store.connection import Watch
from terminology.store.indexes import PUBLICATION
from terminology.store.mongo_store import MongoStore
from tests.contracts.store import NOON, StoreContract, letters, publish, record_of, withdraw


class TestMongoStore(StoreContract):
    """Every statement of the contract, on each server."""


def owners(store_uri: str, database: str) -> dict[str, list[str]]:
    """Which imports wrote a document of a concept, by code."""
    names = {owner_of(id): id for id in ("i1", "i2", "i3", "i4")}
    found: dict[str, list[str]] = {}
    with MongoClient(store_uri) as client:
        for item in client[database].concepts.find():
            found.setdefault(item["code"], []).append(names[item["owner"]])
    return found


async def test_one_document_stores_a_concept_for_all_its_releases(
    store: MongoStore, store_uri: str, database: str
) -> None:
    await publish(store, "i1", letters("2025-07", "ab"))
    await publish(store, "i2", letters("2025-10", "bc"))
    assert owners(store_uri, database) == {"a": ["i1"], "b": ["i1"], "c": ["i2"]}


async def test_shared_documents_survive_the_removal_of_a_release(
    store: MongoStore, store_uri: str, database: str
) -> None:
    await publish(store, "i1", letters("2025-07", "abc"))
    await publish(store, "i2", letters("2025-10", "bcd"))
    await publish(store, "i3", letters("2026-01", "cde"))
    await withdraw(store, "i1")
    await store.clean(NOON)
    assert owners(store_uri, database) == {"b": ["i1"], "c": ["i1"], "d": ["i2"], "e": ["i3"]}
    await withdraw(store, "i2")
    await store.clean(NOON)
    assert owners(store_uri, database) == {"c": ["i1"], "d": ["i2"], "e": ["i3"]}
    loaded = await store.load_code_systems(["i3"])
    assert [concept.code for concept in loaded["i3"].concepts] == ["c", "d", "e"]


async def test_an_import_may_share_documents_deleted_while_it_is_written(
    store: MongoStore, another_store: MongoStore
) -> None:
    """Its cleanup waits until no pending import may depend on it."""
    await publish(store, "i1", letters("1", "ab"))
    record = record_of("i2", letters("2"))
    await another_store.begin(record)
    await another_store.save_code_system("i2", letters("2", "ab"))
    await withdraw(store, "i1")
    assert await store.clean(NOON - timedelta(hours=1)) == 0
    await another_store.publish([record], lambda published: (*published, record))
    assert await store.clean(NOON - timedelta(hours=1)) == 1
    assert len((await store.load_code_systems(["i2"]))["i2"].concepts) == 2


async def test_only_documents_of_live_imports_are_shared(
    store: MongoStore, another_store: MongoStore, store_uri: str, database: str
) -> None:
    await publish(store, "i1", letters("1", "ab"))
    await withdraw(store, "i1")
    await publish(another_store, "i2", letters("2", "ab"))
    assert owners(store_uri, database) == {"a": ["i1", "i2"], "b": ["i1", "i2"]}
    await store.clean(NOON)
    assert owners(store_uri, database) == {"a": ["i2"], "b": ["i2"]}


async def test_cleanup_leaves_no_document_of_removed_content(store: MongoStore, store_uri: str, database: str) -> None:
    await publish(store, "i1", letters("1"))
    await withdraw(store, "i1")
    await store.clean(NOON)
    with MongoClient(store_uri) as client:
        left = {name: client[database][name].find_one() for name in client[database].list_collection_names()}
    assert {name for name, document in left.items() if document} == {"publication"}


async def test_an_importer_survives_a_cleanup_of_documents_it_was_about_to_share(
    store: MongoStore, another_store: MongoStore
) -> None:
    codes = [chr(number) for number in range(0x4E00, 0x4E00 + 600)]
    await publish(store, "i1", letters("1", "".join(codes)))
    await withdraw(store, "i1")
    record = record_of("i2", letters("2"))
    await another_store.begin(record)
    await asyncio.gather(
        store.clean(NOON - timedelta(hours=1)), another_store.save_code_system("i2", letters("2", "".join(codes)))
    )
    await another_store.publish([record], lambda published: (*published, record))
    assert len((await store.load_code_systems(["i2"]))["i2"].concepts) == 600


async def test_a_change_stream_reports_changes_at_once(store: MongoStore, another_store: MongoStore) -> None:
    if not (await store.connection._database.command("hello")).get("setName"):
        pytest.skip("This store is no replica set, so it has no change streams.")
    await store.change(0.01)
    noticed = asyncio.create_task(store.change(60.0))
    await publish(another_store, "i1", letters("1"))
    async with asyncio.timeout(30):
        await noticed


async def test_while_nothing_changes_time_passes(store: MongoStore) -> None:
    began = time.monotonic()
    for _ in range(3):
        await store.change(0.1)
    assert time.monotonic() - began > 0.29


async def test_after_the_collection_is_dropped_time_passes_and_changes_are_sent_again(
    store: MongoStore, another_store: MongoStore
) -> None:
    await store.change(0.05)
    await store.connection._database.drop_collection(PUBLICATION)
    began = time.monotonic()
    for _ in range(4):
        await store.change(0.1)
    assert time.monotonic() - began > 0.3
    await another_store.open()
    noticed = asyncio.create_task(store.change(5.0))
    await publish(another_store, "i1", letters("1"))
    await noticed
    assert (await store.publication()).imports == ("i1",)


async def test_a_store_without_change_streams_is_looked_at_now_and_then(store: MongoStore, database: str) -> None:
    watch = Watch(store.connection._client[database][PUBLICATION], [{"$noSuchStage": {}}])  # what it refuses
    began = time.monotonic()
    for _ in range(2):
        await store.connection.change(watch, 0.05)
        assert not watch.has_streams
    assert time.monotonic() - began > 0.09


async def test_a_store_that_cannot_be_reached_is_unavailable_in_one_sentence() -> None:
    store = MongoStore(lambda: "mongodb://ann:secret@127.0.0.1:9/?serverSelectionTimeoutMS=100", "test")
    with pytest.raises(StoreUnavailable) as raised:
        await store.open()
    assert str(raised.value) == "The store mongodb://127.0.0.1:9 cannot be reached."
    await store.close()


@pytest.mark.parametrize("uri", ["http://127.0.0.1:9", "mongodb://ann:se@cret@host", "mongodb://host:port", "nonsense"])
async def test_an_invalid_uri_is_refused_without_showing_its_password(uri: str) -> None:
    with pytest.raises(NoStore) as raised:
        await MongoStore(lambda: uri, "test").open()
    assert "The MongoDB URI cannot be used" in str(raised.value)
    assert "cret" not in str(raised.value)


async def test_columns_can_be_built_from_the_store_by_a_process_of_their_own(
    store: MongoStore, store_uri: str, database: str, tmp_path: Path
) -> None:
    saved = letters("1", "ab")
    await publish(store, "i1", saved)
    files = ColumnFiles(tmp_path)
    assert await build_in_subprocess(files, "i1.0", FromStore(store_uri, database, "i1"))
    columns = files.find("i1.0")
    assert columns
    assert tuple(columns.concept(ordinal) for ordinal in range(columns.count)) == saved.concepts
