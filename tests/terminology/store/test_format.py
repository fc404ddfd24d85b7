from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from terminology.library.compressed_text import compressed_text
from terminology.library.ports import NoStore
from terminology.store import backup_file
from terminology.store.format import BEFORE, FORMAT, MARK, WITH_COMPRESSED
from terminology.store.mongo_store import MongoStore
from tests.contracts.store import NOON, letters, publish, record_of, resource, withdraw

EXAMPLES = Path(__file__).parents[2] / "examples"


async def test_a_database_is_marked_when_it_is_opened(store: MongoStore, store_uri: str, database: str) -> None:
    with MongoClient(store_uri) as client:
        assert client[database].publication.find_one({"_id": MARK}) == {"_id": MARK, "number": FORMAT}


async def test_a_large_code_system_needs_a_newer_format(store: MongoStore, store_uri: str, database: str) -> None:
    def mark() -> int:
        with MongoClient(store_uri) as client:
            return int((client[database].publication.find_one({"_id": MARK}) or {})["number"])

    await store.begin(record_of("i1", letters("2026-01")))
    await store.save_resources("i1", [resource("a")])
    assert mark() == FORMAT
    await store.save_resources("i1", [resource("a"), replace(resource("b"), text=compressed_text(b"{}"))])
    assert mark() == WITH_COMPRESSED
    another = MongoStore(lambda: store_uri, database)
    await another.open()
    assert mark() == WITH_COMPRESSED
    await another.close()


async def test_data_written_by_a_newer_version_is_not_touched(store: MongoStore, store_uri: str, database: str) -> None:
    with MongoClient(store_uri) as client:
        client[database].publication.replace_one({"_id": MARK}, {"_id": MARK, "number": WITH_COMPRESSED + 1})
    another = MongoStore(lambda: store_uri, database)
    with pytest.raises(NoStore, match="a newer version wrote it"):
        await another.open()
    await another.close()


def put_database(client: Any, name: str, mark: bool) -> tuple[str, ...]:
    """A database as an earlier version left it; the ids of its imports."""
    with (EXAMPLES / f"store-of-{name}.backup").open("rb") as file:
        manifest = backup_file.check(file)
        for collection, documents in backup_file.documents(file, manifest):
            client[collection].insert_many(documents)
    visible = {"revision": manifest.revision, "writes": 6, "imports": list(manifest.imports)}
    client.publication.insert_one({"_id": BEFORE, **visible, "pending": [{"id": "p", "started_at": NOON}]})
    if mark:
        client.publication.insert_one({"_id": MARK, "number": 1})
    return manifest.imports


@pytest.mark.parametrize(("name", "mark"), [("the-first-version", False), ("format-1", True)])
async def test_a_store_of_an_earlier_version_is_opened_and_written_to(
    name: str, mark: bool, store_uri: str, database: str
) -> None:
    with MongoClient(store_uri) as client:
        imports = put_database(client[database], name, mark)
        sizes = {item["_id"]: item["concepts"] for item in client[database].code_systems.find()}
    stores = [MongoStore(lambda: store_uri, database) for _ in range(2)]
    for store in stores:
        await store.open()
        assert (await store.publication()).imports == imports
    found = await stores[0].load_code_systems(list(sizes))
    assert {id: len(code_system.concepts) for id, code_system in found.items()} == sizes
    await publish(stores[1], "new", letters("2026-01", "cde"))
    for id in imports:
        await withdraw(stores[0], id)
    await stores[0].clean(NOON + timedelta(days=1))
    loaded = await stores[1].load_code_systems(["new"])
    assert [concept.code for concept in loaded["new"].concepts] == ["c", "d", "e"]
    with MongoClient(store_uri) as client:
        left = {item["code"] for item in client[database].concepts.find()}
        before = client[database].publication.find_one({"_id": BEFORE})
    assert left == {"c", "d", "e"}
    assert before is not None
    assert before["imports"] == list(imports)  # for servers of before, which go on
    assert before["writes"] == "moved"  # and none of their imports can be published any more
    for store in stores:
        await store.close()


async def test_content_of_an_earlier_version_is_shared(store_uri: str, database: str) -> None:
    with MongoClient(store_uri) as client:
        put_database(client[database], "format-1", True)
    store = MongoStore(lambda: store_uri, database)
    await store.open()
    await publish(store, "new", letters("2026-01", "cde"))
    with MongoClient(store_uri) as client:
        assert client[database].concepts.count_documents({}) == 5
    loaded = await store.load_code_systems(["i1", "i2", "new"])
    codes = {id: "".join(concept.code for concept in item.concepts) for id, item in loaded.items()}
    assert codes == {"i1": "abc", "i2": "bcd", "new": "cde"}
    await store.close()
