"""CompressedText: a rarely read text of hundreds of megabytes, in separately compressed pieces."""

import zlib
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

PIECE_BYTES = 2_000_000
EFFORT = 1  # zlib's level: such texts are so repetitive that higher levels gain little


class CompressedText:
    """The pieces may split anywhere; `compressed` returns them, from the first, on every call.

    `head`: the text's code system as JSON without its concepts, if already read.
    """

    __slots__ = ("_compressed", "head")

    def __init__(self, compressed: Callable[[], Iterable[bytes]], head: Mapping[str, Any] | None = None) -> None:
        self._compressed = compressed
        self.head = head

    def pieces(self) -> Iterator[str]:
        return map(decompress, self._compressed())

    def compressed(self) -> Iterable[bytes]:
        return self._compressed()

    def decompress(self) -> str:
        return "".join(self.pieces())


def compressed_text(data: bytes, head: Mapping[str, Any] | None = None) -> CompressedText:
    """Compresses UTF-8 text, with or without a byte order mark, never holding it as one string."""
    decoder = getincrementaldecoder("utf-8-sig")()
    starts = range(0, max(len(data), 1), PIECE_BYTES)
    pieces = [
        compress(decoder.decode(data[start : start + PIECE_BYTES], final=start == starts[-1])) for start in starts
    ]
    return CompressedText(lambda: pieces, head)


def compress(piece: str) -> bytes:
    return zlib.compress(piece.encode(), EFFORT)


def decompress(piece: bytes) -> str:
    return zlib.decompress(piece).decode()


def text_of(text: str | CompressedText) -> str:
    return text if isinstance(text, str) else text.decompress()
