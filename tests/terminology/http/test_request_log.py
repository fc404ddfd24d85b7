from dataclasses import replace
from uuid import UUID

import httpx
import pytest
import structlog
from starlette.types import Receive, Scope, Send

from terminology.http.application import create_application
from terminology.http.metrics import Metrics
from terminology.http.request_log import RequestLog, RequestMetrics
from terminology.http.server_context import ServerContext
from terminology.library.library import Library


@pytest.mark.parametrize("id", ["abc-1.2_3", "txTests:suite/test"])
async def test_a_request_id_is_echoed(client: httpx.AsyncClient, id: str) -> None:
    response = await client.get("/r5/metadata", headers={"X-Request-Id": id})
    assert response.headers["x-request-id"] == id


@pytest.mark.parametrize("id", ["", "a b", "x" * 129, 'a"b', "ä".encode()])
async def test_an_id_that_could_do_harm_is_replaced(client: httpx.AsyncClient, id: str | bytes) -> None:
    response = await client.get("/r5/metadata", headers={"X-Request-Id": id})
    assert UUID(response.headers["x-request-id"])


async def test_an_unexpected_error_is_a_500_without_its_reason(library: Library) -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("a secret")

    observed = RequestLog(broken, RequestMetrics(Metrics(library, "1")))
    with structlog.testing.capture_logs() as logs:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(observed), base_url="http://tx") as client:
            response = await client.get("/", headers={"X-Request-Id": "abc"})
    assert response.status_code == 500
    assert response.json()["issue"][0]["code"] == "exception"
    assert "secret" not in response.text
    assert [(line["log_level"], line["request_id"]) for line in logs] == [("error", "abc")]


async def test_a_handler_that_fails_is_logged_and_answered_as_an_outcome(server: ServerContext) -> None:
    class BrokenLibrary(Library):
        def snapshot(self, version: object) -> object:  # type: ignore[override]  # that it is wrong is the point
            raise RuntimeError("a secret")

    app = create_application(replace(server, library=BrokenLibrary(server.library.store, "", server.library.now)))
    with structlog.testing.capture_logs() as logs:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://tx") as client:
            response = await client.get("/r4/CodeSystem", headers={"Accept": "application/fhir+xml"})
    assert response.status_code == 500
    assert response.headers["content-type"].startswith("application/fhir+xml")
    assert "secret" not in response.text
    assert logs[0]["route"] == "/r4/CodeSystem"


@pytest.mark.parametrize(("logs_requests", "lines"), [(True, 1), (False, 0)])
async def test_a_line_for_each_request_is_logged_when_it_is_wanted(
    server: ServerContext, logs_requests: bool, lines: int
) -> None:
    app = create_application(server, logs_requests=logs_requests)
    with structlog.testing.capture_logs() as logs:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://tx") as client:
            await client.get("/r5/CodeSystem/hcpcs-coverage")
    assert len(logs) == lines
    assert all(line["route"] == "/r5/CodeSystem/{id}" and line["status"] == 200 for line in logs)
