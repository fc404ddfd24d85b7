import pytest
from pymongo import MongoClient

from terminology.library.ports import NoStore
from terminology.store.format import FORMAT, MARK
from terminology.store.mongo_store import MongoStore


async def test_a_database_is_marked_when_it_is_opened(store: MongoStore, store_uri: str, database: str) -> None:
    with MongoClient(store_uri) as client:
        assert client[database].publication.find_one({"_id": MARK}) == {"_id": MARK, "number": FORMAT}


async def test_what_a_newer_version_wrote_is_not_touched(store: MongoStore, store_uri: str, database: str) -> None:
    with MongoClient(store_uri) as client:
        client[database].publication.replace_one({"_id": MARK}, {"_id": MARK, "number": FORMAT + 1})
    another = MongoStore(lambda: store_uri, database)
    with pytest.raises(NoStore, match="a newer version wrote it"):
        await another.open()
    await another.close()
