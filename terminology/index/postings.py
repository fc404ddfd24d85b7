"""Postings: which texts have a word, for every word of a vocabulary.

The words are sorted, so words with the same prefix are adjacent, and so are their sets of numbers
(`posting_lists.py`).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from terminology.index.posting_lists import PostingLists, posting_lists

AFTER_ALL = "\U0010ffff"
RECENT_WORDS = 64
READ_FOR_ONE = 10  # sequential reads per binary search


class Postings:
    """Sets of numbers are returned as bits (`core/bitset.py`)."""

    __slots__ = ("_place", "lists", "words")

    def __init__(self, words: Sequence[str], lists: PostingLists) -> None:
        """`words` are sorted; the set of each is at the same place in `lists`."""
        self.words = words
        self.lists = lists
        self._place = lru_cache(RECENT_WORDS)(partial(bisect_left, words))  # one search looks up a word several times

    def with_word(self, word: str) -> int:
        place = self._place(word)
        return self.lists.at(place) if self._has(place, word) else 0

    def first_of_each(self, words: Sequence[str]) -> list[int | None]:
        """The first number with each word. Reads all words once if many are requested, instead of searching."""
        if len(self.words) > READ_FOR_ONE * len(words):
            places = dict(self._places_among(sorted(words), 0, len(self.words)))
        else:
            places = {word: place for place, word in enumerate(self.words)}
        return [None if (place := places.get(word)) is None else self.lists.first(place) for word in words]

    def _places_among(self, words: Sequence[str], first: int, end: int) -> Iterator[tuple[str, int]]:
        """Those of the sorted words that stand between two places, each with its place.

        The words are halved, and an empty range ends the search: a code system has most of another's codes, or none.
        """
        if not words or first == end:
            return
        middle = len(words) // 2
        place = bisect_left(self.words, words[middle], first, end)
        if place < end and self.words[place] == words[middle]:
            yield words[middle], place
        yield from self._places_among(words[:middle], first, place)
        yield from self._places_among(words[middle + 1 :], place, end)

    def has(self, word: str) -> bool:
        return self._has(self._place(word), word)

    def with_any_word(self, words: Iterable[str]) -> int:
        """The texts with one of the words; fastest for sorted words."""
        return self.lists.at_any(self._places_of(words))

    def with_prefix(self, beginning: str) -> int:
        """The texts with a word that begins like this."""
        return self.lists.between(*self.places(beginning))

    def places(self, beginning: str) -> tuple[int, int]:
        """The range of the words that begin like this: first place and end."""
        return self._place(beginning), self._place(beginning + AFTER_ALL)

    def _has(self, place: int, word: str) -> bool:
        return place < len(self.words) and self.words[place] == word

    def _places_of(self, words: Iterable[str]) -> Iterator[int]:
        place = 0
        for word in words:
            if not self._has(place, word):  # the next place is tried first
                place = bisect_left(self.words, word)
            if self._has(place, word):
                yield place
                place += 1


def postings_of(numbers_of_words: Mapping[str, Sequence[int]], size: int) -> Postings:
    """Postings from the numbers of each word, all below `size`."""
    words = sorted(numbers_of_words)
    return Postings(words, posting_lists(map(numbers_of_words.__getitem__, words), size))
