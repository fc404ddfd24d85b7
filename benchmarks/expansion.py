"""A page of an expansion in process: the server against building dicts and orjson, with the same content."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import orjson

from fhir_resources.version import FhirVersion
from terminology.app import build
from terminology.http.response_cache import ResponseCache
from terminology.settings import Settings

COUNT = 1000
REPEATS = 300


async def times_faster(folder: Path, value_set: str) -> float:
    """How many times longer building and dumping the dicts takes than the server, from request to bytes."""
    cache = build(Settings(data_dir=folder, starter=False))
    assert isinstance(cache, ResponseCache)
    library = cache.server.library
    await library.start(watch=False)
    query = urlencode({"url": value_set, "count": COUNT}).encode()
    expansion = orjson.loads(await asked(cache, query))
    provider = library.catalogue(FhirVersion.R4).get_code_system(expansion["expansion"]["contains"][0]["system"])
    concepts = [provider.locate(entry["code"]) for entry in expansion["expansion"]["contains"]]

    async def by_dicts() -> bytes:
        contains = [{"system": provider.header.url, "code": c.code, "display": c.display} for c in concepts if c]
        return orjson.dumps({**expansion, "expansion": {**expansion["expansion"], "contains": contains}})

    async def by_server() -> bytes:
        return await asked(cache, query)

    ratio = await seconds(by_dicts) / await seconds(by_server)
    await library.stop()
    return ratio


async def seconds(answer: Callable[[], Awaitable[bytes]]) -> float:
    await answer()
    started = time.process_time()
    for _ in range(REPEATS):
        await answer()
    return time.process_time() - started


async def asked(cache: ResponseCache, query: bytes) -> bytes:
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()  # a client that waits for its response sends nothing more
        return {}

    async def send(message: Any) -> None:
        sent.append(message)

    path = "/r4/ValueSet/$expand"
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "scheme": "http",
        "query_string": query,
        "headers": [(b"host", b"127.0.0.1")],
    }
    await cache(scope, receive, send)
    return b"".join(message["body"] for message in sent[1:])
