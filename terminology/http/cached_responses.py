"""CachedResponse: a response of the routes, to be sent again; CachedResponses: the cache of them.

A cached response is the exact bytes that were sent, so it cannot differ from what the routes answer. Only the request
id is new each time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from terminology.library.dependencies import Basis

Pair = tuple[bytes, bytes]
Headers = tuple[Pair, ...]
Question = bytes  # all that an answer depends on; one bytes object, as scattered memory is slow to compare

CACHED_STATUSES = frozenset({200, 304})  # others have the request id in their body
REQUEST_ID = b"x-request-id"
OWN_HEADERS = frozenset({b"etag", b"content-length"})  # specific to one answer; the values of other headers repeat
HALF_BYTES = 8 * 1024 * 1024
OVERHEAD_BYTES = 700  # of an answer besides its texts, as measured by tracemalloc, rounded up
NAME_BYTES = 120  # the same for each name that it depends on
NOTHING_WRITTEN = Basis(0, frozenset())


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """`headers` are all but the last, the request id. `basis`: what the response depends on."""

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
    """The response in these ASGI messages; None if it is not cacheable, such as errors and partial bodies."""
    if len(messages) != 2 or messages[0]["status"] not in CACHED_STATUSES or messages[1].get("more_body"):
        return None
    *headers, last = messages[0]["headers"]
    if last[0] != REQUEST_ID:
        return None
    return CachedResponse(messages[0]["status"], tuple(headers), messages[1].get("body", b""))


class CachedResponses:
    """Responses by question, limited in bytes. Those not requested again are dropped first.

    New responses go into the newer half. When it is full it becomes the older half, and the previous older half is
    dropped, except what was requested meanwhile. So a flood of one-time questions cannot grow it. A lookup is one dict
    access: cachetools.LRUCache takes fifteen times as long, a tenth of such a request.
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
        """A response larger than an eighth of a half is not cached."""
        size_bytes = _size_bytes(question, answer)
        if size_bytes <= self._half_bytes // 8:
            headers = tuple([self._shared(pair) for pair in answer.headers])
            body = bytes(memoryview(answer.body))  # a copy: orjson's bytes occupy several times the memory they need
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
