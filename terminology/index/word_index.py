"""WordIndex: the words of the texts of many codes, each code by its number."""

from collections.abc import Iterable, Sequence

from terminology.index.postings import Postings
from terminology.index.words import words_of


class WordIndex:
    """`words` are all words, `starts` those that main texts begin with; main is the first text of a code, if any is."""

    __slots__ = ("_read", "starts", "words")

    def __init__(self, texts: Iterable[tuple[int, Sequence[str]]], size: int, has_main_texts: bool = True) -> None:
        words: dict[str, list[int]] = {}
        starts: dict[str, list[int]] = {}
        self._read: dict[int, str] = {}
        for number, several in texts:
            read = [words_of(text) for text in several]
            for word in {word: None for each in read for word in each}:
                words.setdefault(word, []).append(number)
            if has_main_texts and read and read[0]:
                starts.setdefault(read[0][0], []).append(number)
            self._read[number] = "".join(f" {' '.join(each)} \n" for each in read)
        self.words = Postings(words, size)
        self.starts = Postings(starts, size)

    def has_phrase(self, number: int, words: str) -> bool:
        """Whether a text has these words in this order; the last may go on."""
        return f" {words}" in self._read.get(number, "")
