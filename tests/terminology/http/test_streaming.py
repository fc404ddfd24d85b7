"""A large code system is streamed: the same resource, with constant memory."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest

from terminology.http import views
from terminology.http.streaming import Streams
from terminology.library.ports import ImportRecord
from terminology.library.publishing import ImportContext, PendingImport, publish
from terminology.store.mongo_store import MongoStore
from tests.builders.catalogue import code_system_of
from tests.builders.writing import BASE, START, Server, serving

Check = Callable[[httpx.Response], dict[str, Any]]
CODES = [f"c{number}" for number in range(views.MANY_CONCEPTS + 50)]
URL = "http://example.org/large"


async def test_pieces_are_sequential_and_produced_only_on_demand() -> None:
    made: list[int] = []

    def pieces() -> Iterator[bytes]:
        for number in range(100):
            made.append(number)
            yield bytes([number])

    stream = Streams().send(pieces())
    assert [await anext(stream) for _ in range(3)] == [b"\0", b"\1", b"\2"]
    assert len(made) == 3


async def test_the_number_of_streams_producing_a_piece_is_limited() -> None:
    running: list[int] = []
    most: list[int] = []

    def pieces() -> Iterator[bytes]:
        for _ in range(3):
            running.append(1)
            most.append(len(running))
            time.sleep(0.001)
            running.pop()
            yield b"x"

    async def take(streams: Streams) -> int:
        return sum([len(piece) async for piece in streams.send(pieces())])

    streams = Streams(at_once=1)
    assert await asyncio.gather(*(take(streams) for _ in range(4))) == [3] * 4
    assert set(most) == {1}


@pytest.fixture
async def server(store: MongoStore) -> AsyncIterator[Server]:
    code_system = code_system_of(
        *CODES, url=URL, version="1", id="large", nesting=dict.fromkeys(CODES[1:500], CODES[0])
    )
    context = ImportContext(store, BASE, lambda: START, lambda: "i1")
    record = ImportRecord("i1", "test", (), START, system=URL, version="1", content="complete", concepts=len(CODES))
    await publish(context, [PendingImport(record, code_system)], lambda records: records)
    async with serving(store) as server:
        yield server


async def test_a_large_code_system_is_the_same_in_pieces_and_at_once(server: Server, resource: Check) -> None:
    for base in ("/r4", "/r5"):
        address = f"{base}/CodeSystem/large"
        answered = await server.client.get(address)
        assert "content-length" not in answered.headers
        in_pieces = resource(answered)
        assert [item["code"] for item in in_pieces["concept"]] == [CODES[0], *CODES[500:]]
        assert len(in_pieces["concept"][0]["concept"]) == 499
        assert answered.headers["etag"] == f'W/"{in_pieces["meta"]["versionId"]}"'
        assert list(in_pieces)[:3] == ["resourceType", "id", "meta"]
        pretty = resource(await server.client.get(address, params={"_pretty": "true"}))
        answered = await server.client.get(address, params={"_format": "xml"})
        assert "content-length" not in answered.headers
        assert in_pieces == pretty == resource(answered)
        entry = {"request": {"method": "GET", "url": "CodeSystem/large"}}
        batch = {"resourceType": "Bundle", "type": "batch", "entry": [entry]}
        json = {"Content-Type": "application/fhir+json"}
        answered = await server.client.post(base, json=batch, headers=json)
        assert resource(answered)["entry"][0]["resource"] == in_pieces


async def test_range_and_conditional_requests_work_as_before(server: Server, resource: Check) -> None:
    address = "/r5/CodeSystem/large"
    summary = resource(await server.client.get(address, params={"_summary": "true"}))
    assert (summary["count"], "concept" in summary) == (len(CODES), False)
    etag = (await server.client.get(address)).headers["etag"]
    assert (await server.client.get(address, headers={"If-None-Match": etag})).status_code == 304
    head = await server.client.head(address)
    assert (head.status_code, head.content) == (200, b"")


async def test_a_streamed_response_is_compressed_on_request(server: Server) -> None:
    answered = await server.client.get("/r5/CodeSystem/large", headers={"Accept-Encoding": "gzip"})
    assert answered.headers["content-encoding"] == "gzip"
    assert len(answered.json()["concept"]) == len(CODES) - 499
