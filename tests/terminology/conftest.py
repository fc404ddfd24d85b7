"""Stores for tests, over the real wire protocol: one per test process, with a database for each test.

The embedded store always, and the MongoDB of TERMINOLOGY_TEST_MONGODB_URI if set.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest
from pymongo import MongoClient

from terminology.library.importing import load_starter
from terminology.library.library import Library
from terminology.library.publishing import ImportContext
from terminology.store.column_files import ColumnFiles
from terminology.store.embedded import EmbeddedStore
from terminology.store.mongo_store import MongoStore

GIVEN_URI = os.environ.get("TERMINOLOGY_TEST_MONGODB_URI")
BASE = "https://terminology.example.org/fhir"


@pytest.fixture(scope="session", params=["embedded", *(["given"] if GIVEN_URI else [])])
def store_uri(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if request.param == "given":
        assert GIVEN_URI
        yield GIVEN_URI
        return
    embedded = EmbeddedStore(tmp_path_factory.mktemp("store"))
    yield embedded.locate()
    embedded.leave()


@pytest.fixture
def database(store_uri: str) -> Iterator[str]:
    name = f"test_{uuid4().hex[:12]}"
    yield name
    if store_uri == GIVEN_URI:  # the embedded one goes whole, which is quicker than to drop what is in it
        with MongoClient(store_uri) as client:
            client.drop_database(name)


@pytest.fixture
def column_files(tmp_path: Path) -> ColumnFiles:
    return ColumnFiles(tmp_path / "columns")


@pytest.fixture
async def store(store_uri: str, database: str, column_files: ColumnFiles) -> AsyncIterator[MongoStore]:
    opened = MongoStore(lambda: store_uri, database, files=column_files)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
async def another_store(store_uri: str, database: str, column_files: ColumnFiles) -> AsyncIterator[MongoStore]:
    """A second connection to the same database, as in another process."""
    opened = MongoStore(lambda: store_uri, database, files=column_files)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
def new_id() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"import-{next(numbers)}"


def now() -> datetime:
    return datetime(2025, 10, 1, 12, 30, tzinfo=UTC)


@pytest.fixture
def context(store: MongoStore, new_id: Callable[[], str]) -> ImportContext:
    return ImportContext(store, BASE, now, new_id)


@pytest.fixture(scope="session")
def library(store_uri: str) -> Library:
    """The starter content, read once from a real store for all read-only tests."""
    numbers = count(1)

    def loaded_at() -> datetime:
        return datetime(2026, 11, 22, 8, 30, tzinfo=UTC)

    library = Library(MongoStore(lambda: store_uri, "starter_tests"), BASE, loaded_at)

    async def load() -> None:
        await library.store.open()
        await load_starter(ImportContext(library.store, BASE, loaded_at, lambda: f"import-{next(numbers)}"))
        await library.refresh()
        await library.store.close()

    asyncio.run(load())
    return library
