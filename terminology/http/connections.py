"""BoundedConnection: an HTTP connection with limits that uvicorn's own lacks, so that idle clients cannot hold it.

    headers    limited time from their first byte, limited bytes, one host        408, 431, 400
    body       limited time while the application waits for it                    408
    answer     limited time in which the client reads nothing                     closed
    all        limited number of connections                                      503

One check per second over all connections measures the times, so that a request costs two assignments. When the server
stops, incomplete requests are dropped, and running ones get a few seconds before the application is asked to stop.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

CHECK_INTERVAL_S = 1.0


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    connections: int = 4000
    header_bytes: int = 64 * 1024
    header_s: float = 10.0
    body_s: float = 30.0
    answer_s: float = 30.0
    stop_after_s: float = 6.0  # of the grace period; then running requests get 503


FIRST_REQUEST_S = 0.5  # for a new connection to send its request


class ServerConfig(uvicorn.Config):
    """uvicorn's settings with ours. A separate class, because it is pickled for worker processes."""

    limits: ConnectionLimits = ConnectionLimits()


class BoundedConnection(HttpToolsProtocol):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        limits = getattr(self.config, "limits", None)
        self._limits: ConnectionLimits = limits or ConnectionLimits()
        self._waiting_since: float | None = None  # for the rest of a request
        self._stalled_since: float | None = None  # the client reads nothing of its answer
        self._is_in_body = False
        self._is_refused = False
        self._header_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._waiting_since = self.loop.time()
        if not hasattr(self.server_state, "is_monitored"):
            self.server_state.is_monitored = True  # type: ignore[attr-defined]
            self.loop.call_later(CHECK_INTERVAL_S, _check_all, self)
        if len(self.connections) > self._limits.connections:
            self._refuse(503)

    def data_received(self, data: bytes) -> None:
        if self._is_refused:
            return
        if self._waiting_since is None:
            self._waiting_since = self.loop.time()
        if not self._is_in_body:
            self._header_bytes += len(data)
        super().data_received(data)
        if self._header_bytes > self._limits.header_bytes and not self._is_in_body and not self._is_refused:
            self._refuse(431)

    def on_headers_complete(self) -> None:
        if self._is_refused:  # behind what was refused, in the same packet: its answer would never be sent
            return
        if self._header_bytes > self._limits.header_bytes and self._size_of_headers() > self._limits.header_bytes:
            self._refuse(431)
            return
        if not self._has_one_host():
            self.send_400_response("Send one Host header.")
            return
        self._header_bytes = 0
        self._is_in_body = True
        self._waiting_since = self.loop.time()
        super().on_headers_complete()
        if getattr(self.server_state, "is_leaving", False) and self.cycle is not None:
            self.cycle.keep_alive = False  # further requests must go elsewhere

    def on_body(self, body: bytes) -> None:
        if not self._is_refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        self._is_in_body = False
        self._waiting_since = None
        if not self._is_refused:
            super().on_message_complete()

    def pause_writing(self) -> None:
        self._stalled_since = self.loop.time()
        super().pause_writing()

    def resume_writing(self) -> None:
        self._stalled_since = None
        super().resume_writing()

    def shutdown(self) -> None:
        """Called by uvicorn for every connection when the server stops."""
        if not hasattr(self.server_state, "is_stopping"):
            self.server_state.is_stopping = True  # type: ignore[attr-defined]
            if hasattr(self.app, "stop"):
                self.loop.call_later(self._limits.stop_after_s, self.app.stop)
        if self._waiting_since is not None and self.cycle is not None and not self.cycle.response_complete:
            self._refuse(503)
        if self.cycle is None and not self._is_refused and self._age_s() < FIRST_REQUEST_S:
            self.loop.call_later(FIRST_REQUEST_S, self._close_unasked)  # its request may be in transit
        else:
            super().shutdown()

    def _age_s(self) -> float:
        """The age of a connection that has sent no request yet."""
        return self.loop.time() - (self._waiting_since or 0.0)

    def _close_unasked(self) -> None:
        super().shutdown()

    def check(self, now: float) -> None:
        """Closes the connection if it has exceeded a time limit."""
        limits = self._limits
        if self._stalled_since is not None and now - self._stalled_since > limits.answer_s:
            self.transport.abort()
            return
        allowed_s = limits.body_s if self._is_in_body else limits.header_s
        is_waited_for = self._waiting_since is not None and not self.flow.read_paused
        if is_waited_for and now - (self._waiting_since or now) > allowed_s:
            self._refuse(408)

    def send_400_response(self, msg: str) -> None:
        """In its turn: what a client sends behind a whole request must not be answered in the place of that request,
        nor in the middle of its answer. Then the connection is closed behind the answer.
        """
        self._is_refused = True
        self._waiting_since = None
        if self.cycle is None or self.cycle.response_complete:
            super().send_400_response(msg)
        elif not self._is_in_body:
            self.cycle.keep_alive = False
        elif self.cycle.response_started or self.pipeline:
            self.transport.close()
        else:
            super().send_400_response(msg)

    def _has_one_host(self) -> bool:
        """As HTTP/1.1 wants it. Source: https://www.rfc-editor.org/rfc/rfc9112#section-3.2"""
        count = [name for name, _ in self.headers].count(b"host")
        return count == 1 or (count == 0 and self.parser.get_http_version() != "1.1")

    def _size_of_headers(self) -> int:
        return len(self.url) + sum(len(name) + len(value) for name, value in self.headers)

    def _refuse(self, status: int) -> None:
        """Sends the status, if nothing was sent yet, and closes."""
        self._is_refused = True
        self._waiting_since = None
        is_answering = self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete
        if not self.transport.is_closing() and not is_answering:
            retry = b"retry-after: 5\r\n" if status == 503 else b""
            self.transport.write(STATUS_LINE[status] + retry + b"content-length: 0\r\nconnection: close\r\n\r\n")
        self.transport.close()


def _check_all(any_connection: BoundedConnection) -> None:
    now = any_connection.loop.time()
    for connection in list(any_connection.connections):
        if isinstance(connection, BoundedConnection):
            connection.check(now)
    any_connection.loop.call_later(CHECK_INTERVAL_S, _check_all, any_connection)
