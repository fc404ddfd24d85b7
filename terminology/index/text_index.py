"""Which texts a filter means: all its words, in any order, each the beginning of a word of the text.

The filter of `$expand` is free text and its meaning the server's (https://hl7.org/fhir/R5/valueset-operation-expand.html).
"""

import re
import unicodedata
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    return WORD.findall(folded(text))


class TextFilter:
    """A filter, read once. `rank` tells how well a code and its texts answer it: 0 is best, None not at all."""

    __slots__ = ("_code", "_words")

    def __init__(self, text: str) -> None:
        self._code = text.strip().casefold()
        self._words = words_of(text)

    def rank(self, code: str, texts: Iterable[str]) -> int | None:
        """0 the code itself, 1 its beginning, 2 whole words of one text, 3 beginnings of words of one text."""
        if not self._words:
            return None
        if code.casefold() == self._code:
            return 0
        if code.casefold().startswith(self._code):
            return 1
        ranks = [rank for text in texts if (rank := self._rank_of(text)) is not None]
        return min(ranks, default=None)

    def _rank_of(self, text: str) -> int | None:
        words = words_of(text)
        if not all(any(word.startswith(asked) for word in words) for asked in self._words):
            return None
        return 2 if set(self._words) <= set(words) else 3
