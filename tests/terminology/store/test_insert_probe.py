from collections.abc import Sequence

import pytest

from terminology.core.errors import StoreUnavailable
from terminology.store import mongo_store
from terminology.store.connection import Connection
from terminology.store.documents import Document
from terminology.store.indexes import PROBES
from terminology.store.insert_probe import loses_inserts
from terminology.store.mongo_store import MongoStore
from tests.contracts.store import letters, record_of


class LosingConnection(Connection):
    """On a store that accepts every insert: no writer learns that the document already exists."""

    async def insert_new(self, collection: str, documents: Sequence[Document]) -> list[str]:
        await super().insert_new(collection, documents)
        return []


async def test_a_store_where_one_of_a_dozen_wins_x(store: MongoStore) -> None:
    assert not await loses_inserts(store.connection)
    assert await store.connection.find(PROBES, {}) == []


async def test_one_that_loses_inserts_is_read_and_not_written_to(
    store_uri: str, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mongo_store, "Connection", LosingConnection)
    losing = MongoStore(lambda: store_uri, database)
    await losing.open()
    assert (await losing.publication()).imports == ()
    with pytest.raises(StoreUnavailable, match="is not written to"):
        await losing.begin(record_of("a", letters("2025-07", "ab")))
    with pytest.raises(StoreUnavailable, match="is not written to"):
        await losing.publish((), tuple)
    await losing.close()
