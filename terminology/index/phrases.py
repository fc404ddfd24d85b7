"""Phrases: the adjacent words of a filter, as typed and in their plain meanings."""

from collections.abc import Iterable, Sequence
from itertools import chain

from terminology.index.terms import terms_of
from terminology.index.word_index import WRITTEN_BREAK, main_words
from terminology.lexicon.abbreviations import spelled_out
from terminology.lexicon.words import numbered

NO_WORD = (b"", WRITTEN_BREAK)  # the first word where there is no main text


class Phrases:
    """Empty for a single word."""

    __slots__ = ("_first_words", "_words", "numbered", "texts", "written", "written_numbered")

    def __init__(self, phrases: Iterable[str], numbered: Iterable[str] = ()) -> None:
        self.texts = tuple(dict.fromkeys(phrases))
        self.numbered = tuple(numbered)
        self.written = tuple([f" {phrase}".encode() for phrase in self.texts])  # the last word may be a prefix
        self.written_numbered = tuple([f" {phrase}".encode() for phrase in self.numbered])
        self._words = frozenset(frozenset((*phrase.encode().split(), *NO_WORD)) for phrase in self.texts)
        self._first_words = frozenset(chain.from_iterable(self._words))

    def __bool__(self) -> bool:
        return bool(self.texts)

    def fit(self, read: bytes) -> bool:
        """Whether the main text begins with one of them, or consists only of words of one of them.

        `read`: the texts of a code, as `WordIndex.read_of` returns them. One answer compares hundreds.
        """
        if read.startswith(self.written):
            return True
        if read[1 : read.find(b" ", 1)] not in self._first_words:  # checked first, because most texts differ in it
            return False
        main = main_words(read)
        return bool([words for words in self._words if words.issuperset(main)])


def phrases_of(words: Sequence[str], limit: int) -> Phrases:
    """The words as typed, with abbreviations spelled out, and in each of their plain meanings."""
    mentioned: list[Sequence[str]] = [words, list(map(spelled_out, words))]
    terms = terms_of(words, limit)
    for at in range(max((len(term.others) for term in terms), default=0)):
        chosen = (term.others[min(at, len(term.others) - 1)] if term.others else term.words for term in terms)
        mentioned.append([word for each in chosen for word in each])
    return Phrases((" ".join(each) for each in mentioned if len(each) > 1), numbered(words))
