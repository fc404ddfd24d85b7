"""Texts in MongoDB, split into parts, as they may be too long for one document."""

from collections.abc import Iterable, Iterator

from terminology.library.compressed_text import CompressedText, compress
from terminology.store.documents import Document

PART_CHARACTERS = 2_000_000  # at most 8 MB in UTF-8, half of the limit of a document
LONG_FROM_PARTS = 4  # for a code system: it is then read from columns


def text_documents(owner: str, text: str | CompressedText) -> Iterator[Document]:
    """The parts of a text; an empty text has one part, to tell it from a missing text."""
    for number, part in enumerate(_parts([text] if isinstance(text, str) else text.pieces())):
        yield {"_id": f"{owner}/{number:04}", "text": part}


def _parts(pieces: Iterable[str]) -> Iterator[str]:
    """Parts of equal length but for the last, however the pieces are split."""
    left = ""
    for piece in pieces:
        left += piece
        for start in range(0, len(left) - PART_CHARACTERS, PART_CHARACTERS):
            yield left[start : start + PART_CHARACTERS]
        left = left[(len(left) - 1) // PART_CHARACTERS * PART_CHARACTERS :] if left else ""
    yield left


def first_of_long(owner: str) -> str:
    """The `_id` of the first part that only long texts have."""
    return f"{owner}/{LONG_FROM_PARTS:04}"


class Texts:
    """Texts by owner, from documents in any order; multi-part texts stay compressed, as they are rarely read."""

    def __init__(self) -> None:
        self._parts: dict[str, dict[str, str | bytes]] = {}

    def absorb(self, documents: Iterable[Document]) -> None:
        for document in documents:
            owner, _, number = document["_id"].rpartition("/")
            parts = self._parts.setdefault(owner, {})
            parts[number] = document["text"]
            if len(parts) > 1:
                parts.update({number: compress(part) for number, part in parts.items() if isinstance(part, str)})

    def get(self, owner: str) -> str | CompressedText:
        """Raises KeyError when the text is missing."""
        parts = [part for _, part in sorted(self._parts[owner].items())]
        texts = [part for part in parts if isinstance(part, str)]
        if texts:
            return "".join(texts)
        compressed = [part for part in parts if isinstance(part, bytes)]
        return CompressedText(lambda: compressed)
