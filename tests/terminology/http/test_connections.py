"""Slow, large and idle clients, over real sockets, with a real server and short limits."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from typing import Any

import pytest
import uvicorn

from terminology.http.connections import BoundedConnection, ConnectionLimits, ServerConfig

LIMITS = ConnectionLimits(connections=20, header_bytes=4096, header_s=0.5, body_s=1.5, answer_s=1.0, stop_after_s=0.2)
PATIENCE_S = 20.0
LARGE = b"x" * (64 * 1024 * 1024)


class Application:
    """Reads the body, then responds; `/large` with a large body, `/wait` when it is stopped."""

    def __init__(self) -> None:
        self.stopped = asyncio.Event()
        self.events: list[str] = []
        self.paths: list[str] = []

    def stop(self) -> None:
        self.stopped.set()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        self.paths.append(scope["path"])
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                self.events.append("gone")
                return
            if not message.get("more_body"):
                break
        if scope["path"] == "/wait":
            await self.stopped.wait()
        body = LARGE if scope["path"] == "/large" else b"ok"
        headers = [(b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


class Served:
    def __init__(self) -> None:
        self.application = Application()
        config = ServerConfig(
            self.application,
            http=BoundedConnection,
            ws="none",
            lifespan="off",
            proxy_headers=False,
            log_level="critical",
            timeout_graceful_shutdown=5,
        )
        config.limits = LIMITS
        self.server = uvicorn.Server(config)
        self.listening = socket.socket()
        self.listening.bind(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listening]})

    def connect(self, stack: ExitStack, sending: bytes = b"") -> socket.socket:
        connection = stack.enter_context(socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S))
        connection.sendall(sending)
        return connection


@pytest.fixture
def served() -> Iterator[Served]:
    served = Served()
    served.thread.start()
    until(lambda: served.server.started)
    yield served
    served.server.should_exit = True
    served.thread.join(PATIENCE_S)
    assert not served.thread.is_alive()


def until(is_so: Any) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def everything(connection: socket.socket) -> bytes:
    """All bytes until the server closes."""
    chunks = []
    try:
        while chunk := connection.recv(65536):
            chunks.append(chunk)
    except ConnectionResetError:
        pass
    return b"".join(chunks)


GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n"


@pytest.mark.parametrize("sending", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nA:", b"\r\n\r\n"])
def test_missing_headers_end_the_connection(served: Served, sending: bytes) -> None:
    with ExitStack() as stack:
        assert everything(served.connect(stack, sending)).startswith(b"HTTP/1.1 408 ")


def test_an_empty_line_does_not_keep_a_used_connection_open(served: Served) -> None:
    with ExitStack() as stack:
        connection = served.connect(stack, GET)
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")
        connection.sendall(b"\r\n")
        assert everything(connection).startswith(b"HTTP/1.1 408 ")


def test_headers_sent_byte_by_byte_are_not_awaited(served: Served) -> None:
    with ExitStack() as stack:
        connection = served.connect(stack)
        until(lambda: served.server.server_state.connections)
        while served.server.server_state.connections:
            with suppress(ConnectionError):
                connection.sendall(b"G")
            time.sleep(0.1)


@pytest.mark.parametrize("body", [b"", b"12345"])
def test_a_body_that_does_not_come_ends_the_request(served: Served, body: bytes) -> None:
    with ExitStack() as stack:
        assert everything(served.connect(stack, POST + body)).startswith(b"HTTP/1.1 408 ")
    until(lambda: served.application.events == ["gone"])


def test_a_body_in_pieces_is_waited_for(served: Served) -> None:
    with ExitStack() as stack:
        connection = served.connect(stack, POST)
        for _ in range(10):
            connection.sendall(b"x")
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("end", [b"", b"\r\n\r\n"])
def test_headers_that_are_too_large_are_refused(served: Served, end: bytes) -> None:
    with ExitStack() as stack:
        sending = b"GET / HTTP/1.1\r\nHost: x\r\nCookie: " + b"x" * 5000 + end
        assert everything(served.connect(stack, sending)).startswith(b"HTTP/1.1 431 ")


def test_a_large_body_does_not_count_for_the_headers(served: Served) -> None:
    with ExitStack() as stack:
        sending = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n" + b"x" * 20_000
        assert served.connect(stack, sending).recv(4096).startswith(b"HTTP/1.1 200 ")


def test_a_client_that_reads_nothing_is_disconnected(served: Served) -> None:
    with ExitStack() as stack:
        connection = served.connect(stack, b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        until(lambda: served.server.server_state.connections)
        until(lambda: not served.server.server_state.connections)
        assert len(everything(connection)) < len(LARGE)


def test_connections_above_the_limit_are_asked_to_retry(served: Served) -> None:
    with ExitStack() as stack:
        for _ in range(LIMITS.connections):
            served.connect(stack)
        until(lambda: len(served.server.server_state.connections) == LIMITS.connections)
        answer = everything(served.connect(stack, GET))
        assert answer.startswith(b"HTTP/1.1 503 ")
        assert b"retry-after" in answer


def test_stopping_finishes_running_requests_and_drops_incomplete_ones(served: Served) -> None:
    with ExitStack() as stack:
        running = served.connect(stack, GET.replace(b"/ ", b"/wait "))
        broken = served.connect(stack, POST + b"12")
        until(lambda: len(served.server.server_state.tasks) == 2)
        served.server.should_exit = True
        assert everything(broken).startswith(b"HTTP/1.1 503 ")
        assert everything(running).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "behind", [b"BAD\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nA: b\x00c\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"]
)
def test_an_invalid_pipelined_request_does_not_replace_a_response(served: Served, behind: bytes) -> None:
    with ExitStack() as stack:
        answers = everything(served.connect(stack, GET + GET + behind + GET))
        assert answers.count(b"HTTP/1.1 200 ") == 2
        assert b"HTTP/1.1 400 " not in answers


def test_an_invalid_pipelined_request_does_not_interrupt_a_response(served: Served) -> None:
    with ExitStack() as stack:
        connection = served.connect(stack, b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        first = connection.recv(4096)
        connection.sendall(b"BAD\r\n\r\n")
        body = first.partition(b"\r\n\r\n")[2] + everything(connection)
        assert body.startswith(LARGE)


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
        (b"GET / HTTP/1.0\r\n\r\n", 200),
    ],
)
def test_a_request_is_for_one_host(served: Served, head: bytes, status: int) -> None:
    with ExitStack() as stack:
        assert everything(served.connect(stack, head)).startswith(b"HTTP/1.1 %d " % status)


@pytest.mark.parametrize(
    "body", [b"zz\r\n{}\r\n0\r\n\r\n", b"-1\r\n{}\r\n", b"2\r\n{}0\r\n\r\n", b"f" * 18 + b"\r\n{}\r\n"]
)
def test_invalid_chunks_are_refused(served: Served, body: bytes) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    with ExitStack() as stack:
        assert everything(served.connect(stack, head + body)).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("refused", [b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nA: %s\r\n\r\n" % (b"a" * 5000)])
def test_requests_pipelined_after_a_refused_one_are_not_executed(served: Served, refused: bytes) -> None:
    """The client never learns that it was stopped."""
    with ExitStack() as stack:
        assert everything(served.connect(stack, refused + GET.replace(b"/ ", b"/behind "))).startswith(b"HTTP/1.1 4")
        assert everything(served.connect(stack, GET.replace(b"/ ", b"/next ") + b"BAD")).startswith(b"HTTP/1.1 200 ")
    assert "/next" in served.application.paths
    assert "/behind" not in served.application.paths
