from dataclasses import replace

import httpx
import pytest

from fhir_resources import xml_format
from fhir_resources.version import FhirVersion
from terminology.http.application import create_application
from terminology.http.server_context import ServerContext


@pytest.mark.parametrize(
    "path", ["/r4/metadata", "/r5/metadata", "/", "/docs", "/openapi.json", "/livez", "/readyz", "/metrics"]
)
async def test_every_address_of_the_contract_answers(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path)
    assert response.status_code == 200
    assert response.headers["x-request-id"]


async def test_addresses_are_not_redirected(client: httpx.AsyncClient) -> None:
    assert (await client.get("/docs/")).status_code == 404
    assert (await client.post("/r4/", json={"resourceType": "Bundle", "type": "batch"})).status_code == 200


@pytest.mark.parametrize("path", ["/r4x", "/r6/metadata", "/r4x/metadata"])
async def test_other_bases_are_not_found(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path)
    assert response.status_code == 404
    assert response.json()["resourceType"] == "OperationOutcome"


@pytest.mark.parametrize(("path", "accept"), [("/nope", "application/fhir+xml"), ("/nope?_format=xml", "*/*")])
async def test_not_found_errors_are_xml_on_request(client: httpx.AsyncClient, path: str, accept: str) -> None:
    response = await client.get(path, headers={"Accept": accept})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/fhir+xml; charset=utf-8"
    assert xml_format.loads(response.content, FhirVersion.R5)["resourceType"] == "OperationOutcome"


@pytest.mark.parametrize(("trusted", "scheme"), [("127.0.0.1", "https"), ("10.0.0.0/8", "http")])
async def test_links_are_https_behind_a_trusted_proxy(server: ServerContext, trusted: str, scheme: str) -> None:
    app = create_application(replace(server, public_base_url=None), trusted_proxies=trusted)
    transport = httpx.ASGITransport(app, client=("127.0.0.1", 123))
    async with httpx.AsyncClient(transport=transport, base_url="http://tx.example.org") as client:
        found = await client.get("/r5/CodeSystem", params={"_count": 1}, headers={"X-Forwarded-Proto": "https"})
    assert found.json()["link"][0]["url"].startswith(f"{scheme}://tx.example.org/r5/CodeSystem?")
