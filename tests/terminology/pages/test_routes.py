import httpx
import pytest

from terminology.pages.assets import ASSETS
from terminology.pages.makers import MAKERS
from terminology.pages.routes import PATHS


def test_every_address_has_a_page_function() -> None:
    assert tuple(MAKERS) == PATHS


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


HOSTILE = "<img src=x onerror=alert(1)>\x00\"'&"
ADDRESSES = (
    *("/", "/suggestions", "/hcpcs", "/hcpcs/J3111", "/code-systems", "/code-systems/administrative-gender"),
    *("/value-sets", "/value-sets/care-at-home", "/concept-maps", "/concept-maps/hcpcs-replaced-by-2025-10"),
    *("/compare", "/check", "/narratives", "/content", "/api"),
)
PARAMETERS = (
    *("q", "go", "date", "version", "page", "kind", "chapter", "rbcs", "coverage", "status", "below", "url", "code"),
    *("from", "to", "value-set", "system", "this", "other", "of", "download", "lines", "language", "source"),
    *("operation", "fhir"),
)


@pytest.mark.parametrize("value", [HOSTILE, "1e9", "9999-99-99", "x" * 2000, "*"])
@pytest.mark.parametrize("address", ADDRESSES)
async def test_no_value_of_any_parameter_makes_a_page_fail(client: httpx.AsyncClient, address: str, value: str) -> None:
    """Each parameter by itself, so that none is masked by the refusal of another."""
    for name in PARAMETERS:
        response = await client.get(address, params={name: value})
        assert response.status_code in (200, 303, 400, 404, 414), (name, response.status_code)
        assert "<img" not in response.text, name


@pytest.mark.parametrize("folder", ["/hcpcs", "/code-systems", "/value-sets", "/concept-maps", "/nowhere"])
async def test_any_path_is_answered_with_a_page(client: httpx.AsyncClient, folder: str) -> None:
    for end in ("<script>alert(1)</script>", "%00%ff", "..%2f..%2fetc", "x" * 10_000, "%20"):
        response = await client.get(f"{folder}/{end}")
        assert response.status_code in (303, 404, 414), (folder, end[:20])
        assert "<script>alert" not in response.text
