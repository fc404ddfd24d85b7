"""Many clients, slow clients and clients that stop in the middle do not keep the server from answering others."""

import resource
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx
import pytest

from tests.examples.server import NO_TLS, RunningServer

pytestmark = pytest.mark.long

AT_ONCE_S = 10.0  # far below "never"; how fast it is, `make bench` measures
HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
WHOLE = "http://terminology.hl7.org/ValueSet/v3-HealthCareCommonProcedureCodingSystem"
CONNECTIONS = 1000
MAX_UNREAD_MIB = 32  # that the buffers between a client and the server take in; the rest waits at the client


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with RunningServer(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def open_files() -> Iterator[None]:
    """Raises this process's limit of connections."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 2 * CONNECTIONS:
        pytest.skip("This system does not allow a thousand connections")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2 * CONNECTIONS), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def connected(server: RunningServer, stack: ExitStack, sending: bytes = b"") -> socket.socket:
    connection = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=30))
    connection.sendall(sending)
    return connection


def memory_mib(server: RunningServer) -> float:
    lines = Path(f"/proc/{server.process.pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def assert_answers_at_once(server: RunningServer) -> None:
    """On a new connection, a cached response and one of the routes."""
    questions = (
        ("CodeSystem/$lookup", {"system": HCPCS, "code": "J3111"}),
        ("ValueSet/$expand", {"url": WHOLE, "count": "10", "filter": f"inj {time.monotonic()}"}),
    )
    for path, query in questions:
        started = time.monotonic()
        response = httpx.get(f"{server.url}/r4/{path}", params=query, timeout=30, verify=NO_TLS)
        assert response.status_code == 200
        assert time.monotonic() - started < AT_ONCE_S


def test_a_thousand_open_connections_do_not_stop_others(server: RunningServer, open_files: None) -> None:
    with ExitStack() as stack:
        request = f"GET /r4/CodeSystem/$lookup?system={HCPCS}&code=J3111 HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        connections = [connected(server, stack) for _ in range(CONNECTIONS)]
        assert_answers_at_once(server)
        for connection in connections:
            connection.sendall(request)
        assert all(connection.recv(12) == b"HTTP/1.1 200" for connection in connections)
        assert_answers_at_once(server)


def test_requests_that_stop_in_the_middle_do_not_stop_others(server: RunningServer) -> None:
    headers = b"POST /r4/ValueSet/$validate-code HTTP/1.1\r\nHost: x\r\nContent-Type: application/fhir+json\r\n"
    with ExitStack() as stack:
        for number in range(200):
            beginning = headers + b'Content-Length: 500\r\n\r\n{"resourceType"'
            connected(server, stack, beginning[: 20 + number * 2])
        assert_answers_at_once(server)


def test_readers_that_do_not_read_do_not_stop_others(server: RunningServer) -> None:
    with ExitStack() as stack:
        for _ in range(50):
            connected(server, stack, b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 20)
        assert_answers_at_once(server)


def test_claim_lines_are_read_no_faster_than_their_results(server: RunningServer) -> None:
    """A client that stops reading `/check` costs no memory; when it reads again, it gets every line."""
    lines = b"J3111,2025-11-01\n" * 4096
    chunk = b"%x\r\n%s\r\n" % (len(lines), lines)
    with ExitStack() as stack:
        head = b"POST /check HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n"
        connection = connected(server, stack, head + b"b\r\ncode,date\r\n\r\n")
        before = memory_mib(server)
        connection.settimeout(3)
        sent, rest = 0, b""
        while sent < MAX_UNREAD_MIB * 2**20:
            try:
                took = connection.send(rest or chunk)
            except TimeoutError:
                break
            sent, rest = sent + took, (rest or chunk)[took:]
        assert sent < MAX_UNREAD_MIB * 2**20
        assert_answers_at_once(server)
        assert memory_mib(server) - before < 30
        complete = sent + len(rest)
        reader = stack.enter_context(ThreadPoolExecutor(1)).submit(_read_to_the_end, connection)
        connection.settimeout(60)
        connection.sendall(rest + b"0\r\n\r\n")
        assert reader.result().count(b"J3111") == complete // len(chunk) * 4096


def _read_to_the_end(connection: socket.socket) -> bytes:
    """The body of a chunked response; a chunk may end within a line."""
    answer = b""
    while not answer.endswith(b"0\r\n\r\n"):
        answer += connection.recv(2**20)
    body, at = b"", answer.index(b"\r\n\r\n") + 4
    while size := int(answer[at : (end := answer.index(b"\r\n", at))], 16):
        body += answer[end + 2 : end + 2 + size]
        at = end + 4 + size
    return body


@pytest.mark.parametrize("filter", ["x" * 10_000, "wheel " * 1_700, "é" * 5_000, "." * 10_000, "j", "?!", "輪椅"])
def test_no_filter_takes_long(server: RunningServer, filter: str) -> None:
    parameter = [{"name": "url", "valueUri": WHOLE}, {"name": "filter", "valueString": filter}]
    started = time.monotonic()
    response = httpx.post(
        f"{server.url}/r4/ValueSet/$expand",
        json={"resourceType": "Parameters", "parameter": parameter},
        timeout=10,
        verify=NO_TLS,
    )
    assert response.status_code == 200
    assert time.monotonic() - started < AT_ONCE_S


def test_a_flood_of_unknown_codes_does_not_grow_the_server(server: RunningServer) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("This system does not tell how much memory a process has")
    with httpx.Client(base_url=server.url, verify=NO_TLS) as client:
        for number in range(3000):
            client.get("/r4/CodeSystem/$lookup", params={"system": HCPCS, "code": f"X{number}"})
            if number == 1000:
                before = memory_mib(server)
        assert memory_mib(server) - before < 10


def test_large_work_of_others_does_not_stop_small_questions(server: RunningServer) -> None:
    """Codings, inline value sets and batches in parallel; none runs where small requests wait."""
    concept = {"coding": [{"system": HCPCS, "code": str(number)} for number in range(50_000)]}
    validation = [{"name": "url", "valueUri": WHOLE}, {"name": "codeableConcept", "valueCodeableConcept": concept}]
    listed = [{"code": f"{number:x}"} for number in range(100_000)]
    compose = {"include": [{"system": HCPCS, "concept": listed}]}
    value_set = {"resourceType": "ValueSet", "status": "active", "compose": compose}
    entry = {"request": {"method": "GET", "url": f"CodeSystem/$lookup?system={HCPCS}&code=J3111"}}
    large = [
        ("ValueSet/$validate-code", {"resourceType": "Parameters", "parameter": validation}),
        ("ValueSet/$expand", value_set),
        ("", {"resourceType": "Bundle", "type": "batch", "entry": [entry] * 2000}),
    ]

    def send(path: str, body: dict[str, object]) -> int:
        return httpx.post(f"{server.url}/r4/{path}", json=body, timeout=120, verify=NO_TLS).status_code

    with ThreadPoolExecutor(len(large)) as threads:
        answers = [threads.submit(send, *item) for item in large]
        while not all(answer.done() for answer in answers):
            assert_answers_at_once(server)
    codings, expansion, batch = (answer.result() for answer in answers)
    assert (codings, batch) == (422, 200)
    assert expansion in (200, 504)


def test_endless_bodies_are_abandoned_and_their_memory_is_freed(server: RunningServer) -> None:
    head = b"POST /r4/ValueSet/$expand HTTP/1.1\r\nHost: x\r\nContent-Length: 16000000\r\n"
    before = memory_mib(server)
    with ExitStack() as stack:
        for _ in range(40):
            connection = connected(server, stack)
            with suppress(OSError):  # some are refused at once, as there is no room for them
                connection.sendall(head + b"Content-Type: application/fhir+json\r\n\r\n" + b" " * 8_000_000)
        assert memory_mib(server) - before < 220  # one client has half of 256 MB
        assert_answers_at_once(server)
