"""Texts in MongoDB, split into parts, as they may be too long for one document.

{_id: "<owner>/0000", text}            a part of a text
{_id: "<owner>/0000", compressed}      a part of a large code system, which is compressed already: the store takes
                                       twenty times as long to write its text, and nobody else reads it
"""

from collections.abc import Iterable, Iterator

from terminology.library.compressed_text import CompressedText, compress
from terminology.store.documents import Document

PART_CHARACTERS = 2_000_000  # at most 8 MB in UTF-8, half of the limit of a document
LONG_FROM_PARTS = 4  # for a code system: it is then read from columns; the pieces of a compressed text are as long


def text_documents(owner: str, text: str | CompressedText) -> Iterator[Document]:
    """The parts of a text; an empty text has one part, to tell it from a missing text."""
    name, parts = ("text", _parts(text)) if isinstance(text, str) else ("compressed", text.compressed())
    for number, part in enumerate(parts):
        yield {"_id": f"{owner}/{number:04}", name: part}


def _parts(text: str) -> Iterator[str]:
    return (text[start : start + PART_CHARACTERS] for start in range(0, len(text) or 1, PART_CHARACTERS))


def size_of(part: Document) -> int:
    """The characters of a part, or its compressed bytes."""
    return len(part["text"] if "text" in part else part["compressed"])


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
            parts[number] = document["text"] if "text" in document else bytes(document["compressed"])
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
