"""Finds the words of a text that a search matched, to highlight them. Tokenizes as the search does."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from terminology.lexicon.words import WORD, folded, stems_of

Element = Literal["mark", "ins", "del"]
SHORTEST_BEGINNING = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text. `element` is its HTML element; None for plain text."""

    text: str
    element: Element | None = None


def marked(text: str, search: str) -> tuple[Piece, ...]:
    """The text in pieces; words that match a search word in any inflection, or start with one, are marked."""
    words = WORD.findall(folded(search))
    if not words:
        return (Piece(text),)
    stems = frozenset(stems_of(words))
    beginnings = tuple(word for word in words if len(word) >= SHORTEST_BEGINNING)
    return tuple(_pieces(text, stems, beginnings))


def _pieces(text: str, stems: frozenset[str], beginnings: tuple[str, ...]) -> Iterable[Piece]:
    end = 0
    for found in WORD.finditer(text):
        word = folded(found[0])
        if word.startswith(beginnings) or stems_of([word])[0] in stems:
            if found.start() > end:
                yield Piece(text[end : found.start()])
            yield Piece(found[0], "mark")
            end = found.end()
    if end < len(text):
        yield Piece(text[end:])
