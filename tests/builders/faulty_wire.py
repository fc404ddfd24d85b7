"""A proxy in front of a MongoDB-compatible store, in which commands fail as they do on a network.

    refused     the store never sees the command; the response is NotWritablePrimary, as after a step-down
    lost        the store executes the command, and the connection ends before its response
    unsure      the store executes the command and responds that too few members have it (a write concern error)
    cut         the connection ends before the store sees the command
    halved      the connection ends in the middle of the response
    dripped     the response is complete, a few bytes at a time

Source: https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/#op_msg
"""

import contextlib
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import bson

OP_REPLY, OP_MSG = 1, 2013
STREAMING = "topologyVersion"
HEADER = struct.Struct("<iiii")
NOT_PRIMARY = {"ok": 0.0, "code": 10107, "codeName": "NotWritablePrimary", "errmsg": "not primary"}
TOO_FEW = {"code": 64, "codeName": "WriteConcernTimeout", "errmsg": "waiting for replication timed out"}
FAULTS = ("refused", "lost", "unsure", "cut", "halved", "dripped")
SELDOM_SENT = ("hello", "ismaster", "isMaster", "ping", "buildInfo", "endSessions")
DRIP_BYTES = 7

Choose = Callable[[], str | None]  # the fault of the next command; None: it goes through


class FaultyWire:
    """`uri` is that of the proxied store; `seen` counts the faults."""

    def __init__(self, port: int, choose: Choose) -> None:
        self._choose = choose
        self._lock = threading.Lock()
        self.seen: Counter[str] = Counter()
        self._store_port = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.uri = f"mongodb://127.0.0.1:{self._listening.getsockname()[1]}/?directConnection=true"

    def carry(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            store = socket.create_connection(("127.0.0.1", self._store_port))
            self._open += [client, store]
            threading.Thread(target=self._converse, args=(client, store), daemon=True).start()

    def close(self) -> None:
        for each in (self._listening, *self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _converse(self, client: socket.socket, store: socket.socket) -> None:
        with contextlib.suppress(OSError, EOFError), client, store:
            for asked in iter(lambda: _message(client), b""):
                fault = self._fault_of(asked)
                self.seen[fault or "none"] += 1
                if fault == "cut":
                    return
                if fault == "refused":
                    client.sendall(_answer(asked, NOT_PRIMARY))
                    continue
                store.sendall(asked)
                answered = _without_streaming(_message(store))
                if fault == "lost":
                    return
                if fault == "halved":
                    client.sendall(answered[: len(answered) // 2])
                    return
                if fault == "unsure":
                    answered = _answer(asked, {**_body(answered), "writeConcernError": TOO_FEW})
                step = DRIP_BYTES if fault == "dripped" else len(answered)
                for start in range(0, len(answered), step):
                    client.sendall(answered[start : start + step])

    def _chosen(self) -> str | None:
        with self._lock:
            return self._choose()

    def _fault_of(self, asked: bytes) -> str | None:
        if HEADER.unpack_from(asked)[3] != OP_MSG:
            return None
        name = next(iter(_body(asked)))
        return None if name in SELDOM_SENT else self._chosen()


@contextmanager
def faulty_wire(port: int, choose: Choose) -> Iterator[FaultyWire]:
    wire = FaultyWire(port, choose)
    thread = threading.Thread(target=wire.carry, daemon=True)
    thread.start()
    try:
        yield wire
    finally:
        wire.close()
        thread.join()


def _message(end: socket.socket) -> bytes:
    head = _exactly(end, HEADER.size)
    return head + _exactly(end, HEADER.unpack(head)[0] - HEADER.size)


def _exactly(end: socket.socket, size: int) -> bytes:
    pieces = bytearray()
    while len(pieces) < size:
        piece = end.recv(size - len(pieces))
        if not piece:
            raise EOFError
        pieces += piece
    return bytes(pieces)


def _body(message: bytes) -> dict[str, Any]:
    """The first section, after the flags and its kind; inserted documents are in other sections."""
    start = HEADER.size + 5
    (length,) = struct.unpack_from("<i", message, start)
    return dict(bson.decode(message[start : start + length]))


def _without_streaming(answered: bytes) -> bytes:
    """With a topology version, a driver waits ten seconds for changes, and does not ask again after an error."""
    opcode = HEADER.unpack_from(answered)[3]
    start = HEADER.size + (20 if opcode == OP_REPLY else 5)
    if STREAMING.encode() not in answered:
        return answered
    (length,) = struct.unpack_from("<i", answered, start)
    body = dict(bson.decode(answered[start : start + length]))
    body.pop(STREAMING, None)
    content = answered[HEADER.size : start] + bson.encode(body) + answered[start + length :]
    return HEADER.pack(HEADER.size + len(content), *HEADER.unpack_from(answered)[1:]) + content


def _answer(asked: bytes, body: dict[str, Any]) -> bytes:
    content = struct.pack("<iB", 0, 0) + bson.encode(body)
    return HEADER.pack(HEADER.size + len(content), 0, HEADER.unpack_from(asked)[1], OP_MSG) + content
