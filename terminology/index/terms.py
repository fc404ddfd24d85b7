"""Terms: what the words of a filter stand for, individually or as a phrase.

flu shot       one term: "flu shot", or its entry in the table of plain words
walker seat    two terms
"""

from collections.abc import Sequence
from dataclasses import dataclass

from terminology.lexicon.plain_words import LONGEST_PHRASE, NO_MEANING, Meaning, meaning_of
from terminology.lexicon.words import informative, is_amount, stems_of

Words = tuple[str, ...]
WORD_LIMIT = 16  # words of a filter; the rest is ignored


@dataclass(frozen=True, slots=True)
class Term:
    """Words that a text must all have; `others` are alternatives, each of which must also match as a whole."""

    words: Words
    others: tuple[Words, ...] = ()
    is_last: bool = False  # its last word may still be being typed
    is_all: bool = False  # there are no other words
    usual: Words = ()  # codes most often meant by these words, in lower case


def significant_words(words: Sequence[str], limit: int) -> list[str]:
    """The first informative words, each once."""
    return informative(words)[:limit]


def terms_of(words: Sequence[str], limit: int) -> list[Term]:
    """The terms of the first `limit` informative words, in order, each once."""
    wanted = significant_words(words, limit)
    stems = stems_of(wanted)
    terms: list[Term] = []
    at = 0
    while at < len(wanted):
        length, meaning = _longest_phrase(stems, at)
        is_last = at + length == len(wanted)
        is_all = is_last and not at
        usual = meaning.usual if length > 1 or _only_amounts(wanted[:at] + wanted[at + length :]) else ()
        terms.append(Term(tuple(wanted[at : at + length]), meaning.words, is_last, is_all, usual))
        at += length
    return list(dict.fromkeys(terms))


def _only_amounts(words: Sequence[str]) -> bool:
    return all(map(is_amount, words))


def _longest_phrase(stems: Sequence[str], at: int) -> tuple[int, Meaning]:
    """The length of the longest known phrase here, and its plain meaning."""
    for length in range(min(LONGEST_PHRASE, len(stems) - at), 0, -1):
        if meaning := meaning_of(stems[at : at + length]):
            return length, meaning
    return 1, NO_MEANING
