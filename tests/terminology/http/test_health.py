from dataclasses import replace

import httpx

from terminology.http.health import Readiness
from terminology.http.server_context import ServerContext
from terminology.library.library import Library
from tests.examples.command_line import HCPCS


async def test_livez_answers_without_content(empty_client: httpx.AsyncClient) -> None:
    response = await empty_client.get("/livez")
    assert (response.status_code, response.json()) == (200, {"status": "alive"})
    assert response.headers["cache-control"] == "no-store"


async def test_readyz_counts_the_served_content(client: httpx.AsyncClient) -> None:
    response = await client.get("/readyz")
    checks = response.json()["checks"]
    assert response.status_code == 200
    assert checks["content"]["ok"]
    assert checks["content"]["concepts"] > 70
    assert checks["store"] == {"ok": True, "problem": None}


async def test_readyz_says_that_there_is_no_content(empty_client: httpx.AsyncClient) -> None:
    response = await empty_client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["content"]["ok"] is False


async def test_readyz_says_why_the_store_cannot_be_read(server: ServerContext, library: Library) -> None:
    lost = replace(library, _status=replace(library.status(), is_store_reachable=False, problem="It is gone"))
    response = await Readiness(replace(server, library=lost)).report()
    assert response.status_code == 503
    assert b'"problem":"It is gone"' in bytes(response.body)


async def test_readyz_says_why_columns_are_not_shared_and_is_well(server: ServerContext, library: Library) -> None:
    alone = replace(library, _status=replace(library.status(), columns_problem="It cannot be written"))
    response = await Readiness(replace(server, library=alone)).report()
    assert response.status_code == 200
    assert b'"columns":{"ok":false,"problem":"It cannot be written"}' in bytes(response.body)


async def test_readyz_reports_how_old_the_newest_release_is(client: httpx.AsyncClient) -> None:
    (newest,) = (await client.get("/readyz")).json()["checks"]["content"]["newestReleases"]
    assert (newest["system"], newest["version"], newest["coveredThrough"]) == (HCPCS, "2025-10", "2025-12-31")
    assert newest["daysBehind"] >= 0
