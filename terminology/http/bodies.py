"""Reads request bodies: streamed within the limits, and decompressed within the same limit.

Called by `http/endpoint.py` before the content is parsed.
"""

import asyncio
import zlib
from collections import Counter
from collections.abc import Callable

from starlette.types import Receive

from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.http.errors import Busy, RequestTimeout, TooLarge, UnsupportedMediaType

GZIP_WINDOW = 31  # zlib's wbits value for a gzip header
GZIP = ("gzip", "x-gzip")  # the same by RFC 9110, section 8.4.1.3
MAX_MEMBERS = 100  # of a gzip body
BODIES_BYTES = 256 * 1024 * 1024


class ClientGone(Exception):
    """The client closed the connection, so no answer is needed."""


class BodyBytes:
    """The bytes of all request bodies in memory, until their requests are answered. One client may use half."""

    def __init__(self, limit_bytes: int = BODIES_BYTES) -> None:
        self._limit_bytes = limit_bytes
        self._total = 0
        self._held: Counter[str] = Counter()

    def reserve(self, client: str, size_bytes: int) -> None:
        """Raises Busy when it would exceed a limit."""
        if self._total + size_bytes > self._limit_bytes or self._held[client] + size_bytes > self._limit_bytes // 2:
            raise Busy("Too many bytes of request bodies are being received; try again later.")
        self._total += size_bytes
        self._held[client] += size_bytes

    def release(self, client: str, size_bytes: int) -> None:
        self._total -= size_bytes
        self._held[client] -= size_bytes
        if not self._held[client]:
            del self._held[client]


class Reservation:
    """The bytes reserved by one request."""

    __slots__ = ("_bodies", "_client", "size_bytes")

    def __init__(self, bodies: BodyBytes, client: str) -> None:
        self._bodies = bodies
        self._client = client
        self.size_bytes = 0

    def grow(self, size_bytes: int) -> None:
        self._bodies.reserve(self._client, size_bytes)
        self.size_bytes += size_bytes

    def release(self) -> None:
        if self.size_bytes:
            self._bodies.release(self._client, self.size_bytes)
            self.size_bytes = 0


async def read_body(
    receive: Receive, content_length: str | None, limit_bytes: int, reserve: Callable[[int], None] = lambda _: None
) -> bytes:
    """The complete body. Raises TooLarge as early as possible, by Content-Length or while streaming, and ClientGone.

    `reserve` is called with the bytes as they arrive, and may raise Busy.
    """
    if content_length is not None and content_length.isdigit() and int(content_length[:20]) > limit_bytes:
        raise _too_large(limit_bytes)
    chunks: list[bytes] = []
    size_bytes = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        chunk = message.get("body", b"")
        size_bytes += len(chunk)
        if size_bytes > limit_bytes:
            raise _too_large(limit_bytes)
        reserve(len(chunk))
        chunks.append(chunk)
        if not message.get("more_body", False):
            return chunks[0] if len(chunks) == 1 else b"".join(chunks)


async def read_body_within(
    seconds: float, receive: Receive, content_length: str | None, limit_bytes: int, reserve: Callable[[int], None]
) -> bytes:
    """Like `read_body`; raises RequestTimeout when it takes longer."""
    try:
        async with asyncio.timeout(seconds):
            return await read_body(receive, content_length, limit_bytes, reserve)
    except TimeoutError:
        raise RequestTimeout(f"The body was not received within {seconds:g} seconds", {"Connection": "close"}) from None


async def gone(receive: Receive) -> None:
    """Returns when the client has disconnected. Only for requests whose body was read."""
    while (await receive())["type"] != "http.disconnect":
        pass


def refuse_compressed(content_encoding: str | None) -> None:
    """Raises UnsupportedMediaType, for addresses that read a body piece by piece."""
    encoding = _encoding(content_encoding)
    if encoding != "identity":
        text = f"The Content-Encoding '{encoding[:100]}' is not supported at this address; send none."
        raise UnsupportedMediaType(text, {"Accept-Encoding": "identity"})


def decompress(body: bytes, content_encoding: str | None, limit_bytes: int) -> bytes:
    """The body without its Content-Encoding. Raises TooLarge before more than the limit has been decompressed."""
    encoding = _encoding(content_encoding)
    if encoding == "identity":
        return body
    if encoding not in GZIP:
        text = f"The Content-Encoding '{encoding[:100]}' is not supported; send gzip or none."
        raise UnsupportedMediaType(text, {"Accept-Encoding": "gzip"})
    parts: list[bytes] = []
    size_bytes = 0
    while body or not parts:  # RFC 1952: members may be concatenated
        decompressor = zlib.decompressobj(GZIP_WINDOW)
        parts.append(_decompress_member(decompressor, body, limit_bytes - size_bytes, bool(parts)))
        size_bytes += len(parts[-1])
        if size_bytes > limit_bytes:
            raise _too_large(limit_bytes)
        if not decompressor.eof:
            raise BadRequest(Issue("error", "structure", "The gzip body is truncated"))
        body = decompressor.unused_data
        if body and len(parts) >= MAX_MEMBERS:
            raise BadRequest(Issue("error", "structure", f"The gzip body has more than {MAX_MEMBERS} members"))
    return b"".join(parts)


def _encoding(content_encoding: str | None) -> str:
    return (content_encoding or "identity").strip().lower()


def _decompress_member(decompressor: "zlib._Decompress", body: bytes, limit_bytes: int, is_further: bool) -> bytes:
    try:
        return decompressor.decompress(body, limit_bytes + 1)
    except zlib.error:
        text = "The body is not gzip, though its Content-Encoding says so"
        if is_further:
            text = "Data that is not gzip follows the gzip body"
        raise BadRequest(Issue("error", "structure", text)) from None


def _too_large(limit_bytes: int) -> TooLarge:
    text = f"The body is larger than {limit_bytes:,} bytes, the maximum (TERMINOLOGY_BODY_LIMIT_BYTES)."
    return TooLarge(text, {"Connection": "close"})
