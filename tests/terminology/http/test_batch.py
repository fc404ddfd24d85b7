import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest

from terminology.core.budget import Limits
from terminology.http.application import create_application
from terminology.http.server_context import ServerContext
from tests.builders.cpu import least_cpu_s

Check = Callable[[httpx.Response], dict[str, Any]]

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
GENDER = "CodeSystem/administrative-gender"


def batch(*entries: Any, kind: str = "batch") -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": kind, "entry": list(entries)}


def get(url: str, **conditions: str) -> dict[str, Any]:
    return {"request": {"method": "GET", "url": url, **conditions}}


@pytest.mark.parametrize("path", ["/r4", "/r4/", "/r5", "/r5/"])
async def test_each_entry_is_answered_for_itself_in_order(
    client: httpx.AsyncClient, resource: Check, path: str
) -> None:
    body = {
        "resourceType": "Parameters",
        "parameter": [{"name": "url", "valueUri": HCPCS}, {"name": "code", "valueCode": "J0000"}],
    }
    entries = (
        get(f"CodeSystem/$lookup?system={HCPCS}&code=J3111"),
        {"request": {"method": "POST", "url": "CodeSystem/$validate-code"}, "resource": body},
        get(f"/{GENDER}"),
        get(f"https://tx.example.org{path.rstrip('/')}/{GENDER}?_summary=true"),
        get("ValueSet?_summary=count"),
        get("metadata"),
        get("CodeSystem/unknown"),
        get(f"CodeSystem/$lookup?system={HCPCS}&code=J0000"),
        {"request": {"method": "PUT", "url": GENDER}},
        get("http://example.org/elsewhere"),
        {"request": {"method": "POST", "url": ""}, "resource": batch()},
        {"request": {"method": "POST", "url": "CodeSystem/$lookup"}, "resource": "text"},
        {"request": {}},
        "text",
    )
    response = await client.post(path, json=batch(*entries[:-3]))
    answered = resource(response)
    assert answered["type"] == "batch-response"
    statuses = [entry["response"]["status"] for entry in answered["entry"]]
    refused = [
        "404 Not Found",
        "404 Not Found",
        "401 Unauthorized",
        "400 Bad Request",
        "415 Unsupported Media Type",
    ]
    assert statuses == ["200 OK"] * 6 + refused
    broken = await client.post(path, json=batch(*entries[-3:]))
    assert [entry["response"]["status"] for entry in broken.json()["entry"]] == ["400 Bad Request"] * 3


async def test_an_entry_may_be_conditional(client: httpx.AsyncClient) -> None:
    etag = (await client.get(f"/r5/{GENDER}")).headers["etag"]
    response = await client.post("/r5", json=batch(get(GENDER, ifNoneMatch=etag), get(GENDER, ifNoneMatch='W/"0"')))
    assert [entry["response"]["status"] for entry in response.json()["entry"]] == ["304 Not Modified", "200 OK"]


async def test_an_empty_batch_has_an_empty_answer(client: httpx.AsyncClient, resource: Check) -> None:
    answered = resource(await client.post("/r5", json=batch()))
    assert answered == {"resourceType": "Bundle", "type": "batch-response"}


@pytest.mark.parametrize(
    ("bundle", "status", "code"),
    [
        (batch(kind="collection"), 400, "invalid"),
        ({"resourceType": "Bundle"}, 400, "invalid"),
        ({"resourceType": "Bundle", "type": "batch", "entry": {}}, 400, "invalid"),
        ({"resourceType": "Parameters"}, 400, "invalid"),
        (batch(*[{}] * 10_001), 422, "too-costly"),
    ],
)
async def test_an_invalid_batch_is_refused_completely(
    client: httpx.AsyncClient, outcome: Check, bundle: dict[str, Any], status: int, code: str
) -> None:
    response = await client.post("/r5", json=bundle)
    assert (response.status_code, outcome(response)["code"]) == (status, code)
    assert "None" not in response.text


async def test_a_batch_needs_a_body(client: httpx.AsyncClient, outcome: Check) -> None:
    assert (await client.post("/r5")).status_code == 400
    response = await client.post("/r5", data={"a": "b"})
    assert (response.status_code, outcome(response)["code"]) == (415, "not-supported")


@pytest.mark.parametrize("url", ["http://[/x", "//[/x", "http://[::1/x?y"])
async def test_an_address_that_cannot_be_read_is_that_entrys_refusal(client: httpx.AsyncClient, url: str) -> None:
    response = await client.post("/r5", json=batch(get(url), get("metadata")))
    assert [entry["response"]["status"] for entry in response.json()["entry"]] == ["400 Bad Request", "200 OK"]


async def test_an_encoded_address_and_head_are_understood_in_an_entry(client: httpx.AsyncClient) -> None:
    head = {"request": {"method": "HEAD", "url": GENDER}}
    response = await client.post("/r5", json=batch(get(GENDER.replace("-", "%2D")), head))
    found, without_body = response.json()["entry"]
    assert found["resource"]["id"] == "administrative-gender"
    assert without_body["response"]["status"] == "200 OK"
    assert "resource" not in without_body


async def test_a_display_in_an_address_is_checked_for_every_code(client: httpx.AsyncClient) -> None:
    url = f"CodeSystem/$validate-code?url={HCPCS}&display=wrong&code=J3111"
    response = await client.post("/r4", json=batch(*[get(url)] * 4))
    results = [entry["resource"]["parameter"][0] for entry in response.json()["entry"]]
    assert results == [{"name": "result", "valueBoolean": False}] * 4


def cpu_of(entries: int, server: ServerContext) -> float:
    """CPU seconds for a batch of this many entries, in process."""
    url = f"CodeSystem/$validate-code?url={HCPCS}&code=J3111"
    app = create_application(replace(server, limits=Limits(seconds=600)))

    async def ask() -> None:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://tx") as client:
            response = await client.post("/r4", json=batch(*[get(url)] * entries), timeout=600)
            assert response.status_code == 200

    return least_cpu_s(lambda: asyncio.run(ask()), rounds=2)


def test_a_batch_takes_time_in_proportion_to_its_entries(server: ServerContext) -> None:
    assert cpu_of(4000, server) < 25 * cpu_of(400, server)  # where each looked at all it would be a hundred
