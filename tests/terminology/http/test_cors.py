import httpx
import pytest


@pytest.mark.parametrize("path", ["/r4", "/r5/CodeSystem/$lookup", "/metrics", "/nothing"])
async def test_a_browser_may_ask_first_anywhere(client: httpx.AsyncClient, path: str) -> None:
    asked = {"Origin": "https://ehr.example", "Access-Control-Request-Method": "POST"}
    response = await client.options(path, headers=asked)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["access-control-allow-methods"] == "GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS"
    allowed = response.headers["access-control-allow-headers"].split(",")
    assert {"Accept", "Content-Type", "Prefer", "If-None-Match", "X-Request-Id", "traceparent"} <= set(allowed)
    assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize("path", ["/r4/metadata", "/r4/nothing", "/nothing"])
async def test_a_browser_may_see_every_answer(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path, headers={"Origin": "https://ehr.example"})
    assert response.headers["access-control-allow-origin"] == "*"
    exposed = "Location,Content-Location,ETag,Last-Modified,X-Request-Id"
    assert response.headers["access-control-expose-headers"] == exposed
