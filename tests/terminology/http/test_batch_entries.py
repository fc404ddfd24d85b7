"""Batch entries that differ only in their code get the same answers as single requests."""

from typing import Any
from urllib.parse import quote

import httpx
import pytest

from fhir_resources import json_format

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
WHOLE = "http://terminology.hl7.org/ValueSet/v3-HealthCareCommonProcedureCodingSystem"
CODES = ("J3111", "j3111", "J0000", "A%2B", "", "E0100", "x y", "J3111&code=E0100", "K0001#x")
ASKED = (
    f"CodeSystem/$lookup?system={HCPCS}&code=",
    f"/CodeSystem/$lookup?property=*&date=2025-10-01&code=%s&system={HCPCS}",
    f"CodeSystem/$validate-code?code=%s&url={quote(HCPCS, safe='')}&displayLanguage=de",
    f"ValueSet/$validate-code?url={WHOLE}&system={HCPCS}&code=",
    f"ValueSet/$validate-code?url=http://unknown.example&system={HCPCS}&code=",
    "CodeSystem/hcpcs-coverage-code/$lookup?code=",
    f"ValueSet/$expand?url={WHOLE}&count=1&code=",
)
Json = dict[str, Any]


def batch(*entries: Json) -> Json:
    return {"resourceType": "Bundle", "type": "batch", "entry": list(entries)}


def without_id(outcome: Json) -> Json:
    """Outcomes of single requests name the request, in a separate issue or in the last one."""
    issues = [{k: v for k, v in item.items() if k != "diagnostics"} for item in outcome["issue"]]
    return outcome | {"issue": [item for item in issues if len(item) > 2]}


@pytest.mark.parametrize("path", ["/r4", "/r5"])
@pytest.mark.parametrize("asked", ASKED)
async def test_each_gets_the_same_answer_as_alone(client: httpx.AsyncClient, path: str, asked: str) -> None:
    urls = [asked.replace("%s", code) if "%s" in asked else asked + code for code in CODES]
    response = await client.post(path, json=batch(*({"request": {"method": "GET", "url": url}} for url in urls)))
    for url, entry in zip(urls, response.json()["entry"], strict=True):
        single = await client.get(f"{path}/{url.lstrip('/')}".partition("#")[0])
        together = entry.get("resource") or entry["response"]["outcome"]
        if "#" not in url:
            assert int(entry["response"]["status"][:3]) == single.status_code
            assert together == (single.json() if single.status_code == 200 else without_id(single.json()))


async def test_posted_ones_too_and_every_byte_of_them(client: httpx.AsyncClient) -> None:
    bodies = [
        {"resourceType": "Parameters", "parameter": [
            {"name": "url", "valueUri": WHOLE}, {"name": "coding", "valueCoding": {"system": HCPCS, "code": code}}]}
        for code in ("J3111", "J0000", "E0100", "J3111")
    ]  # fmt: skip
    entries = [{"request": {"method": "POST", "url": "ValueSet/$validate-code"}, "resource": body} for body in bodies]
    together = (await client.post("/r4", json=batch(*entries))).content
    alone = [(await client.post("/r4/ValueSet/$validate-code", json=body)).content for body in bodies]
    written = [b'{"resource":%b,"response":{"status":"200 OK"}}' % each for each in alone]
    assert together == b'{"resourceType":"Bundle","type":"batch-response","entry":[%b]}' % b",".join(written)


@pytest.mark.parametrize("kind", ["CodeSystem", "ValueSet"])
async def test_validations_in_a_batch_equal_single_ones_byte_for_byte(client: httpx.AsyncClient, kind: str) -> None:
    url = [{"name": "url", "valueUri": WHOLE}] if kind == "ValueSet" else []
    bodies = [
        {"resourceType": "Parameters", "parameter": [
            *url, {"name": "coding", "valueCoding": {"system": HCPCS, "code": code}}]}
        for code in ("J3111", "J0000", "E0100", "J3111")
    ]  # fmt: skip
    validations = [{"name": "validation", "resource": body} for body in bodies]
    asked = {"resourceType": "Parameters", "parameter": validations}
    together = (await client.post(f"/r4/{kind}/$batch-validate-code", json=asked)).content
    alone = [(await client.post(f"/r4/{kind}/$validate-code", json=body)).content for body in bodies]
    written = [b'{"name":"validation","resource":%b}' % each for each in alone]
    assert together == b'{"resourceType":"Parameters","parameter":[%b]}' % b",".join(written)


async def test_an_answer_of_many_can_be_had_as_xml_and_indented(client: httpx.AsyncClient) -> None:
    asked = batch(*({"request": {"method": "GET", "url": ASKED[0] + code}} for code in ("J3111", "J3111", "J3111")))
    compact = await client.post("/r4", json=asked)
    pretty = await client.post("/r4?_pretty=true", json=asked)
    assert json_format.loads(pretty.content) == json_format.loads(compact.content)
    assert len(pretty.content) > len(compact.content)
    xml = await client.post("/r4", json=asked, headers={"Accept": "application/fhir+xml"})
    assert xml.content.count(b'<code value="J3111"/>') == 0
    assert xml.content.count(b'<valueCode value="J3111"/>') == 3
