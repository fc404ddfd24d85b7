"""A search page is limited in bytes and built while it is sent."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from typing import Any

import httpx
import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message

from fhir_resources import json_format, xml_format
from fhir_resources.code_system_parts import PIECE_BYTES, CodeSystemParts
from fhir_resources.version import FhirVersion
from terminology.core.errors import TimedOut
from terminology.core.issues import Issue
from terminology.http import search_page
from terminology.http.search_page import AT_ONCE_BYTES, PAGE_BYTES, Match, SearchPage
from terminology.library.ports import ImportRecord
from terminology.library.publishing import ImportContext, PendingImport, publish
from terminology.store.mongo_store import MongoStore
from tests.builders.catalogue import code_system_of
from tests.builders.writing import BASE, START, Server, serving

Check = Callable[[httpx.Response], dict[str, Any]]
ISSUE = {"severity": "warning", "code": "not-supported"}
CODES = [f"c{number}" for number in range(1050)]


def match(number: int, size_bytes: int, made: list[int], in_parts: bool = False) -> Match:
    resource = {"resourceType": "CodeSystem", "id": str(number), "title": "x" * size_bytes}

    def make() -> dict[str, Any]:
        made.append(number)
        return resource

    def pieces() -> Iterator[bytes]:
        made.append(number)
        yield b'{"code":"a"}'

    parts = CodeSystemParts(resource, pieces) if in_parts else None
    return Match(f"http://x/CodeSystem/{number}", make, lambda: parts)


def page_of(matches: list[Match], outcome: dict[str, Any] | None = None) -> SearchPage:
    return SearchPage(matches, 100, lambda shown: {"self": "http://x", "next": f"http://x?_offset={shown}"}, outcome)


def read(page: SearchPage) -> dict[str, Any]:
    return json_format.loads(b"".join(page.text()))


def test_a_small_page_is_one_piece_and_a_large_one_the_same_in_pieces() -> None:
    ignored = {"search": {"mode": "outcome"}}
    page = page_of([match(number, 10, []) for number in range(3)], ignored)
    assert page.find_small(lambda: None) == read(page)
    assert [entry["search"]["mode"] for entry in read(page)["entry"]] == ["match"] * 3 + ["outcome"]
    assert page_of([match(1, AT_ONCE_BYTES, [])]).find_small(lambda: None) is None
    assert page_of([match(1, 1, [], in_parts=True)]).find_small(lambda: None) is None
    assert read(page_of([match(1, 1, [], in_parts=True)]))["entry"][0]["resource"]["concept"] == [{"code": "a"}]


def test_a_page_ends_with_the_resource_that_fills_it_and_the_next_page_follows() -> None:
    made: list[int] = []
    page = read(page_of([match(number, PAGE_BYTES // 2, made) for number in range(9)]))
    assert [entry["resource"]["id"] for entry in page["entry"]] == ["0", "1"]
    assert (page["total"], page["link"][1]["url"]) == (100, "http://x?_offset=2")
    assert made == [0, 1]


@pytest.mark.parametrize("sizes", [(10, 10), (PAGE_BYTES // 2,) * 5, (AT_ONCE_BYTES, PAGE_BYTES, 10)])
def test_a_page_in_xml_is_the_one_in_json(sizes: tuple[int, ...]) -> None:
    outcome = {"resource": {"resourceType": "OperationOutcome", "issue": [ISSUE]}, "search": {"mode": "outcome"}}
    matches = [match(number, size, [], in_parts=number == 1) for number, size in enumerate(sizes)]
    page = page_of(matches, outcome)
    as_xml = xml_format.loads(b"".join(page.xml(FhirVersion.R5)), FhirVersion.R5)
    assert as_xml == json_format.loads(json_format.dumps(read(page)))


def test_unread_pieces_are_not_produced() -> None:
    made: list[int] = []
    text = page_of([match(number, AT_ONCE_BYTES, made) for number in range(20)]).text()
    next(text)
    text.close()  # type: ignore[attr-defined]
    assert made == [0]


def test_the_deadline_is_checked_for_each_resource() -> None:
    numbers = count()

    def passed() -> None:
        if next(numbers) == 2:
            raise TimedOut(Issue("error", "timeout", "too long"))

    made: list[int] = []
    with pytest.raises(TimedOut):
        page_of([match(number, 1, made) for number in range(9)]).find_small(passed)
    assert made == [0, 1]


@pytest.fixture
async def server(store: MongoStore) -> AsyncIterator[Server]:
    for version in "12":
        context = ImportContext(store, BASE, lambda: START, lambda version=version: version)  # type: ignore[misc]
        system = code_system_of(*CODES, url="http://example.org/large", version=version, id=f"large-{version}")
        record = ImportRecord(version, "test", (), START, system=system.header.url, version=version, content="complete")
        await publish(context, [PendingImport(record, system)], lambda records: records)
    async with serving(store) as server:
        yield server


async def test_complete_code_systems_are_paged_in_every_format(
    server: Server, resource: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/r4/CodeSystem?url=http://example.org/large&_summary=false"
    both = await server.client.get(address)
    assert "content-length" not in both.headers
    assert [len(entry["resource"]["concept"]) for entry in resource(both)["entry"]] == [1050, 1050]
    monkeypatch.setattr(search_page, "PAGE_BYTES", 10_000)
    first = resource(await server.client.get(address))
    assert (first["total"], [entry["resource"]["version"] for entry in first["entry"]]) == (2, ["2"])
    pretty = resource(await server.client.get(f"{address}&_pretty=true"))
    as_xml = resource(await server.client.get(f"{address}&_format=xml"))
    assert pretty["entry"] == as_xml["entry"] == first["entry"]
    following = next(link["url"] for link in first["link"] if link["relation"] == "next")
    second = resource(await server.client.get(following.removeprefix("https://tx.example.org")))
    assert [entry["resource"]["version"] for entry in second["entry"]] == ["1"]


async def test_only_the_requested_elements_are_returned(server: Server, resource: Check) -> None:
    found = resource(await server.client.get("/r5/CodeSystem/large-1?_elements=concept,url"))
    assert set(found) == {"resourceType", "id", "meta", "url", "status", "content", "concept"}
    assert "SUBSETTED" in str(found["meta"])
    assert len(found["concept"]) == 1050


@pytest.mark.parametrize("spec_version", ["2.3", "2.4"])
async def test_no_piece_is_produced_for_a_disconnected_client(
    server: Server, monkeypatch: pytest.MonkeyPatch, spec_version: str
) -> None:
    """Both ASGI versions of uvicorn: one reports a disconnect by `receive`, the other by an error of `send`."""
    made: list[int] = []
    is_removal = asyncio.Event()

    def endless(_match: Match) -> Iterator[bytes]:
        for number in count():
            made.append(number)
            yield b" " * PIECE_BYTES

    requests = iter([{"type": "http.request", "body": b""}])

    async def receive() -> Message:
        request = next(requests, None)
        if request is None:
            await is_removal.wait()
        return request or {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            is_removal.set()
            if spec_version == "2.4":
                raise OSError

    monkeypatch.setattr(search_page, "_entry", endless)
    transport = server.client._transport
    assert isinstance(transport, httpx.ASGITransport)
    scope = {"type": "http", "method": "GET", "path": "/r5/CodeSystem", "query_string": b"_summary=false"}
    scope |= {"headers": [], "client": ("127.0.0.1", 1), "scheme": "http", "server": ("x", 80), "http_version": "1.1"}
    scope |= {"asgi": {"version": "3.0", "spec_version": spec_version}, "raw_path": b"/r5/CodeSystem", "root_path": ""}
    async with asyncio.timeout(10):
        with contextlib.suppress(ClientDisconnect):
            await transport.app(scope, receive, send)
    assert 0 < len(made) < 10
