"""An application with a writable store, keys for writers, and resources to write."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from secrets import token_urlsafe
from typing import Any
from uuid import uuid4

import httpx
from starlette.types import ASGIApp

from terminology.core.budget import Limits
from terminology.http.application import create_application
from terminology.http.authorization.fetching import fetch_json
from terminology.http.authorization.gate import Gate
from terminology.http.authorization.key_ring import KeyRing
from terminology.http.authorization.sessions import Sessions
from terminology.http.authorization.tokens import TokenReader
from terminology.http.notice_sending import NoticeSender
from terminology.http.server_context import ServerContext
from terminology.library.api_keys import new_key
from terminology.library.audit_trail import AuditTrail
from terminology.library.importing import load_starter
from terminology.library.library import Library
from terminology.library.publishing import ImportContext
from terminology.store.mongo_store import MongoStore

BASE = "https://terminology.example.org/fhir"
START = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
Json = dict[str, Any]


def value_set(id: str | None = None, **more: Any) -> Json:
    """A draft with two codes of its own system; `more` replaces members, None removes one."""
    resource = {
        "resourceType": "ValueSet",
        "id": id,
        "url": "https://a.example.org/ValueSet/x",
        "version": "1.0.0",
        "status": "draft",
        "compose": {"include": [{"system": "https://a.example.org/CodeSystem/c", "concept": [{"code": "a"}]}]},
    }
    return {name: value for name, value in (resource | more).items() if value is not None}


def code_system(id: str | None = None, **more: Any) -> Json:
    resource = {
        "resourceType": "CodeSystem",
        "id": id,
        "url": "https://a.example.org/CodeSystem/c",
        "version": "1.0.0",
        "status": "draft",
        "content": "complete",
        "concept": [{"code": "a", "display": "A"}, {"code": "b", "display": "B"}],
    }
    return {name: value for name, value in (resource | more).items() if value is not None}


@dataclass
class Server:
    """`client` may do everything; `key` creates the header of a client with fewer rights."""

    library: Library
    context: ServerContext
    client: httpx.AsyncClient
    keys: Callable[..., Any]
    app: ASGIApp
    clock: list[datetime] = field(default_factory=list)

    async def key(self, scope: str, *below: str) -> dict[str, str]:
        text = await self.keys(scope, below)
        return {"Authorization": f"Bearer {text}"}


@asynccontextmanager
async def serving(store: MongoStore, has_starter: bool = False) -> AsyncIterator[Server]:
    """A server on this store, empty or with the starter content, which takes half a second to load."""
    numbers, clock = count(1), [START]

    def now() -> datetime:
        clock[0] += timedelta(milliseconds=1)
        return clock[0]

    library = Library(store, BASE, now)
    if has_starter:
        await load_starter(ImportContext(store, BASE, now, lambda: f"import-{next(numbers)}"))
    await library.refresh()
    ring = KeyRing(store.api_keys.load, now, lambda: next(numbers) * 10.0)
    context = ServerContext(
        library=library,
        gate=Gate(
            ring,
            TokenReader((), fetch_json, now, time.monotonic),
            sessions=Sessions(store, ring, now, lambda: token_urlsafe(32)),
        ),
        audit=AuditTrail(store, now, lambda: uuid4().hex),
        now=now,
        new_id=lambda: str(uuid4()),
        software_version="1.2.3",
        released=START,
        public_base_url="https://tx.example.org",
        limits=Limits(),
        caches=None,
        notices=NoticeSender(("https://ehr.example.org/",)),
    )

    async def add_key(scope: str, below: tuple[str, ...] = ()) -> str:
        key, text = new_key(f"key-{next(numbers)}", scope, below, START, lambda _: f"{next(numbers):043}")
        await store.api_keys.add(replace(key, created_at=START))
        return text

    everything = {"Authorization": f"Bearer {await add_key('system/*.cruds')}"}
    app = create_application(context)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://tx", headers=everything) as client:
        yield Server(library, context, client, add_key, app, clock)
