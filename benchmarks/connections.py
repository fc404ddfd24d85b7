"""Many keep-alive connections, each sending its next request after its response, as busy clients do."""

import selectors
import socket
from collections.abc import Iterable, Iterator
from contextlib import ExitStack

CONNECTIONS = 16
REQUEST = "GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/fhir+json\r\n\r\n"


def ask_all(port: int, paths: Iterable[str], connections: int = CONNECTIONS) -> None:
    """Requests each path once. Raises RuntimeError for a status other than 200."""
    remaining = iter(paths)
    with ExitStack() as stack:
        waiting = stack.enter_context(selectors.DefaultSelector())
        for _ in range(connections):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            if _ask_next(connection, remaining):
                waiting.register(connection, selectors.EVENT_READ)
        while waiting.get_map():
            for key, _ in waiting.select():
                connection = key.fileobj  # type: ignore[assignment]  # only sockets are registered
                _receive(connection)
                if not _ask_next(connection, remaining):
                    waiting.unregister(connection)


def _ask_next(connection: socket.socket, remaining: Iterator[str]) -> bool:
    path = next(remaining, None)
    if path is not None:
        connection.sendall(REQUEST.format(path).encode())
    return path is not None


def _receive(connection: socket.socket) -> None:
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(64 * 1024)
    head, _, body = received.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(received.decode())
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    missing = int(length.partition(b":")[2]) - len(body)
    while missing > 0:
        missing -= len(connection.recv(missing))
