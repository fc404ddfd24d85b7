import csv
import json
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from terminology.core.budget import Limits
from terminology.http.request_log import STARTED
from terminology.http.response_cache import ResponseCache

Check = Callable[[httpx.Response], dict[str, Any]]
RELEASE = "/bulk/CodeSystem/hcpcs-level-ii-2025-10"
MODIFIERS = "/bulk/ValueSet/hcpcs-modifiers"


async def test_a_code_system_is_exported_with_one_concept_per_line(client: httpx.AsyncClient) -> None:
    lines = await client.get(f"{RELEASE}.ndjson")
    table = await client.get(f"{RELEASE}.csv")
    assert lines.headers["content-type"] == "application/x-ndjson"
    assert table.headers["content-disposition"] == 'attachment; filename="hcpcs-level-ii-2025-10.csv"'
    found = [json.loads(line)["code"] for line in lines.text.splitlines()]
    rows = csv.DictReader(table.content.decode("utf-8-sig").splitlines())
    assert [row["code"] for row in rows] == found
    read = (await client.get("/r5/CodeSystem/hcpcs-level-ii-2025-10")).json()
    assert found == [concept["code"] for concept in read["concept"]]


async def test_a_value_set_is_exported_as_of_a_day_with_the_requested_properties(client: httpx.AsyncClient) -> None:
    asked = {"date": "2025-10-02", "property": ["kind", "coverage"]}
    answered = await client.get(f"{MODIFIERS}.csv", params=asked)
    rows = list(csv.DictReader(answered.content.decode("utf-8-sig").splitlines()))
    assert {row["kind"] for row in rows} == {"modifier"}
    assert {row["coverage"] for row in rows} > {"C"}


async def test_the_deadline_of_an_export_counts_from_its_arrival(app: ResponseCache) -> None:
    async def long_ago(scope: Scope, receive: Receive, send: Send) -> None:
        await app.app(scope | {STARTED: time.monotonic() - Limits().seconds - 1}, receive, send)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(long_ago), base_url="http://tx") as client:
        for address in (f"{RELEASE}.ndjson", f"{MODIFIERS}.csv"):
            assert (await client.get(address)).status_code == 504


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/bulk/CodeSystem/none.csv", 404),
        ("/bulk/Patient/1.csv", 404),
        (f"{RELEASE}.xlsx", 404),
        (f"{RELEASE}.csv?date=2025-01-01", 400),
        (f"{RELEASE}.csv?fhirVersion=3.0", 400),
        (f"{MODIFIERS}.csv?date=yesterday", 400),
        ("/bulk/CodeSystem/hcpcs-procedure-narratives.csv", 404),
    ],
)
async def test_unexportable_content_is_answered_with_an_outcome(
    client: httpx.AsyncClient, outcome: Check, address: str, status: int
) -> None:
    refused = await client.get(address)
    assert refused.status_code == status
    assert outcome(refused)["severity"] == "error"
