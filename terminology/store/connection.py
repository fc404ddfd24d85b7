"""Connection: the only module that uses the MongoDB driver. Every driver error becomes StoreUnavailable.

The driver is motor; moving to its successor, pymongo's async API, would change a few calls, all of them here.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from functools import partial
from importlib.util import find_spec
from typing import Any

import bson

from terminology.core.errors import StoreUnavailable
from terminology.core.issues import Issue
from terminology.lean_imports import without
from terminology.library.ports import NoStore
from terminology.store.documents import Document
from terminology.store.indexes import Index

with without(*([] if find_spec("OpenSSL") else ["pymongo.pyopenssl_context"])):
    from motor.motor_asyncio import AsyncIOMotorClient
    from pymongo import ASCENDING, WriteConcern
    from pymongo.errors import (
        AutoReconnect,
        BulkWriteError,
        ConfigurationError,
        ConnectionFailure,
        DuplicateKeyError,
        InvalidName,
        InvalidOperation,
        InvalidURI,
        OperationFailure,
        PyMongoError,
    )

# How fast a lost store is detected. Replica sets elect a new primary in about the same time.
FIND_SERVER_MS = 2500
ANSWER_MS = 60_000
# Heartbeats time out as late: a failed one cancels operations in progress, and a store that is reading 100,000 concepts
# answers them slowly.
CONNECT_MS = 20_000
BATCH_DOCUMENTS = 200  # decoding more at once would hold the GIL for too long
SCHEMES = ("mongodb://", "mongodb+srv://")
# The driver's own messages quote parts of the URI, which may include the password.
NOT_A_URI = (
    "The MongoDB URI cannot be used: it must read mongodb://host:port/ or mongodb+srv://host/, with special characters "
    "in user or password written as %XX; the name of the database has neither blanks nor dots."
)
DUPLICATE_KEY = 11000
LOGIN_FAILED = (13, 18)
Operation = Callable[[], AbstractAsyncContextManager[None]]


class Connection:
    """A database by its URI; an invalid URI raises NoStore. Methods take collection names and plain documents."""

    def __init__(self, uri: str, database: str, operation: Operation = nullcontext) -> None:
        """`operation` is a context entered for each operation: it may wait, such as while the store restarts."""
        self.uri = uri
        self._operation = operation
        self.place = place_of(uri)
        if not uri.startswith(SCHEMES):
            raise NoStore(NOT_A_URI)
        try:
            self._client: Any = AsyncIOMotorClient(
                uri,
                serverSelectionTimeoutMS=FIND_SERVER_MS,
                connectTimeoutMS=CONNECT_MS,
                socketTimeoutMS=ANSWER_MS,
                appname="terminology-server",
            )
            concern = WriteConcern(w="majority", j=True)
            self._database = self._client.get_database(database, write_concern=concern)
        except (ConfigurationError, InvalidName, InvalidURI, ValueError) as error:
            raise NoStore(NOT_A_URI) from error

    def close(self) -> None:
        self._client.close()

    async def ping(self) -> None:
        async with self._using():
            await self._database.command("ping")

    async def server_version(self) -> str:
        async with self._using():
            about = await self._database.command("buildInfo")
        return str(about.get("version", "unknown"))

    async def ensure_index(self, index: Index) -> None:
        keys = [(field, ASCENDING) for field in index.fields]
        async with self._using():
            await self._database[index.collection].create_index(keys, name=index.name)

    async def find_one(self, collection: str, id: str) -> Document | None:
        async with self._using():
            found: Document | None = await self._database[collection].find_one({"_id": id})
        return found

    async def find(
        self, collection: str, filter: Document, projection: Mapping[str, int] | None = None
    ) -> list[Document]:
        documents: list[Document] = []
        await self.scan(collection, filter, documents.extend, projection)
        return documents

    async def scan(
        self,
        collection: str,
        filter: Document,
        absorb: Callable[[list[Document]], None],
        projection: Mapping[str, int] | None = None,
    ) -> None:
        """Every document, in batches, unordered; `absorb` runs in a thread while the next batch is fetched."""
        absorbing: asyncio.Future[None] | None = None
        async with self._using():
            found = self._database[collection].find_raw_batches(filter, projection, batch_size=BATCH_DOCUMENTS)
            async for batch in found:
                if absorbing:
                    await absorbing
                absorbing = asyncio.ensure_future(asyncio.to_thread(_absorb, absorb, batch))
        if absorbing:
            await absorbing

    async def insert_new(self, collection: str, documents: Sequence[Document]) -> list[str]:
        """Inserts those whose `_id` is new; returns the `_id`s of the others."""
        async with self._using():
            try:
                await self._database[collection].insert_many(documents, ordered=False)
            except BulkWriteError as error:
                failures = error.details.get("writeErrors", [])
                if not failures or any(failure["code"] != DUPLICATE_KEY for failure in failures):
                    raise
                return [documents[failure["index"]]["_id"] for failure in failures]
        return []

    async def put(self, collection: str, document: Document) -> None:
        """Saves a document, replacing the one with the same `_id`, if any."""
        replace = partial(self._database[collection].replace_one, {"_id": document["_id"]}, document, upsert=True)
        async with self._using():
            try:
                await replace()
            except DuplicateKeyError:  # lost a race to insert it
                await replace()

    async def update_many(self, collection: str, filter: Document, update: Document) -> int:
        """Returns how many documents matched the filter."""
        async with self._using():
            result = await self._database[collection].update_many(filter, update)
        return int(result.matched_count)

    def watch_inserts(self, collection: str) -> "Watch":
        return Watch(self._database[collection], [{"$match": {"operationType": "insert"}}])

    async def change(self, watch: "Watch", within_s: float) -> None:
        """Like `Watch.change`, which waits long and so must not block a restart of the store."""
        with self._errors():
            await watch.change(within_s)

    async def delete_many(self, collection: str, filter: Document) -> None:
        async with self._using():
            await self._database[collection].delete_many(filter)

    @asynccontextmanager
    async def _using(self) -> AsyncIterator[None]:
        async with self._operation():
            with self._errors():
                yield

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except PyMongoError as error:
            raise StoreUnavailable(Issue("error", "transient", explained(error, self.place))) from error
        except RuntimeError as error:
            # motor raises this when its client was closed during the call: another task detected the lost store first.
            raise StoreUnavailable(Issue("error", "transient", f"{self.place} was closed: {error}.")) from error


PAUSE_S = 0.05  # between polls of a change stream that does not wait


class Watch:
    """Detects the changes of a collection that `pipeline` selects, by a change stream where supported.

    A standalone MongoDB has none, and the user may lack the permission to open one: then it waits out the time. A
    stream may miss changes: those before it was opened, or after a database was restored from a copy. It only says when
    to poll. Source: https://www.mongodb.com/docs/manual/changeStreams/.
    """

    def __init__(self, collection: Any, pipeline: list[Document]) -> None:
        self._collection = collection
        self._pipeline = pipeline
        self._stream: Any = None
        self._waits_s = 0.0  # per poll of the stream
        self.has_streams = True

    async def change(self, within_s: float) -> None:
        """Returns when there is a change, or after this many seconds."""
        until = time.monotonic() + within_s
        while self.has_streams and (began := time.monotonic()) < until:
            if await self._is_notified(within_s):
                return
            if self._stream is None:
                break
            now = time.monotonic()
            if now - began < self._waits_s / 2:  # the stream did not wait: do not poll it in a busy loop
                await asyncio.sleep(min(PAUSE_S, max(0.0, until - now)))
        await asyncio.sleep(max(0.0, until - time.monotonic()))

    async def _is_notified(self, within_s: float) -> bool:
        is_new = self._stream is None
        if is_new:
            self._stream = self._collection.watch(self._pipeline, max_await_time_ms=int(within_s * 1000))
            self._waits_s = within_s
        try:
            change = await self._stream.try_next()
        except OperationFailure:
            self.has_streams, self._stream = not is_new, None
            return False
        except PyMongoError:  # the store stopped, perhaps to restart: the caller's next query finds out
            self._stream = None
            return True
        if not self._stream.alive:  # the collection was dropped, for example
            self._stream = None
        return change is not None


def _absorb(absorb: Callable[[list[Document]], None], batch: bytes) -> None:
    absorb(bson.decode_all(batch))


def place_of(uri: str) -> str:
    """The parts of a URI that are safe to show: no user, password or options."""
    shown = re.sub(r"//.*@", "//", uri)
    return f"The store {shown.partition('?')[0].rstrip('/')}"


def explained(error: PyMongoError, place: str) -> str:
    """One sentence. The driver's own messages contain whole topologies, and parts of the URI."""
    if isinstance(error, OperationFailure) and error.code in LOGIN_FAILED:
        return f"{place} rejected the login or the operation."
    if isinstance(error, AutoReconnect | ConnectionFailure):
        return f"{place} cannot be reached."
    if isinstance(error, InvalidOperation):  # its client was closed during the call, because the store has ended
        return f"{place} ended while it was asked: try again."
    reason = (error.details or {}).get("codeName") if isinstance(error, OperationFailure) else None
    return f"{place} failed: {reason or type(error).__name__}."
