import gzip

import httpx
import pytest

from tests.builders.cds_hooks import INSTANCE, broken_rules, request, service_request


async def test_discovery_lists_the_services(client: httpx.AsyncClient) -> None:
    response = await client.get("/cds-services")
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    assert [item["hook"] for item in response.json()["services"]] == ["order-sign", "order-select"]


async def test_a_service_answers_cards(client: httpx.AsyncClient) -> None:
    response = await client.post(
        "/cds-services/hcpcs-order-sign", json=request(service_request("J3111", date="2018-01-01"))
    )
    assert response.status_code == 200, response.text
    (card,) = response.json()["cards"]
    assert card["summary"] == "J3111 begins on 2019-10-01, after 2018-01-01"
    assert broken_rules(response.json()) == []
    fine = await client.post("/cds-services/hcpcs-order-sign", json=request(service_request("J3111")))
    assert fine.json() == {"cards": []}


async def test_feedback_is_accepted(client: httpx.AsyncClient) -> None:
    body = {"feedback": [{"card": INSTANCE, "outcome": "overridden"}]}
    assert (await client.post("/cds-services/hcpcs-order-sign/feedback", json=body)).status_code == 200
    assert (await client.post("/cds-services/hcpcs-order-sign/feedback", json={})).status_code == 400


@pytest.mark.parametrize(
    ("path", "content", "status"),
    [
        ("/cds-services/none", b"{}", 404),
        ("/cds-services/hcpcs-order-sign", b"{}", 400),
        ("/cds-services/hcpcs-order-sign", b"{", 400),
        ("/cds-services/hcpcs-order-sign", b"[]", 400),
        ("/cds-services/hcpcs-order-sign", b" " * 5_000_000, 413),
    ],
)
async def test_an_invalid_request_is_refused_with_an_outcome(
    client: httpx.AsyncClient, path: str, content: bytes, status: int
) -> None:
    response = await client.post(path, content=content, headers={"Content-Type": "application/json"})
    assert response.status_code == status
    assert response.json()["resourceType"] == "OperationOutcome"


@pytest.mark.parametrize(
    ("encoding", "content", "status"),
    [
        (
            "gzip",
            gzip.compress(b'{"feedback": [{"card": "%s", "outcome": "overridden"}]}' % INSTANCE.encode(), mtime=0),
            200,
        ),
        ("gzip", gzip.compress(b" " * 5_000_000, mtime=0), 413),
        ("gzip", b"{}", 400),
        ("br", b"abc", 415),
    ],
    ids=["gzip", "bomb", "not gzip", "another"],
)
async def test_a_compressed_body_is_read_within_the_same_limit(
    client: httpx.AsyncClient, encoding: str, content: bytes, status: int
) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": encoding}
    response = await client.post("/cds-services/hcpcs-order-sign/feedback", content=content, headers=headers)
    assert response.status_code == status
    assert response.headers.get("accept-encoding") == ("gzip" if status == 415 else None)


async def test_browsers_may_call(client: httpx.AsyncClient) -> None:
    headers = {
        "Origin": "https://sandbox.cds-hooks.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,authorization",
    }
    response = await client.options("/cds-services/hcpcs-order-sign", headers=headers)
    assert response.status_code in (200, 204)
    assert response.headers["access-control-allow-origin"] in ("*", "https://sandbox.cds-hooks.org")


async def test_requests_of_the_public_sandbox_are_answered(client: httpx.AsyncClient) -> None:
    """Its context and, with each request, a token with a jku; without a configured client the token is not read."""
    token = {"Authorization": "Bearer eyJhbGciOiJFUzM4NCIsImprdSI6Imh0dHBzOi8vc2FuZGJveC8ifQ.e30.c2ln"}
    body = request(service_request("J3111", date="2018-01-01"), hook="order-select")
    body |= {"fhirServer": "https://r4.example.org/fhir", "prefetch": {}}
    assert (await client.get("/cds-services", headers=token)).status_code == 200
    response = await client.post("/cds-services/hcpcs-order-select", json=body, headers=token)
    assert response.status_code == 200
    assert [card["source"]["topic"]["code"] for card in response.json()["cards"]] == ["not-yet-valid"]
