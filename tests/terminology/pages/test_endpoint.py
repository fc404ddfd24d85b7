import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event

import httpx
import pytest
from anyio import CapacityLimiter
from lxml.html import HtmlElement
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fhir_resources.version import FhirVersion
from terminology.library.library import Library
from terminology.pages.context import File, PageContext, PageRequest
from terminology.pages.endpoint import PageEndpoint
from terminology.pages.query import Query
from terminology.store.mongo_store import MongoStore

Read = Callable[..., HtmlElement]


@pytest.mark.parametrize("path", ["/", "/hcpcs/J3111", "/?q=bone", "/nope", "/hcpcs/nope"])
async def test_every_page_has_a_strict_policy(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


async def test_a_page_that_has_not_changed_is_not_sent_again(client: httpx.AsyncClient) -> None:
    first = await client.get("/hcpcs/J3111")
    again = await client.get("/hcpcs/J3111", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = await client.get("/hcpcs/J3111?date=2020-01-01", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


async def test_head_is_get_without_the_page(client: httpx.AsyncClient) -> None:
    response = await client.head("/hcpcs/J3111")
    assert (response.status_code, response.content) == (200, b"")


@pytest.fixture
async def failing() -> AsyncIterator[httpx.AsyncClient]:
    """A page that fails, on a server that could not read its store yet."""
    library = Library(MongoStore(lambda: "mongodb://127.0.0.1:1", "none"), "https://x", lambda: pytest.fail("no clock"))
    context = PageContext(library, lambda: pytest.fail("no clock"), lambda: "", "1", 1)

    def fails(_request: PageRequest) -> File:
        raise ZeroDivisionError("what is inside stays inside")

    app = Starlette(routes=[Route("/", PageEndpoint(context, fails, CapacityLimiter(1)).__call__)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://tx") as client:
        yield client


async def test_before_there_is_content_a_page_says_so(failing: httpx.AsyncClient, read: Read) -> None:
    document = read(await failing.get("/"), 503)
    assert "no content yet" in document.findtext(".//h1")


def test_a_query_with_too_many_parameters_is_refused() -> None:
    from terminology.pages.endpoint import query_of

    assert query_of(b"&".join(b"a=%d" % n for n in range(1000))) == Query()
    assert query_of(b"q=%ff%C3%A4").find("q") == "\ufffdä"


async def test_other_requests_are_answered_while_a_page_is_built(library: Library) -> None:
    """The page waits for something that happens only if another request is answered in the meantime."""
    answered = Event()

    def waits(_request: PageRequest) -> File:
        assert answered.wait(timeout=20)
        return File("a.txt", "text/plain", b"done")

    context = PageContext(library, lambda: datetime(2026, 11, 22, tzinfo=UTC), lambda: "", "1", 1)

    async def other(_request: Request) -> Response:
        answered.set()
        return Response("other")

    page = PageEndpoint(context, waits, CapacityLimiter(1)).__call__
    app = Starlette(routes=[Route("/page", page), Route("/other", other)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://tx") as client:
        slow = asyncio.create_task(client.get("/page"))
        await asyncio.sleep(0)
        assert (await client.get("/other")).text == "other"
        assert (await slow).content == b"done"


async def test_a_page_is_rebuilt_after_every_write_and_import(client: httpx.AsyncClient, library: Library) -> None:
    """Its ETag contains the digest of the content of both FHIR versions."""
    first = (await client.get("/value-sets")).headers["etag"]
    snapshot = library.snapshot(FhirVersion.R5)
    library._snapshots = {**library._snapshots, FhirVersion.R5: replace(snapshot, digest=f"{snapshot.digest} 1")}
    try:
        assert (await client.get("/value-sets", headers={"If-None-Match": first})).status_code == 200
    finally:
        library._snapshots = {**library._snapshots, FhirVersion.R5: snapshot}
