"""Two hundred writers at once, over two servers of one store: one wins each round, no version is given twice. Two
commands that import at once: both are published. Over the embedded store, and over TERMINOLOGY_TEST_MONGODB_URI.
"""

import asyncio
import json
import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from seed.starter.files import content_of
from terminology.store.embedded import EmbeddedStore
from terminology.store.mongo_store import MongoStore
from tests.builders.writing import Server, serving, value_set
from tests.examples.command_line import EXCERPT
from tests.examples.server import COMMAND, environment

WRITERS, ROUNDS = 200, 2
IMPORTERS = 2
GIVEN_URI = os.environ.get("TERMINOLOGY_TEST_MONGODB_URI")


@pytest.fixture
def name() -> str:
    return f"test_{uuid4().hex[:12]}"


@pytest.fixture(scope="module", params=["embedded", *(["given"] if GIVEN_URI else [])])
def uri(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if request.param == "given":
        assert GIVEN_URI
        yield GIVEN_URI
        return
    embedded = EmbeddedStore(tmp_path_factory.mktemp("store"))
    yield embedded.locate()
    embedded.leave()


async def test_one_of_two_hundred_wins_each_round(uri: str, name: str) -> None:
    stores = [MongoStore(lambda: uri, name) for _ in range(2)]
    try:
        for store in stores:
            await store.open()
        async with serving(stores[0]) as one, serving(stores[1]) as other:
            await race(one, other)
    finally:
        for store in stores:
            await store.close()


@pytest.mark.long
def test_two_commands_that_import_at_once_are_both_published(uri: str, name: str, tmp_path: Path) -> None:
    file = tmp_path / EXCERPT
    file.write_bytes(content_of(EXCERPT))
    variables = environment(tmp_path) | {"TERMINOLOGY_MONGODB_URI": uri, "TERMINOLOGY_DATABASE": name}
    for round in range(3):
        releases = [f"20{26 + round}-{number + 1:02}" for number in range(IMPORTERS)]
        importers = [
            subprocess.Popen(
                [*COMMAND, "import", "hcpcs", str(file), "--release", release],
                env=variables,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for release in releases
        ]
        for importer in importers:
            _, words = importer.communicate(timeout=120)
            assert importer.returncode == 0, words
        listed = subprocess.run([*COMMAND, "list", "--json"], env=variables, capture_output=True, text=True, check=True)
        assert set(releases) <= {row["version"] for row in json.loads(listed.stdout)}


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
