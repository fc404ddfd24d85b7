"""ReadyAnswer: what the routes answered to a question, ready to be sent again; Shelf: where they are kept.

The lane keeps them. A ready answer is the bytes that went out, so it cannot say anything else than the routes did. What
is new in every answer (the request id, the stamp of an expansion) is left open in it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from terminology.http.packing import unpacked

Pair = tuple[bytes, bytes]
Headers = tuple[Pair, ...]
Question = bytes  # all that an answer depends on; in one piece, because memory far apart takes long to compare

KEPT_STATUSES = frozenset({200, 304})  # the others carry the request id in their body
REQUEST_ID = b"x-request-id"
LENGTH, ETAG = b"content-length", b"etag"
PACKED = (b"content-encoding", b"gzip")
OWN_HEADERS = frozenset({ETAG, LENGTH})  # of one answer; the values of the others come again and again
# What `fhir_resources/operations/expand.py` calls the stamp. Within a text of JSON its quotes would be escaped.
STAMP = re.compile(rb'"identifier":"[^"\\]*","timestamp":"[^"\\]*"')
HALF_BYTES = 16 * 1024 * 1024
OVERHEAD_BYTES = 1000  # that an answer takes besides its texts


@dataclass(frozen=True, slots=True)
class ReadyAnswer:
    """`headers` are all but the last, the request id. `rest` None: the body is whole; else a stamp comes before it."""

    status: int
    headers: Headers
    body: bytes
    rest: bytes | None = None
    is_packed: bool = False  # the stamped body is to be packed; one that is whole is packed already

    @property
    def size_bytes(self) -> int:
        return len(self.body) + len(self.rest or b"") + OVERHEAD_BYTES


def ready_answer(messages: Sequence[Any], is_stamped: bool) -> ReadyAnswer | None:
    """What these ASGI messages have sent; None for what cannot be sent again, such as errors and parts of bodies.

    `is_stamped`: an answer with content has a stamp, and is none to be sent again when it cannot be found.
    """
    if len(messages) != 2 or messages[0]["status"] not in KEPT_STATUSES or messages[1].get("more_body"):
        return None
    *headers, last = messages[0]["headers"]
    if last[0] != REQUEST_ID:
        return None
    answer = ReadyAnswer(messages[0]["status"], tuple(headers), messages[1].get("body", b""))
    return _open(answer) if is_stamped and answer.status == 200 else answer


def _open(answer: ReadyAnswer) -> ReadyAnswer | None:
    """The answer without its stamp."""
    is_packed = PACKED in answer.headers
    body = unpacked(answer.body) if is_packed else answer.body
    found = list(STAMP.finditer(body))
    if len(found) != 1:
        return None
    return ReadyAnswer(200, answer.headers, body[: found[0].start()], body[found[0].end() :], is_packed)


def with_values(headers: Headers, values: Mapping[bytes, bytes]) -> list[Pair]:
    """The headers, some with other values."""
    return [(name, values.get(name, value)) for name, value in headers]


class Shelf:
    """Answers by question, up to a number of bytes. Those that nobody asks for go first.

    Half of it takes what comes in. When that is full it becomes the older half, and the older half is dropped, but for
    what was asked for meanwhile. So a flood of questions that never come again cannot grow it.
    """

    def __init__(self, half_bytes: int = HALF_BYTES) -> None:
        self._half_bytes = half_bytes
        self._newer: dict[Question, ReadyAnswer] = {}
        self._older: dict[Question, ReadyAnswer] = {}
        self._pairs: dict[Pair, Pair] = {}
        self._newer_bytes = self._older_bytes = 0

    def find(self, question: Question) -> ReadyAnswer | None:
        found = self._newer.get(question)
        if found is None and (found := self._older.get(question)) is not None:
            self._put(question, found)
        return found

    def keep(self, question: Question, answer: ReadyAnswer) -> None:
        """An answer that would take more than an eighth of the half is not kept."""
        if _size_bytes(question, answer) <= self._half_bytes // 8:
            headers = tuple(self._shared(pair) for pair in answer.headers)
            body = bytes(memoryview(answer.body))  # a copy: orjson's bytes hold several times the memory they need
            self._put(question, ReadyAnswer(answer.status, headers, body, answer.rest, answer.is_packed))

    @property
    def size_bytes(self) -> int:
        return self._newer_bytes + self._older_bytes

    def __len__(self) -> int:
        return len(self._newer.keys() | self._older.keys())

    def _put(self, question: Question, answer: ReadyAnswer) -> None:
        size_bytes = _size_bytes(question, answer)
        if self._newer_bytes + size_bytes > self._half_bytes:
            self._older, self._older_bytes = self._newer, self._newer_bytes
            self._newer, self._newer_bytes = {}, 0
        self._newer[question] = answer
        self._newer_bytes += size_bytes

    def _shared(self, pair: Pair) -> Pair:
        return pair if pair[0] in OWN_HEADERS else self._pairs.setdefault(pair, pair)


def _size_bytes(question: Question, answer: ReadyAnswer) -> int:
    return answer.size_bytes + len(question)
