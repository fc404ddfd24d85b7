import httpx

from terminology.http.metrics import Metrics
from terminology.library.library import Library

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"


async def test_requests_are_counted_by_template_and_never_by_what_they_say(client: httpx.AsyncClient) -> None:
    await client.get("/r4/CodeSystem/$lookup", params={"system": HCPCS, "code": "J3111"})
    await client.get("/r4/CodeSystem/secret-id")
    await client.get("/secret-path")
    await client.request("SECRET", "/r4/metadata")
    response = await client.get("/metrics")
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    name = "http_server_request_duration_seconds_count"
    assert f'{name}{{method="GET",route="/r4/CodeSystem/$lookup",status="200"}}' in response.text
    assert f'{name}{{method="GET",route="/r4/CodeSystem/{{id}}",status="404"}}' in response.text
    assert f'{name}{{method="GET",route="unknown",status="404"}}' in response.text
    assert f'{name}{{method="other",route="/r4/metadata",status="405"}}' in response.text
    assert "secret" not in response.text.lower()
    assert "J3111" not in response.text


async def test_the_content_and_the_build_are_measured(
    client: httpx.AsyncClient, empty_client: httpx.AsyncClient
) -> None:
    text = (await client.get("/metrics")).text
    assert "terminology_ready 1.0" in text
    assert "terminology_store_reachable 1.0" in text
    assert 'terminology_build_info{version="1.2.3"} 1.0' in text
    assert "terminology_ready 0.0" in (await empty_client.get("/metrics")).text


def test_two_applications_do_not_share_measurements(library: Library) -> None:
    one, other = Metrics(library, "1"), Metrics(library, "1")
    one.note("GET", "/livez", 200, 0.001)
    assert b'route="/livez"' in one.text()
    assert b'route="/livez"' not in other.text()
