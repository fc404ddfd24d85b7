"""A store whose responses are randomly lost, refused, truncated or uncertain: acknowledged writes exist, none exists
partially, no history has a gap, and clients see no error but 503.

FAULTY_STORE_SEED repeats what went wrong; FAULTY_STORE_WRITES is how often each writer writes (`make torture`: more).
"""

import asyncio
import os
import random  # noqa: TID251 - what goes wrong is random, its seed is printed
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import cycle
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest
from pymongo import common

from terminology.core.errors import StoreUnavailable
from terminology.store.embedded import EmbeddedStore
from terminology.store.mongo_store import MongoStore
from tests.builders.faulty_wire import FAULTS, FaultyWire, faulty_wire
from tests.builders.writing import Server, serving, value_set
from tests.contracts.store import letters, publish

WRITES = int(os.environ.get("FAULTY_STORE_WRITES", "5"))
WRITERS = IMPORTERS = 2 if WRITES < 10 else 4
ONE_IN = (3, 18)  # commands goes wrong
ATTEMPTS = 20
MAX_IMPORTS = 25  # of each: with each there is more to look at


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    embedded = EmbeddedStore(tmp_path_factory.mktemp("store"))
    yield urlsplit(embedded.locate()).port or 0
    embedded.leave()


@pytest.fixture
def wire(port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultyWire]:
    monkeypatch.setattr(common, "MIN_HEARTBEAT_INTERVAL", 0.02)  # the driver waits so long after each lost connection
    seed = os.environ.get("FAULTY_STORE_SEED") or str(random.SystemRandom().randrange(10**6))
    print(f"FAULTY_STORE_SEED={seed}")
    with faulty_wire(port, faults(random.Random(seed)).__next__) as wire:
        yield wire
    print(dict(wire.seen))
    assert wire.seen["lost"]
    assert wire.seen["refused"]


def faults(chance: random.Random) -> Iterator[str | None]:
    for kind in cycle(FAULTS):
        yield from [None] * chance.randint(*ONE_IN)
        yield kind


@asynccontextmanager
async def opened(uri: str, database: str) -> AsyncIterator[MongoStore]:
    store = MongoStore(lambda: uri, database)
    await again_and_again(store.open)
    try:
        yield store
    finally:
        await store.close()


async def again_and_again(work):  # type: ignore[no-untyped-def]  # whatever it is and gives
    for _ in range(ATTEMPTS):
        try:
            return await work()
        except StoreUnavailable:
            continue
    raise AssertionError(f"{work} did not come through in {ATTEMPTS} attempts")


async def test_written_content_is_complete(wire: FaultyWire, port: int) -> None:
    database, direct = f"test_{uuid4().hex[:12]}", f"mongodb://127.0.0.1:{port}/?directConnection=true"
    acknowledged: dict[tuple[str, int], str] = {}
    statuses: Counter[int] = Counter()

    async with opened(direct, database) as store, serving(store) as reader, AsyncExitStack() as stack:
        headers = dict(reader.client.headers)
        servers = []
        for _ in range(2):
            faulty = await stack.enter_async_context(opened(wire.uri, database))
            library = await again_and_again(lambda: stack.enter_async_context(serving(faulty)))  # noqa: B023
            library.client.headers["Authorization"] = headers["authorization"]
            servers.append(library)
        writers = (write(servers[n % 2], f"w{n}", acknowledged, statuses) for n in range(WRITERS))
        await asyncio.gather(*writers)
        await reader.library.refresh()
        await check(reader.client, acknowledged)
    assert set(statuses) <= {200, 201, 503}
    assert acknowledged


async def write(server: Server, name: str, acknowledged: dict[tuple[str, int], str], statuses: Counter[int]) -> None:
    """One resource by itself, and two in a transaction."""
    for number in range(WRITES):
        title = f"{name} {number}"
        if number % 3:
            answer = await server.client.put(f"/r5/ValueSet/{name}-a", json=of(f"{name}-a", title))
            entries = [answer.headers.get("etag")]
            ids = [f"{name}-a"]
        else:
            ids = [f"{name}-b", f"{name}-c"]
            bundle = {"resourceType": "Bundle", "type": "transaction", "entry": [put(id, title) for id in ids]}
            answer = await server.client.post("/r5", json=bundle)
            done = answer.json().get("entry", ())
            entries = [entry["response"]["etag"] for entry in done]
        statuses[answer.status_code] += 1
        if answer.status_code < 300:
            for id, etag in zip(ids, entries, strict=True):
                acknowledged[id, int(etag[3:-1])] = title


def of(id: str, title: str) -> dict[str, object]:
    return value_set(id, url=f"https://a.example.org/ValueSet/{id}", title=title)


def put(id: str, title: str) -> dict[str, object]:
    return {"resource": of(id, title), "request": {"method": "PUT", "url": f"ValueSet/{id}"}}


async def check(client: httpx.AsyncClient, acknowledged: dict[tuple[str, int], str]) -> None:
    histories: dict[str, list[str]] = {}
    for id in {id for id, _ in acknowledged}:
        history = (await client.get(f"/r5/ValueSet/{id}/_history?_count=1000")).json()["entry"]
        versions = [int(entry["response"]["etag"][3:-1]) for entry in history]
        assert versions == list(range(len(versions), 0, -1)), id
        histories[id] = [entry["resource"]["title"] for entry in reversed(history)]
    for (id, version), title in acknowledged.items():
        assert histories[id][version - 1] == title, (id, version)
    for id, titles in histories.items():
        if id.endswith("-b"):
            assert histories.get(id.removesuffix("b") + "c", titles) == titles, "half a transaction"


async def test_imported_content_is_complete(wire: FaultyWire, port: int) -> None:
    database, direct = f"test_{uuid4().hex[:12]}", f"mongodb://127.0.0.1:{port}/?directConnection=true"
    acknowledged: set[str] = set()

    async def load(name: str) -> None:
        async with opened(wire.uri, database) as store:
            for number in range(min(WRITES, MAX_IMPORTS)):
                id = f"{name}-{number}"
                try:
                    await publish(store, id, letters(id, "abcdefgh"[: 1 + number % 8]))
                except StoreUnavailable:
                    continue
                acknowledged.add(id)

    await asyncio.gather(*(load(f"i{number}") for number in range(IMPORTERS)))
    async with opened(direct, database) as store:
        published = (await store.publication()).imports
        assert acknowledged <= set(published)
        assert len(published) == len(set(published))
        loaded = await store.load_code_systems(published)
        for id in published:
            assert len(loaded[id].concepts) == 1 + int(id.rpartition("-")[2]) % 8, id
    assert acknowledged
