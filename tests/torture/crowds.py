"""Scenarios with many clients: thousands of connections, slow readers and writers, a soak of distinct codes."""

import json
import resource
import socket
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx

from tests.examples.server import RunningServer
from tests.torture.scene import ANSWERED, HCPCS, LOOKUP, Asker, Effort, NotTried, memory_mb, must

CONNECTIONS = 2000
SLOW = 200
CODES_AT_ONCE = 10_000
GROWN_MB = 60  # at most, from a fifth of the soak to its end
FHIR_JSON = {"Content-Type": "application/fhir+json"}
WHOLE = "http://terminology.hl7.org/ValueSet/v3-HealthCareCommonProcedureCodingSystem"


def two_thousand_connect(folder: Path, effort: Effort) -> str:
    """Two thousand open connections send requests: each is answered, and so are other clients."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 2 * CONNECTIONS:
        raise NotTried("this system does not allow two thousand connections")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2 * CONNECTIONS), hard))
    request = f"GET {LOOKUP} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with RunningServer(folder) as server, Asker(server.url) as asker:
        times = 0
        for times, _ in enumerate(effort.each(), start=1):  # noqa: B007 - reported at the end
            with ExitStack() as stack:
                address = ("127.0.0.1", server.port)
                connections = [
                    stack.enter_context(socket.create_connection(address, timeout=60)) for _ in range(CONNECTIONS)
                ]
                for connection in connections:
                    connection.sendall(request)
                answers = Counter(connection.recv(12) for connection in connections)
            must(answers[b"HTTP/1.1 200"] == CONNECTIONS, f"they were answered with {dict(answers)}")
    asker.only_answers()
    return f"{times} times {CONNECTIONS:,}; beside them {asker}"


def slow_ones_read_and_write(folder: Path, effort: Effort) -> str:
    """Hundreds send a byte per second or read nothing: other clients are answered, and these are disconnected."""
    head = b"POST /r4/ValueSet/$validate-code HTTP/1.1\r\nHost: x\r\nContent-Type: application/fhir+json\r\n"
    beginnings = (head, head + b"Content-Length: 5000\r\n\r\n{", b"GET /r4/metadata HTTP/1.1\r\nHost: x\r\n\r\n" * 50)
    with RunningServer(folder) as server, Asker(server.url) as asker, ExitStack() as stack:
        before = memory_mb(server.process.pid)
        slow = []
        for number in range(SLOW):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=30))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(beginnings[number % 3])
            slow.append(connection)
        until = time.monotonic() + max(45.0, min(effort.seconds, 60.0))
        closed = 0
        while time.monotonic() < until:
            for number, connection in enumerate(slow):
                if number % 3 < 2:
                    try:
                        connection.sendall(b" ")
                    except OSError:
                        closed += 1
                        slow[number] = socket.socket()  # it is closed: what is sent to it goes nowhere
            slow = [connection for connection in slow if connection.fileno() >= 0]
            time.sleep(1)
        after = memory_mb(server.process.pid)
    asker.only_answers()
    must(closed > 0, "nobody who sends a byte a second was given up")
    return f"{SLOW} slow ones, from {before:.0f} to {after:.0f} MB; {asker}"


def codes_never_come_again(folder: Path, effort: Effort) -> str:
    """A soak of lookups, expansions and batches of unknown codes: memory does not grow, and there is no 5xx."""
    statuses: Counter[int] = Counter()
    asked = 0
    with RunningServer(folder) as server, Asker(server.url) as asker:
        settled: float | None = None
        began = time.monotonic()
        is_over = threading.Event()
        small = threading.Thread(target=_ask_small, args=(server.url, statuses, is_over), daemon=True)
        small.start()
        with httpx.Client(timeout=120) as client:
            for number in effort.each():
                body = _unknown(number)
                answered = client.post(f"{server.url}/r4", content=body, headers=FHIR_JSON)
                statuses[answered.status_code] += 1
                asked += CODES_AT_ONCE * (answered.status_code == ANSWERED)
                is_a_fifth = time.monotonic() - began > effort.seconds / 5 or number > effort.rounds / 5
                if settled is None and is_a_fifth:
                    settled = memory_mb(server.process.pid)
        is_over.set()
        small.join()
        after = memory_mb(server.process.pid)
    asker.only_answers()
    must(not {status for status in statuses if status >= 500} - {503, 504}, f"statuses {dict(statuses)}")
    grown = after - (settled or after)
    must(grown < GROWN_MB, f"memory grew by {grown:.0f} MB over {asked:,} codes")
    return f"{asked:,} codes, {sum(statuses.values()):,} requests, memory {grown:+.0f} MB to {after:.0f} MB; {asker}"


def _unknown(number: int) -> bytes:
    first = number * CODES_AT_ONCE
    address = f"CodeSystem/$validate-code?url={HCPCS}&code=U"
    entries: list[dict[str, Any]] = [
        {"request": {"method": "GET", "url": f"{address}{code}"}} for code in range(first, first + CODES_AT_ONCE)
    ]
    return json.dumps({"resourceType": "Bundle", "type": "batch", "entry": entries}).encode()


def _ask_small(url: str, statuses: Counter[int], is_over: threading.Event) -> None:
    number = 0
    with httpx.Client(base_url=url, timeout=60) as client:
        while not is_over.is_set():
            number += 1
            for path, query in (
                ("/r4/CodeSystem/$lookup", {"system": HCPCS, "code": f"X{number}"}),
                ("/r5/ValueSet/$validate-code", {"url": WHOLE, "system": HCPCS, "code": f"Y{number}"}),
                ("/r4/ValueSet/$expand", {"url": WHOLE, "count": "2", "filter": f"chair {number}"}),
                ("/r4/CodeSystem", {"url": f"http://example.org/{number}"}),
            ):
                statuses[client.get(path, params=query).status_code] += 1
