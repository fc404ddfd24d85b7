"""fhirpy, an unmodified client: it creates, reads, searches, pages, updates, patches and deletes."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import uvicorn

from terminology.http.application import create_application
from terminology.store.mongo_store import MongoStore
from tests.builders.writing import Json, serving, value_set

fhirpy = pytest.importorskip("fhirpy", reason="the client fhirpy is not installed: pip install -e '.[tests]'")
COUNT = 7


@pytest.fixture
async def address(store: MongoStore) -> AsyncIterator[tuple[str, str]]:
    """A server on a free port, in this process, and the header of a client that may write."""
    async with serving(store) as running:
        application = create_application(replace(running.context, public_base_url=None))  # links as they are asked for
        config = uvicorn.Config(application, port=0, log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve())
        async with asyncio.timeout(20):
            while not server.started:  # noqa: ASYNC110 uvicorn has no event to wait for
                await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}", running.client.headers["authorization"]
        server.should_exit = True
        await task


def numbered(number: int) -> Json:
    resource = value_set(url=f"https://a.example.org/ValueSet/{number}", title=f"Set {number}")
    return {name: value for name, value in resource.items() if name != "resourceType"}


@pytest.mark.parametrize("base", ["r4", "r5"])
async def test_a_client_as_people_use_it_writes_reads_and_pages(address: tuple[str, str], base: str) -> None:
    url, authorization = address
    client = fhirpy.AsyncFHIRClient(f"{url}/{base}", authorization=authorization)
    made = [client.resource("ValueSet", **numbered(number)) for number in range(COUNT)]
    for resource in made:
        await resource.save()
    assert all(resource["meta"]["versionId"] == "1" for resource in made)

    found = client.resources("ValueSet").search(url__below="https://a.example.org").limit(3)
    pages = [item["url"] async for item in found]
    assert sorted(pages) == sorted(numbered(number)["url"] for number in range(COUNT))
    one = await client.resources("ValueSet").search(url=numbered(2)["url"]).first()
    assert one["title"] == "Set 2"

    one["title"] = "Another"
    await one.save()
    again = await client.reference("ValueSet", one["id"]).to_resource()
    assert (again["title"], again["meta"]["versionId"]) == ("Another", "2")

    await again.delete()
    with pytest.raises(fhirpy.base.exceptions.ResourceNotFound):
        await client.reference("ValueSet", one["id"]).to_resource()

    bundle = await client.execute("ValueSet/_history", method="get", params={"_count": 4})
    versions = list(bundle["entry"])
    while links := [link["url"] for link in bundle["link"] if link["relation"] == "next"]:
        bundle = await client.execute(links[0], method="get")
        versions += bundle["entry"]
    assert len(versions) == bundle["total"] == COUNT + 2
    assert versions[0]["request"]["method"] == "DELETE"
