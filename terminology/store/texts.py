"""Texts in MongoDB: what may be too long for one document, in parts that are not."""

from collections.abc import Iterator
from typing import cast

from terminology.store.documents import Document

PART_CHARACTERS = 2_000_000  # at most 8 MB in UTF-8, half of what a document may hold


def text_documents(owner: str, text: str) -> Iterator[Document]:
    """The parts of a text; an empty text has one, so that a text that is missing shows."""
    for number, start in enumerate(range(0, max(len(text), 1), PART_CHARACTERS)):
        yield {"_id": f"{owner}/{number:04}", "text": text[start : start + PART_CHARACTERS]}


def texts_from_documents(documents: list[Document]) -> dict[str, str]:
    """The texts by owner, their parts in any order."""
    parts: dict[str, list[str]] = {}
    for document in sorted(documents, key=lambda item: cast(str, item["_id"])):
        parts.setdefault(document["_id"].rpartition("/")[0], []).append(document["text"])
    return {owner: "".join(texts) for owner, texts in parts.items()}
