"""WordIndex: the words of the texts of many codes, each code by its number."""

from array import array
from collections.abc import Iterable, Sequence

from terminology.index.occurrences import Occurrences
from terminology.index.postings import Postings
from terminology.index.words import BREAK, words_of_all

ONLY_BREAK = frozenset({BREAK})


class WordIndex:
    """`words` are all words, `starts` those that main texts begin with; main is the first text of a code, if any is.

    The texts as they were read stand behind each other in `_read`, those of a number from `_starts[number]` on.
    """

    __slots__ = ("_read", "_starts", "starts", "words")

    def __init__(self, texts: Iterable[tuple[int, Sequence[str]]], size: int, has_main_texts: bool = True) -> None:
        """The lowest number comes first, and all are below `size`."""
        words, starts = Occurrences(), Occurrences()
        self._read = bytearray()
        self._starts = array("Q")
        for number, several in texts:
            read = words_of_all(several)
            words.add(number, {*read} - ONLY_BREAK)
            if has_main_texts and read and read[0] != BREAK:
                starts.add(number, read[:1])
            self._start_all_until(number)
            self._read += f" {' '.join(read)} ".encode()
        self._start_all_until(size)
        self.words = Postings(words.by_word(), size)
        self.starts = Postings(starts.by_word(), size)

    def _start_all_until(self, number: int) -> None:
        self._starts.extend([len(self._read)] * (number + 1 - len(self._starts)))

    def has_phrase(self, number: int, words: str) -> bool:
        """Whether a text has these words in this order; the last may go on."""
        return self._read.find(f" {words}".encode(), self._starts[number], self._starts[number + 1]) >= 0
