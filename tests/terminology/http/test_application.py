import httpx
import pytest

from fhir_resources import xml_format
from fhir_resources.version import FhirVersion


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
async def test_what_is_nowhere_is_told_in_xml_to_those_who_ask_for_it(
    client: httpx.AsyncClient, path: str, accept: str
) -> None:
    response = await client.get(path, headers={"Accept": accept})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/fhir+xml; charset=utf-8"
    assert xml_format.loads(response.content, FhirVersion.R5)["resourceType"] == "OperationOutcome"
