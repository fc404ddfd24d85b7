import gzip
from collections.abc import Iterable

import pytest
from starlette.types import Message, Receive

from terminology.core.errors import BadRequest
from terminology.http.bodies import ClientGone, decompress, read_body, refuse_compressed
from terminology.http.errors import TooLarge, UnsupportedMediaType


def receiving(messages: Iterable[Message]) -> Receive:
    waiting = iter(messages)

    async def receive() -> Message:
        return next(waiting)

    return receive


def chunk(content: bytes, more: bool = False) -> Message:
    return {"type": "http.request", "body": content, "more_body": more}


async def test_chunks_are_joined() -> None:
    assert await read_body(receiving([chunk(b"ab", True), chunk(b"c")]), None, 3) == b"abc"


async def test_a_body_that_announces_too_much_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge):
        await read_body(receiving([]), "4", 3)


async def test_a_body_that_streams_too_much_is_refused_before_it_ends() -> None:
    with pytest.raises(TooLarge, match="larger than 3 bytes"):
        await read_body(receiving([chunk(b"ab", True), chunk(b"cd", True)]), None, 3)


async def test_a_client_that_leaves_is_noticed() -> None:
    with pytest.raises(ClientGone):
        await read_body(receiving([chunk(b"ab", True), {"type": "http.disconnect"}]), None, 3)


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", " GZip "])
def test_gzip_is_decompressed(encoding: str) -> None:
    assert decompress(gzip.compress(b"abc", mtime=0), encoding, 3) == b"abc"


def test_a_gzip_bomb_is_refused_before_it_is_decompressed() -> None:
    with pytest.raises(TooLarge):
        decompress(gzip.compress(bytes(10_000_000)), "GZIP", 1000)


@pytest.mark.parametrize("body", [b"abc", gzip.compress(b"abc", mtime=0)[:-4], b""])
def test_broken_gzip_is_a_bad_request(body: bytes) -> None:
    with pytest.raises(BadRequest):
        decompress(body, "gzip", 1000)


def test_other_encodings_are_refused_and_gzip_is_named() -> None:
    with pytest.raises(UnsupportedMediaType) as refused:
        decompress(b"abc", "br", 1000)
    assert refused.value.headers == {"Accept-Encoding": "gzip"}


def test_no_content_encoding_is_accepted_without_decompression() -> None:
    refuse_compressed("identity")
    refuse_compressed("")
    with pytest.raises(UnsupportedMediaType) as refused:
        refuse_compressed("gzip")
    assert refused.value.headers == {"Accept-Encoding": "identity"}
