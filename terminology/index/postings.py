"""Postings: which texts have a word, for every word of a vocabulary.

The words are sorted, so that those with the same beginning stand side by side, and so do the numbers of their texts:

    words     inhaler | injection | injector | insulin
    starts       0    |     2     |    2     |    3     | 5
    numbers     4 9   |           |    7     |   4 8
    dense                bits

A word of many texts keeps them as bits, which need no conversion when they are asked for.
"""

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from terminology.core.bitset import bits_of

DENSE = 256  # one text in so many has the word: bits take up to eight times the room of the numbers, in few words
AFTER_ALL = "\U0010ffff"


class Postings:
    """Numbers are below `size`. Sets of them are answered as bits (`bits.py`)."""

    __slots__ = ("_dense_bits", "_dense_places", "_numbers", "_size", "_starts", "words")

    def __init__(self, numbers_of_words: Mapping[str, Sequence[int]], size: int) -> None:
        self.words = sorted(numbers_of_words)
        self._size = size
        self._numbers = array("I")
        self._starts = array("I", [0])
        self._dense_places: list[int] = []
        self._dense_bits: list[int] = []
        for place, word in enumerate(self.words):
            numbers = numbers_of_words[word]
            if len(numbers) * DENSE > size:
                self._dense_places.append(place)
                self._dense_bits.append(bits_of(numbers, size))
            else:
                self._numbers.extend(numbers)
            self._starts.append(len(self._numbers))

    def with_word(self, word: str) -> int:
        place = bisect_left(self.words, word)
        is_known = place < len(self.words) and self.words[place] == word
        return self._between(place, place + 1) if is_known else 0

    def with_beginning(self, beginning: str) -> int:
        """The texts that have a word which begins like this."""
        return self._between(*self.places(beginning))

    def places(self, beginning: str) -> tuple[int, int]:
        """Where the words that begin like this stand: from the first to behind the last."""
        first = bisect_left(self.words, beginning)
        return first, bisect_left(self.words, beginning + AFTER_ALL, first)

    def _between(self, first: int, end: int) -> int:
        bits = bits_of(self._numbers[self._starts[first] : self._starts[end]], self._size)
        for place in range(bisect_left(self._dense_places, first), bisect_left(self._dense_places, end)):
            bits |= self._dense_bits[place]
        return bits
