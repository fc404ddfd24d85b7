"""The parameter `date` over HTTP: each entry of a batch Bundle has its own date."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

Check = Callable[[httpx.Response], dict[str, Any]]

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
VALIDATE = f"CodeSystem/$validate-code?url={HCPCS}&code=J3111"


def get(date: str) -> dict[str, Any]:
    return {"request": {"method": "GET", "url": f"{VALIDATE}&date={date}"}}


def post(date: str) -> dict[str, Any]:
    named = {"url": ("valueUri", HCPCS), "code": ("valueCode", "J3111"), "date": ("valueDateTime", date)}
    parameter = [{"name": name, key: value} for name, (key, value) in named.items()]
    body = {"resourceType": "Parameters", "parameter": parameter}
    return {"request": {"method": "POST", "url": "CodeSystem/$validate-code"}, "resource": body}


@pytest.mark.parametrize("path", ["/r4", "/r5"])
async def test_each_entry_of_a_bundle_has_its_own_date(client: httpx.AsyncClient, resource: Check, path: str) -> None:
    entries = [
        get("2019-09-30"),
        get("2019-10-01"),
        post("2019-09-30"),
        post("2019-10-01T08:00:00-05:00"),
        get("2019-02-30"),
    ]
    bundle = {"resourceType": "Bundle", "type": "batch", "entry": entries}
    found = resource(await client.post(path, json=bundle))["entry"]
    assert [item["response"]["status"][:3] for item in found] == ["200", "200", "200", "200", "400"]
    results = [item["resource"]["parameter"][0]["valueBoolean"] for item in found[:4]]
    assert results == [False, True, False, True]


@pytest.mark.parametrize("path", ["/r4", "/r5"])
async def test_an_impossible_date_is_a_bad_request(client: httpx.AsyncClient, outcome: Check, path: str) -> None:
    response = await client.get(f"{path}/{VALIDATE}&date=2019-02-30")
    assert response.status_code == 400
    assert outcome(response)["details"]["text"] == "'2019-02-30' is not a date: there is no such day"


@pytest.mark.parametrize("path", ["/r4", "/r5"])
async def test_a_lookup_before_the_first_day_is_not_found(client: httpx.AsyncClient, outcome: Check, path: str) -> None:
    response = await client.get(f"{path}/CodeSystem/$lookup?system={HCPCS}&code=J3111&date=2019-09-30")
    assert response.status_code == 404
    assert outcome(response)["details"]["text"] == "J3111 was added on 2019-10-01"


async def test_a_zone_whose_plus_was_not_encoded_is_understood(client: httpx.AsyncClient, resource: Check) -> None:
    found = resource(await client.get(f"/r4/{VALIDATE}&date=2019-10-01T00:30:00+02:00"))
    assert found["parameter"][0] == {"name": "result", "valueBoolean": True}
