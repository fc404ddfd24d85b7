"""One application on the starter content, read once from a real store; tests call it through ASGI."""

import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from secrets import token_urlsafe
from typing import Any
from uuid import uuid4

import httpx
import pytest
import structlog
from starlette.types import ASGIApp

from fhir_resources import json_format, models, xml_format
from fhir_resources.version import FhirVersion, find_version
from terminology.core.budget import Limits
from terminology.http.application import create_application
from terminology.http.authorization.fetching import fetch_json
from terminology.http.authorization.gate import Gate
from terminology.http.authorization.key_ring import KeyRing
from terminology.http.authorization.sessions import Sessions
from terminology.http.authorization.tokens import TokenReader
from terminology.http.server_context import ServerContext
from terminology.library.audit_trail import AuditTrail
from terminology.library.caches import ClientResourceCaches
from terminology.library.library import Library
from terminology.store.mongo_store import MongoStore
from tests.builders.writing import Server, serving

BASE = "https://terminology.example.org/fhir"
RELEASED = datetime(2026, 11, 1, tzinfo=UTC)
BODY_LIMIT_BYTES = 256 * 1024

Json = dict[str, Any]
Check = Callable[[httpx.Response], Json]


# structlog's own rendering of an exception shows every local variable, which takes minutes over a whole catalogue.
structlog.configure(processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()])


def now() -> datetime:
    return datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def gate_of(library: Library) -> Gate:
    keys = KeyRing(library.store.api_keys.load, now, time.monotonic)
    sessions = Sessions(library.store, keys, now, lambda: token_urlsafe(32))
    return Gate(keys, TokenReader((), fetch_json, now, time.monotonic), sessions=sessions)


def site_of(library: Library) -> ServerContext:
    return ServerContext(
        library=library,
        gate=gate_of(library),
        audit=AuditTrail(library.store, now, lambda: uuid4().hex),
        now=now,
        new_id=lambda: "6a1f0c52-6d5f-4f6e-9d43-0d7c0c7c1b11",
        software_version="1.2.3",
        released=RELEASED,
        public_base_url="https://tx.example.org",
        limits=Limits(body_bytes=BODY_LIMIT_BYTES),
        caches=ClientResourceCaches(),
    )


@pytest.fixture(scope="session")
def server(library: Library) -> ServerContext:
    return site_of(library)


@pytest.fixture(scope="session")
def app(server: ServerContext) -> ASGIApp:
    return create_application(server)


@pytest.fixture
async def client(app: ASGIApp) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://tx") as client:
        yield client


@pytest.fixture
async def empty_client() -> AsyncIterator[httpx.AsyncClient]:
    """A server that has not been able to read its store yet."""
    empty = create_application(site_of(Library(MongoStore(lambda: "mongodb://127.0.0.1:1", "none"), BASE, now)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(empty), base_url="http://tx") as client:
        yield client


@pytest.fixture(scope="session")
def resource() -> Check:
    """The resource of a response, after checking that it is valid FHIR of its stated version, in JSON or XML."""

    def checked(response: httpx.Response) -> Json:
        media, _, rest = response.headers["content-type"].partition(";")
        version = find_version(rest.partition("fhirVersion=")[2][:3]) or FhirVersion.R5
        is_xml = media == "application/fhir+xml"
        assert is_xml or media == "application/fhir+json"
        found = xml_format.loads(response.content, version) if is_xml else json_format.loads(response.content)
        assert models.check(found, version) == ()
        return found

    return checked


@pytest.fixture(scope="session")
def outcome(resource: Check) -> Check:
    """The first issue of a response, which must be an OperationOutcome with the request id."""

    def checked(response: httpx.Response) -> Json:
        found = resource(response)
        assert found["resourceType"] == "OperationOutcome"
        assert response.headers["x-request-id"] in found["issue"][-1]["diagnostics"]
        assert response.headers["cache-control"] == "no-store"
        issue: Json = found["issue"][0]
        return issue

    return checked


@pytest.fixture
async def running(store: MongoStore) -> AsyncIterator[Server]:
    """A separate, writable, empty server."""
    async with serving(store) as server:
        yield server


@pytest.fixture
async def running_with_content(store: MongoStore) -> AsyncIterator[Server]:
    """The same with the starter content."""
    async with serving(store, has_starter=True) as server:
        yield server


@pytest.fixture(params=list(FhirVersion), ids=lambda version: version.path)
def base(request: pytest.FixtureRequest) -> str:
    """/r4 and /r5: each test runs on both."""
    version: FhirVersion = request.param
    return f"/{version.path}"
