from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from terminology.http.application import create_application
from terminology.http.authorization.key_ring import KeyRing
from terminology.http.server_context import ServerContext
from terminology.library.api_keys import ApiKey, new_key

NOW = datetime(2026, 11, 22, tzinfo=UTC)
KEY, TEXT = new_key("reader", "system/CodeSystem.rs", (), NOW, lambda _bytes: "s" * 43)
LOGIN = {"Authorization": f"Bearer {TEXT}"}


@pytest.fixture
async def protected(server: ServerContext) -> AsyncIterator[httpx.AsyncClient]:
    async def load() -> tuple[ApiKey, ...]:
        return (KEY,)

    clock: Callable[[], float] = lambda: 0.0  # noqa: E731
    gate = replace(server.gate, keys=KeyRing(load, lambda: NOW, clock), protects_reads=True)
    transport = httpx.ASGITransport(create_application(replace(server, gate=gate)))
    async with httpx.AsyncClient(transport=transport, base_url="http://tx") as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/r4/CodeSystem", "/r5/CodeSystem/$lookup?code=J3111", "/r4/ValueSet/$expand"])
async def test_an_anonymous_request_gets_no_content(protected: httpx.AsyncClient, path: str) -> None:
    answer = await protected.get(path)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", ["/livez", "/r4/metadata", "/r5/.well-known/smart-configuration"])
async def test_discovery_addresses_are_public(protected: httpx.AsyncClient, path: str) -> None:
    assert (await protected.get(path)).status_code == 200


async def test_a_scope_grants_access_only_to_its_type(protected: httpx.AsyncClient) -> None:
    assert (await protected.get("/r4/CodeSystem", headers=LOGIN)).status_code == 200
    assert (await protected.get("/", headers=LOGIN)).status_code == 200
    refused = await protected.get("/r4/ValueSet", headers=LOGIN)
    assert refused.status_code == 403
    assert "insufficient_scope" in refused.headers["www-authenticate"]


async def test_each_entry_of_a_batch_is_judged(protected: httpx.AsyncClient) -> None:
    entries = [{"request": {"method": "GET", "url": type}} for type in ("CodeSystem", "ValueSet")]
    bundle = {"resourceType": "Bundle", "type": "batch", "entry": entries}
    answer = (await protected.post("/r4", json=bundle, headers=LOGIN)).json()
    assert [entry["response"]["status"][:3] for entry in answer["entry"]] == ["200", "403"]


@pytest.mark.parametrize("path", ["/check", "/cds-services/hcpcs-order-sign"])
async def test_claim_lines_and_orders_are_protected_as_reads_are(protected: httpx.AsyncClient, path: str) -> None:
    answer = await protected.post(path, content="HCPCS\nJ3111\n", headers={"Content-Type": "text/csv"})
    assert answer.status_code == 401
