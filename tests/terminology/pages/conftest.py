"""Pages on the starter content from a real store, requested through ASGI; and single pages on any snapshot."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from lxml import html
from starlette.types import ASGIApp

from fhir_resources.version import FhirVersion
from terminology.http.application import create_application
from terminology.library.library import Library
from terminology.library.snapshots import Snapshot
from terminology.pages.context import PageContext, PageRequest
from terminology.pages.query import Query
from tests.examples.all_releases import snapshot_of_all
from tests.terminology.http.conftest import site_of

Ask = Callable[..., PageRequest]
Read = Callable[..., html.HtmlElement]


def now() -> datetime:
    return datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def app(library: Library) -> ASGIApp:
    return create_application(site_of(library))


@pytest.fixture
async def client(app: ASGIApp) -> AsyncIterator[httpx.AsyncClient]:
    """A browser: it prefers HTML."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    accept = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    async with httpx.AsyncClient(transport=transport, base_url="http://tx", headers=accept) as client:
        yield client


@pytest.fixture(scope="session")
def read() -> Read:
    """A response as a document, after checking what every page must have."""

    def parsed(response: httpx.Response, status: int = 200) -> html.HtmlElement:
        assert response.status_code == status, response.text[:300]
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        document = html.document_fromstring(response.text)
        assert len(document.findall(".//h1")) == 1
        assert len(document.findall(".//main")) == 1
        assert document.findtext(".//title")
        ids = [item.get("id") for item in document.iterfind(".//*[@id]")]
        assert len(ids) == len(set(ids))
        assert not document.xpath("//*[@style] | //style | //script[not(@src)] | //*[starts-with(name(@*), 'on')]")
        return document

    return parsed


@pytest.fixture(scope="session")
def request_over(library: Library) -> Callable[[Snapshot], Ask]:
    """Requests for pages on a snapshot: `ask(path, {ids}, parameter=value)`."""
    context = PageContext(library, now, lambda: "an-id", "1.2.3", 256 * 1024)

    def over(snapshot: Snapshot) -> Ask:
        def ask(path: str = "/", ids: dict[str, str] | None = None, **query: str) -> PageRequest:
            pairs = tuple(query.items())
            return PageRequest(context, snapshot, path, ids or {}, Query(pairs), "http://tx", lambda: None)

        return ask

    return over


@pytest.fixture
def ask(request_over: Callable[[Snapshot], Ask], library: Library) -> Ask:
    return request_over(library.snapshot(FhirVersion.R5))


@pytest.fixture
def ask_all(request_over: Callable[[Snapshot], Ask], shared_data: Path) -> Ask:
    """With CMS's seven releases."""
    return request_over(snapshot_of_all(shared_data))
