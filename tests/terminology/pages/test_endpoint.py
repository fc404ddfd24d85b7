from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from anyio import CapacityLimiter
from lxml.html import HtmlElement
from starlette.applications import Starlette
from starlette.routing import Route

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
    """A page that fails, on a server that has not been able to read its store yet."""
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


def test_a_query_with_too_many_parameters_is_no_query() -> None:
    from terminology.pages.endpoint import query_of

    assert query_of(b"&".join(b"a=%d" % n for n in range(1000))) == Query()
    assert query_of(b"q=%ff%C3%A4").find("q") == "\ufffdä"
