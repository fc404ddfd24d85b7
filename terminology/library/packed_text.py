"""PackedText: a text of hundreds of megabytes that is seldom read, in pieces that are packed each on its own."""

import zlib
from collections.abc import Iterable, Iterator

EFFORT = 1  # zlib's: such texts repeat themselves so much that more gains little


class PackedText:
    """The pieces may be cut anywhere."""

    __slots__ = ("_packed",)

    def __init__(self, packed: Iterable[bytes]) -> None:
        self._packed = tuple(packed)

    def pieces(self) -> Iterator[str]:
        return map(unpacked, self._packed)

    def unpack(self) -> str:
        return "".join(self.pieces())


def packed(piece: str) -> bytes:
    return zlib.compress(piece.encode(), EFFORT)


def unpacked(piece: bytes) -> str:
    return zlib.decompress(piece).decode()


def text_of(text: str | PackedText) -> str:
    return text if isinstance(text, str) else text.unpack()
