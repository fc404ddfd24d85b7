"""Request bodies off the wire: read while they stream, never more than the limit, unpacked with the same limit.

Called by `http/application.py` before anything looks at the content.
"""

import zlib

from starlette.types import Receive

from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.http.errors import TooLarge, UnsupportedMediaType

GZIP_WINDOW = 31  # zlib's sign for a gzip header around the deflated bytes


class ClientGone(Exception):
    """The client closed the connection before its body was whole; there is nobody to answer."""


async def read_body(receive: Receive, content_length: str | None, limit_bytes: int) -> bytes:
    """The whole body. Raises TooLarge as soon as it is, by its announced length or while it streams."""
    if content_length is not None and content_length.isdigit() and int(content_length) > limit_bytes:
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
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)


def unpacked(body: bytes, content_encoding: str | None, limit_bytes: int) -> bytes:
    """The body without its Content-Encoding. Raises TooLarge before more than the limit has been unpacked."""
    encoding = (content_encoding or "identity").strip().lower()
    if encoding == "identity":
        return body
    if encoding != "gzip":
        raise UnsupportedMediaType(
            f"The Content-Encoding '{encoding}' is not understood; send gzip or none.", {"Accept-Encoding": "gzip"}
        )
    unpacker = zlib.decompressobj(GZIP_WINDOW)
    try:
        content = unpacker.decompress(body, limit_bytes + 1)
    except zlib.error:
        raise BadRequest(
            Issue("error", "structure", "The body is not gzip, though its Content-Encoding says so")
        ) from None
    if len(content) > limit_bytes:
        raise _too_large(limit_bytes)
    if not unpacker.eof:
        raise BadRequest(Issue("error", "structure", "The gzip body ends before its end"))
    return content


def _too_large(limit_bytes: int) -> TooLarge:
    return TooLarge(f"The body is larger than {limit_bytes:,} bytes, the most this server reads.")
