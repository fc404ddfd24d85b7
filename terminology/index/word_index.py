"""WordIndex: the words in the texts of many codes, by code number."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence

from terminology.index.posting_lists import Integers
from terminology.index.postings import Postings
from terminology.index.postings_builder import PostingsBuilder
from terminology.lexicon.words import BREAK, words_of_all

ONLY_BREAK = frozenset({BREAK})
PART_BYTES = 1 << 20
WRITTEN_BREAK = BREAK.encode()
BEFORE_NAMES = frozenset({"injection"})  # "Injection, heparin sodium" begins with the drug too


class WordIndex:
    """`words` are all words, `starts` the first words of main texts; the main text is the first text of a code, if any.

    `alphabetic` are the candidates for spelling corrections. The tokenized texts of a number are the bytes from
    `firsts[number]` to `ends[number]` of `read`.
    """

    __slots__ = ("_alphabetic", "_read", "ends", "firsts", "starts", "words")

    def __init__(
        self,
        words: Postings,
        starts: Postings,
        read: Callable[[int, int], bytes],
        firsts: Integers,
        ends: Integers,
        alphabetic: Callable[[], Sequence[str]],
    ) -> None:
        self.words = words
        self.starts = starts
        self.firsts = firsts
        self.ends = ends
        self._read = read
        self._alphabetic: Sequence[str] | Callable[[], Sequence[str]] = alphabetic

    @property
    def alphabetic(self) -> Sequence[str]:
        if callable(self._alphabetic):
            self._alphabetic = self._alphabetic()
        return self._alphabetic

    def read_all(self) -> Iterator[bytes]:
        """In parts, as all of it may be a hundred megabytes."""
        end = max(self.ends, default=0)
        return (self._read(first, min(first + PART_BYTES, end)) for first in range(0, end, PART_BYTES))

    def read_of(self, number: int) -> bytes:
        """The tokenized words of the texts, each preceded by a blank."""
        return self._read(self.firsts[number], self.ends[number])


def main_words(read: bytes) -> list[bytes]:
    """The words of the first of the texts, as they are written."""
    return read.partition(WRITTEN_BREAK)[0].split()


def main_text(read: bytes) -> str:
    """The words of the first text."""
    return read.partition(WRITTEN_BREAK)[0].decode().strip()


class WordIndexBuilder:
    """Collects the texts of each number, in any order."""

    def __init__(self, has_main_texts: bool = True) -> None:
        self._has_main_texts = has_main_texts
        self._words, self._starts = PostingsBuilder(), PostingsBuilder()
        self.read = bytearray()
        self._numbers = array("I")
        self._ends = array("Q", [0])

    def add(self, number: int, texts: Sequence[str]) -> None:
        read = words_of_all(texts)
        self._words.add(number, {*read} - ONLY_BREAK)
        if self._has_main_texts and read and read[0] != BREAK:
            self._starts.add(number, read[: 2 if read[0] in BEFORE_NAMES and BREAK not in read[1:2] else 1])
        self.read += f" {' '.join(read)} ".encode()
        self._numbers.append(number)
        self._ends.append(len(self.read))

    def build(self, size: int, renumbered: Sequence[int] | None = None) -> WordIndex:
        """`size`: greater than all numbers. `renumbered`: the final number of each number that was added."""
        firsts, ends = array("Q", bytes(8 * size)), array("Q", bytes(8 * size))
        for row, number in enumerate(self._numbers):
            number = number if renumbered is None else renumbered[number]
            firsts[number], ends[number] = self._ends[row], self._ends[row + 1]
        words, starts = self._words.build(size, renumbered), self._starts.build(size, renumbered)
        read = memoryview(self.read)  # whose slices are not copies
        return WordIndex(
            words, starts, lambda first, end: bytes(read[first:end]), firsts, ends, lambda: alphabetic_of(words.words)
        )


def alphabetic_of(words: Iterable[str]) -> list[str]:
    return [word for word in words if word.isalpha()]


def word_index_of(texts: Iterable[tuple[int, Sequence[str]]], size: int, has_main_texts: bool = True) -> WordIndex:
    builder = WordIndexBuilder(has_main_texts)
    for number, several in texts:
        builder.add(number, several)
    return builder.build(size)
