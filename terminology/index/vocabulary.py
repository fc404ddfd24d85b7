"""Vocabulary: looks up the words of one filter, each once."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from terminology.index.postings import Postings
from terminology.index.word_index import WordIndex
from terminology.lexicon.abbreviations import same_words
from terminology.lexicon.words import stems_of

SHORTEST_STEM = 3
SPECIFIC_STEM = 5  # letters: for shorter stems, unrelated words are as likely as inflections: even, Evenity
INFLECTIONS = frozenset({"", "s", "es", "e", "d", "ed", "ing", "y", "ies", "er", "ers"})


class Vocabulary:
    """Looks up words in names, in texts about the codes, and among the codes. One is made for each filter.

    Sets of codes are returned as bits.
    """

    __slots__ = ("_described", "_forms", "_same", "codes", "descriptions", "names", "similar")

    def __init__(self, names: Sequence[WordIndex], descriptions: Sequence[WordIndex], codes: Postings) -> None:
        self.names = names
        self.descriptions = descriptions
        self.codes = codes
        self._forms: dict[str, tuple[str, ...]] = {}
        self._same: dict[str, int] = {}
        self._described: dict[str, int] = {}
        self.similar: dict[tuple[str, bool], list[str]] = {}  # similar words (`corrections.py`)

    def knows(self, word: str) -> bool:
        return any(index.words.has(word) for index in self.names)

    def same(self, word: str) -> int:
        """Codes with the word in a name, in any inflection, abbreviated or expanded."""
        if word not in self._same:
            self._same[word] = _with([index.words for index in self.names], self.forms(word))
        return self._same[word]

    def typed(self, word: str) -> int:
        """Codes with the word in a name as typed, singular or plural: ventilator, not ventilation."""
        wanted = {_singular(each) for each in same_words(word)}
        forms = [form for form in self.forms(word) if _singular(form) in wanted]
        return _with([index.words for index in self.names], forms)

    def described(self, word: str) -> int:
        """Codes with the word in a name or in a text about them."""
        if word not in self._described:
            words = [index.words for index in self.descriptions]
            forms = {form for each in same_words(word) for form in _inflected(each, words)}
            self._described[word] = self.same(word) | _with(words, forms)
        return self._described[word]

    def prefixed(self, word: str) -> int:
        """Codes with a word, or a code, that begins like this."""
        return _any(each.with_prefix(word) for each in (*(index.words for index in self.names), self.codes))

    def first(self, word: str) -> int:
        """Codes whose main text begins with the word."""
        return _with([index.starts for index in self.names], self.forms(word))

    def near(self, words: Iterable[str]) -> int:
        return _with([index.words for index in self.names], words)

    def nearly_first(self, words: Iterable[str]) -> int:
        return _with([index.starts for index in self.names], words)

    def forms(self, word: str) -> tuple[str, ...]:
        if word not in self._forms:
            words = [index.words for index in self.names]
            self._forms[word] = tuple({form for each in same_words(word) for form in _inflected(each, words)})
        return self._forms[word]


def _inflected(word: str, vocabularies: Sequence[Postings]) -> Iterator[str]:
    """The word, and the known words with its stem, which share all but its last letter as a prefix."""
    yield word
    stem = stems_of([word])[0]
    if len(stem) < SHORTEST_STEM or not _is_inflection(word, stem):
        return
    for postings in vocabularies:
        first, end = postings.places(stem[:-1])
        if first < end:
            known = postings.words[first:end]
            same = (other for other, its in zip(known, stems_of(known), strict=True) if its == stem)
            yield from (other for other in same if _is_inflection(other, stem))


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s").removesuffix("e")


def _is_inflection(word: str, stem: str) -> bool:
    """Whether a word is its stem with an English inflection. Long stems may have any ending: electricity."""
    if len(stem) >= SPECIFIC_STEM:
        return True
    prefix = stem if word.startswith(stem) else stem[:-1]  # bodi of body
    ending = word[len(prefix) :]
    return ending in INFLECTIONS or (ending[:1] == stem[-1:] and ending[1:] in INFLECTIONS)  # cut, cutting


def _with(postings: Sequence[Postings], words: Iterable[str]) -> int:
    return _any(each.with_word(word) for word in words for each in postings)


def _any(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)
