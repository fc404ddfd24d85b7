import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from terminology.draining import DRAIN_S, DrainingServer, refuse_newcomers
from terminology.http.connections import BoundedConnection, ServerConfig


def listening() -> socket.socket:
    found = socket.socket()
    found.bind(("127.0.0.1", 0))
    found.listen(50)
    return found


def test_existing_clients_are_admitted_and_new_ones_are_not() -> None:
    with listening() as port:
        before = socket.create_connection(port.getsockname(), timeout=5)
        refuse_newcomers(port)
        with pytest.raises(TimeoutError):
            socket.create_connection(port.getsockname(), timeout=0.2)
        accepted, _ = port.accept()
        before.sendall(b"what was waiting")
        assert accepted.recv(20) == b"what was waiting"
        before.close()
        accepted.close()


async def app(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body"})


@pytest.fixture
async def running() -> AsyncIterator[tuple[DrainingServer, tuple[str, int]]]:
    port = listening()
    address = port.getsockname()
    server = DrainingServer(ServerConfig(app, http=BoundedConnection, lifespan="off", log_level="error"))
    server.is_alone = True
    serving = asyncio.create_task(server.serve(sockets=[port]))
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    yield server, address
    server.should_exit = True
    await serving
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(*address)


async def test_a_client_that_connects_and_asks_a_moment_later_is_answered(
    running: tuple[DrainingServer, tuple[str, int]],
) -> None:
    server, address = running
    reader, writer = await asyncio.open_connection(*address)
    server.should_exit = True
    await asyncio.sleep(DRAIN_S + 0.2)  # the port is closed by now
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    answer = await reader.read()  # to the end: the connection is closed behind it
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert b"connection: close" in answer.lower()
    writer.close()


def test_under_a_stream_of_connections_none_is_reset() -> None:
    """Each is answered, refused, or gets no response, as without a listener."""
    port = listening()
    address = port.getsockname()
    seen: list[str] = []
    is_over = threading.Event()

    def connect() -> None:
        while not is_over.is_set():
            try:
                with socket.create_connection(address, timeout=DRAIN_S / 2) as connection:
                    connection.sendall(b"?")
                    seen.append(connection.recv(1).decode())
            except (TimeoutError, ConnectionRefusedError):
                time.sleep(0.01)
            except OSError as error:
                seen.append(type(error).__name__)

    asking = [threading.Thread(target=connect) for _ in range(4)]
    for thread in asking:
        thread.start()
    port.settimeout(0.02)
    stops_at = time.monotonic() + 0.3
    ends_at = stops_at + DRAIN_S
    is_filtered = False
    while time.monotonic() < ends_at:
        if not is_filtered and time.monotonic() > stops_at:
            refuse_newcomers(port)
            is_filtered = True
        try:
            connection, _ = port.accept()
        except TimeoutError:
            continue
        with connection:
            connection.settimeout(5)
            connection.recv(1)
            connection.sendall(b"!")
    port.close()
    is_over.set()
    for thread in asking:
        thread.join()
    assert set(seen) == {"!"}
