import asyncio
import csv
import gzip
import io
import json
import threading
import time

import httpx
import pytest
from structlog.testing import capture_logs

from terminology.core.budget import Budget, Limits
from terminology.http.admission import Admission
from terminology.http.application import create_application
from terminology.http.server_context import ServerContext

CLAIMS = "HCPCS,DOS,Units\nJ3111,5/1/2024,210\nJ3111,5/1/2018,210\n"


async def check(
    client: httpx.AsyncClient, content: bytes | str, kind: str = "text/csv", query: str = ""
) -> httpx.Response:
    return await client.post(f"/check{query}", content=content, headers={"Content-Type": kind})


async def test_csv_is_answered_with_csv_a_line_for_a_line(client: httpx.AsyncClient) -> None:
    response = await check(client, CLAIMS)
    assert (response.status_code, response.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert response.headers["cache-control"] == "no-store"
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert [(row["HCPCS"], row["result"], row["rules"]) for row in rows] == [
        ("J3111", "ok", ""),
        ("J3111", "error", "not-yet-valid"),
    ]


async def test_a_header_says_how_the_columns_are_read(client: httpx.AsyncClient) -> None:
    response = await check(client, "HCPCS,Gebühr\nJ3111,1\n", query="?date=2024-05-01")
    assert response.headers["x-remarks"] == (
        "Columns read: code = HCPCS; Columns not read: Geb?hr; "
        "No column of dates was found: every line is checked as of 2024-05-01"
    )


async def test_objects_are_answered_with_objects(client: httpx.AsyncClient) -> None:
    lines = [{"code": "J3111", "date": "2018-05-01"}, {"hcpcs": "J3111", "x": [1]}, {"nothing": 1}]
    response = await check(client, "\n".join(map(json.dumps, lines)), "application/x-ndjson", "?date=2024-05-01")
    found = [json.loads(line) for line in response.text.splitlines()]
    assert [item["rules"] for item in found] == ["not-yet-valid", "", "unknown-code"]
    assert found[1]["x"] == [1]


async def test_a_column_can_be_named(client: httpx.AsyncClient) -> None:
    response = await check(client, "A,B\nJ3111,x\n", query="?column=code:A")
    assert response.text.splitlines()[1] == "J3111,x,ok,,"


@pytest.mark.parametrize(
    ("content", "kind", "query", "status"),
    [
        ("A,B\n1,2\n", "text/csv", "", 400),
        ("", "text/csv", "", 400),
        (CLAIMS, "application/json", "", 415),
        (CLAIMS, "text/csv", "?column=code", 400),
        (CLAIMS, "text/csv", "?date=soon", 400),
        (CLAIMS, "text/csv", "?dat=2024-05-01", 400),
        (CLAIMS, "text/csv", "?setting=home", 400),
        (CLAIMS, "text/csv", "?date=2024-05-01&date=2024-06-01", 400),
        (CLAIMS, "text/csv", "?column=code:HCPCS&column=code:Units", 400),
        ("HCPCS," * 100_000, "text/csv", "", 400),
        (b"PK\x03\x04", "text/csv", "", 400),
    ],
)
async def test_uncheckable_input_is_refused_with_an_outcome(
    client: httpx.AsyncClient, content: str | bytes, kind: str, query: str, status: int
) -> None:
    response = await check(client, content, kind, query)
    assert response.status_code == status
    assert response.json()["resourceType"] == "OperationOutcome"


async def test_a_compressed_table_is_refused_with_what_is_accepted(client: httpx.AsyncClient) -> None:
    headers = {"Content-Type": "text/csv", "Content-Encoding": "gzip"}
    response = await client.post("/check", content=gzip.compress(CLAIMS.encode()), headers=headers)
    assert (response.status_code, response.headers["accept-encoding"]) == (415, "identity")


async def test_a_line_that_is_too_long_is_a_finding_and_those_around_it_are_checked(client: httpx.AsyncClient) -> None:
    response = await check(client, f"{CLAIMS}{'x' * 2_000_000}\nJ3111,5/1/2024,1\n")
    assert response.status_code == 200
    *_, long, last = csv.reader(io.StringIO(response.text))
    assert (long[-3:-1], last[-3:-1]) == (["error", "unknown-code"], ["ok", ""])
    assert "line of over 1,000,000 bytes" in long[-1]


async def test_a_nul_in_a_code_is_a_finding(client: httpx.AsyncClient) -> None:
    response = await check(client, "HCPCS,DOS\nJ31\x0011,5/1/2024\n")
    assert next(csv.DictReader(io.StringIO(response.text)))["rules"] == "unknown-code"


async def test_answers_come_while_lines_are_still_being_sent(app: object) -> None:
    """The body is sent in pieces, each only after the response to the previous one."""
    sent: list[bytes] = []
    pieces = [b"HCPCS,DOS\n" + b"J3111,5/1/2024\n" * 6000, b"J3111,5/1/2018\n" * 6000, b""]
    asked_after: list[int] = []

    async def receive() -> dict[str, object]:
        asked_after.append(sum(map(len, sent)))
        body = pieces[len(asked_after) - 1]
        return {"type": "http.request", "body": body, "more_body": len(asked_after) < len(pieces)}

    async def send(message: dict[str, object]) -> None:
        await asyncio.sleep(0)
        if message["type"] == "http.response.body":
            body = message["body"]
            assert isinstance(body, bytes)
            sent.append(body)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "path": "/check",
        "raw_path": b"/check", "query_string": b"", "scheme": "http", "server": ("test", 80),
        "client": ("127.0.0.1", 1), "root_path": "", "headers": [(b"content-type", b"text/csv"), (b"host", b"test")],
    }  # fmt: skip
    await app(scope, receive, send)  # type: ignore[operator]
    assert 0 == asked_after[0] < asked_after[1] < asked_after[2]
    assert b"".join(sent).count(b"\n") == 12_001


async def test_the_operation_answers_each_line(client: httpx.AsyncClient) -> None:
    line = [{"name": "code", "valueCode": "J3111"}, {"name": "date", "valueDateTime": "2018-01-01"}]
    body = {"resourceType": "Parameters", "parameter": [{"name": "line", "part": line}]}
    for base in ("/r4", "/r5"):
        response = await client.post(f"{base}/CodeSystem/$check-lines", json=body)
        assert response.status_code == 200, response.text
        assert response.json()["parameter"][0]["part"][2]["part"][0] == {"name": "rule", "valueCode": "not-yet-valid"}
    assert (await client.get("/r5/OperationDefinition/CodeSystem-check-lines")).status_code == 200


async def test_claim_lines_wait_for_their_turn_as_every_request_does(server: ServerContext) -> None:
    """Three requests of one client use its share of the small lane, and none may wait: a check gets Retry-After."""
    admission = Admission(queue=0)
    app = create_application(server, admission=admission)
    is_over = threading.Event()
    held = [
        asyncio.create_task(
            admission.run(
                is_over.wait,
                is_large=False,
                client="127.0.0.1",
                budget=Budget(Limits(), time.monotonic),
                gone=asyncio.Event().wait,  # type: ignore[arg-type]
            )
        )
        for _ in range(3)
    ]
    await asyncio.sleep(0)
    transport = httpx.ASGITransport(app, client=("127.0.0.1", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://tx") as client:
        busy = await check(client, CLAIMS)
        assert (busy.status_code, busy.json()["issue"][0]["code"]) == (503, "throttled")
        is_over.set()
        await asyncio.gather(*held)
        assert (await check(client, CLAIMS)).status_code == 200


async def test_nothing_of_the_lines_is_logged(server: ServerContext) -> None:
    app = create_application(server, logs_requests=True)
    lines = "Patient ID,HCPCS,DOS\nOTTOMAR 1955,J3111,1/1/2018\n" + "OTTOMAR 1955," * 200_000
    with capture_logs() as logs:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://tx") as client:
            await check(client, lines)
            await check(client, "OTTOMAR,1955\n1,2\n")
    assert [entry["route"] for entry in logs] == ["/check", "/check"]
    assert "OTTOMAR" not in str(logs)
