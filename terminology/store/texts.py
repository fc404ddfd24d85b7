"""Texts in MongoDB: what may be too long for one document, in parts that are not."""

from collections.abc import Iterable, Iterator

from terminology.library.packed_text import PackedText, packed
from terminology.store.documents import Document

PART_CHARACTERS = 2_000_000  # at most 8 MB in UTF-8, half of what a document may hold
PACKED_FROM_PARTS = 4


def text_documents(owner: str, text: str) -> Iterator[Document]:
    """The parts of a text; an empty text has one, so that a text that is missing shows."""
    for number, start in enumerate(range(0, max(len(text), 1), PART_CHARACTERS)):
        yield {"_id": f"{owner}/{number:04}", "text": text[start : start + PART_CHARACTERS]}


class Texts:
    """The texts by owner, from documents in any order; those of very many parts packed, as they come."""

    def __init__(self) -> None:
        self._parts: dict[str, dict[str, str | bytes]] = {}

    def absorb(self, documents: Iterable[Document]) -> None:
        for document in documents:
            owner, _, number = document["_id"].rpartition("/")
            parts = self._parts.setdefault(owner, {})
            parts[number] = document["text"]
            if len(parts) > PACKED_FROM_PARTS:
                parts.update({number: packed(part) for number, part in parts.items() if isinstance(part, str)})

    def get(self, owner: str) -> str | PackedText:
        """Raises KeyError when there is no such text."""
        parts = [part for _, part in sorted(self._parts[owner].items())]
        texts = [part for part in parts if isinstance(part, str)]
        return "".join(texts) if texts else PackedText(part for part in parts if isinstance(part, bytes))
