import httpx
import pytest

from terminology.pages.assets import ASSETS


@pytest.mark.parametrize("asset", ASSETS.values(), ids=lambda asset: asset.name)
async def test_assets_are_for_good(client: httpx.AsyncClient, asset: object) -> None:
    response = await client.get(asset.path)  # type: ignore[attr-defined]
    assert response.content == asset.content  # type: ignore[attr-defined]
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_an_asset_under_another_name_is_not_there(client: httpx.AsyncClient) -> None:
    assert (await client.get("/static/pages.00000000.css")).status_code == 404
    assert (await client.get("/favicon.ico")).status_code == 204


async def test_programs_are_refused_as_fhir_refuses(client: httpx.AsyncClient) -> None:
    response = await client.get("/nope", headers={"Accept": "application/json"})
    assert response.json()["resourceType"] == "OperationOutcome"
    assert (await client.get("/nope")).headers["content-type"] == "text/html; charset=utf-8"
