"""Two hundred writers at once, over two servers of one store: one wins each round, no version is given twice."""

import asyncio
from collections import Counter
from uuid import uuid4

import pytest

from terminology.store.mongo_store import MongoStore
from tests.builders.writing import Server, serving, value_set

WRITERS, ROUNDS = 200, 2


@pytest.fixture
def name() -> str:
    return f"test_{uuid4().hex[:12]}"


async def test_one_of_two_hundred_wins_each_round(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    from terminology.store.embedded import EmbeddedStore

    embedded = EmbeddedStore(tmp_path_factory.mktemp("store"))
    uri = await asyncio.to_thread(embedded.locate)
    stores = [MongoStore(lambda: uri, name) for _ in range(2)]
    try:
        for store in stores:
            await store.open()
        async with serving(stores[0]) as one, serving(stores[1]) as other:
            await race(one, other)
    finally:
        for store in stores:
            await store.close()
        await asyncio.to_thread(embedded.leave)


async def race(one: Server, other: Server) -> None:
    clients, reader = (one.client, other.client), one.client
    assert (await reader.put("/r5/ValueSet/x", json=value_set("x", title="0"))).status_code == 201
    for round in range(1, ROUNDS + 1):
        headers = {"If-Match": f'W/"{round}"'}
        await other.library.refresh()  # it knows the version that all of them name
        answers = await asyncio.gather(
            *(
                clients[number % 2].put(
                    "/r5/ValueSet/x", json=value_set("x", title=f"{round} {number}"), headers=headers
                )
                for number in range(WRITERS)
            )
        )
        counted = Counter(answer.status_code for answer in answers)
        assert counted == {200: 1, 412: WRITERS - 1}
        winner = next(answer.json()["title"] for answer in answers if answer.status_code == 200)
        for client in clients:  # who lost has seen who won
            read = await client.get("/r5/ValueSet/x")
            assert (read.headers["etag"], read.json()["title"]) == (f'W/"{round + 1}"', winner)
    history = (await reader.get("/r5/ValueSet/x/_history?_count=1000")).json()["entry"]
    assert [entry["response"]["etag"] for entry in history] == [f'W/"{n}"' for n in range(ROUNDS + 1, 0, -1)]
