"""CachedResponse: what the routes answered to a question, to be sent again; CachedResponses: where they are.

A cached response is the bytes that went out, so it cannot say anything else than the routes did. Only the request id is
new each time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from terminology.library.dependencies import Basis

Pair = tuple[bytes, bytes]
Headers = tuple[Pair, ...]
Question = bytes  # all that an answer depends on; in one piece, because memory far apart takes long to compare

CACHED_STATUSES = frozenset({200, 304})  # the others carry the request id in their body
REQUEST_ID = b"x-request-id"
OWN_HEADERS = frozenset({b"etag", b"content-length"})  # of one answer; the values of the others come again and again
HALF_BYTES = 8 * 1024 * 1024
OVERHEAD_BYTES = 700  # that an answer takes besides its texts, as tracemalloc counts it with some to spare
NAME_BYTES = 120  # the same of each name that it was made from
NOTHING_WRITTEN = Basis(0, frozenset())


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """`headers` are all but the last, the request id. `basis`: what it was made from."""

    status: int
    headers: Headers
    body: bytes
    basis: Basis = NOTHING_WRITTEN

    @property
    def size_bytes(self) -> int:
        names = self.basis.names
        return len(self.body) + OVERHEAD_BYTES + NAME_BYTES * len(names) + sum(map(len, names))

    def header(self, name: bytes) -> bytes | None:
        return next((value for key, value in self.headers if key == name), None)


def cached_response(messages: Sequence[Any]) -> CachedResponse | None:
    """What these ASGI messages have sent; None for what cannot be sent again, such as errors and parts of bodies."""
    if len(messages) != 2 or messages[0]["status"] not in CACHED_STATUSES or messages[1].get("more_body"):
        return None
    *headers, last = messages[0]["headers"]
    if last[0] != REQUEST_ID:
        return None
    return CachedResponse(messages[0]["status"], tuple(headers), messages[1].get("body", b""))


class CachedResponses:
    """Answers by question, up to a number of bytes. Those that nobody asks for go first.

    Half of it takes what comes in. When that is full it becomes the older half, and the older half is dropped, but for
    what was asked for meanwhile. So a flood of questions that never come again cannot grow it. To find an answer is one
    look into a dict: cachetools.LRUCache takes fifteen times as long, a tenth of such a request.
    """

    def __init__(self, half_bytes: int = HALF_BYTES) -> None:
        self._half_bytes = half_bytes
        self._newer: dict[Question, CachedResponse] = {}
        self._older: dict[Question, CachedResponse] = {}
        self._pairs: dict[Pair, Pair] = {}
        self._newer_bytes = self._older_bytes = 0

    def find(self, question: Question) -> CachedResponse | None:
        found = self._newer.get(question)
        if found is None and (found := self._older.get(question)) is not None:
            self._put(question, found, _size_bytes(question, found))
        return found

    def add(self, question: Question, answer: CachedResponse) -> None:
        """An answer that would take more than an eighth of the half is not kept."""
        size_bytes = _size_bytes(question, answer)
        if size_bytes <= self._half_bytes // 8:
            headers = tuple([self._shared(pair) for pair in answer.headers])
            body = bytes(memoryview(answer.body))  # a copy: orjson's bytes hold several times the memory they need
            self._put(question, CachedResponse(answer.status, headers, body, answer.basis), size_bytes)

    @property
    def size_bytes(self) -> int:
        return self._newer_bytes + self._older_bytes

    def __len__(self) -> int:
        return len(self._newer.keys() | self._older.keys())

    def _put(self, question: Question, answer: CachedResponse, size_bytes: int) -> None:
        if self._newer_bytes + size_bytes > self._half_bytes:
            self._older, self._older_bytes = self._newer, self._newer_bytes
            self._newer, self._newer_bytes = {}, 0
        self._newer[question] = answer
        self._newer_bytes += size_bytes

    def _shared(self, pair: Pair) -> Pair:
        return pair if pair[0] in OWN_HEADERS else self._pairs.setdefault(pair, pair)


def _size_bytes(question: Question, answer: CachedResponse) -> int:
    return answer.size_bytes + len(question)
