"""The codes that match the terms of a filter, one term at a time.

wheelchairs, inj   the words themselves, other inflections, their abbreviations or expansions
shot               the plain word for it: injection (`plain_words.py`)
wheelch            every word that begins with it
weelchair          if no word does, similarly spelled words, and two that were run together
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import accumulate
from operator import and_, or_

from terminology.index.corrections import parts_of, similar_words
from terminology.index.terms import Term
from terminology.index.vocabulary import Vocabulary
from terminology.lexicon.english_words import english_words

MISSPELLED_LIMIT = 3  # unknown words of a filter; if there are more, they are not typos
SHORTEST_BEGINNING = 4  # letters of a prefix, unless the word is still being typed


@dataclass(frozen=True, slots=True)
class TermMatch:
    """The codes that match one term, as bits; each set includes the ones before it."""

    same: tuple[int, ...]  # the words and their plain meanings; meanings first if there are no other words
    prefixed: int  # or words with this prefix
    described: int  # or a text about the code
    near: int  # or misspelled: a loose match
    first: int  # of all these, the ones whose main text begins with it


def joined_terms(terms: Sequence[Term], vocabulary: Vocabulary) -> Iterator[Term]:
    """Joins two words that some text writes as one into one term: wheel chair."""
    waiting = list(terms)
    while waiting:
        term = waiting.pop(0)
        if waiting and len(term.words) == 1 and len(waiting[0].words) == 1:
            word = term.words[0] + waiting[0].words[0]
            if word.isalpha() and vocabulary.knows(word):
                second = waiting.pop(0)
                term = Term((*term.words, *second.words), ((word,),), second.is_last)
        yield term


def match_terms(terms: Sequence[Term], vocabulary: Vocabulary) -> list[TermMatch]:
    """One match for each term. A word may also be a code or its prefix."""
    matches = [_match(term, vocabulary) for term in terms]
    for place in _slips(matches):
        matches[place] = _misspelled(terms[place], matches[place], vocabulary)
    return matches


def _slips(matches: Sequence[TermMatch]) -> list[int]:
    unknown = [place for place, match in enumerate(matches) if not match.described]
    return unknown if len(unknown) <= MISSPELLED_LIMIT else []


def misspelled_words(terms: Sequence[Term], matches: Sequence[TermMatch]) -> list[str]:
    """The words that match no code, not even as a prefix."""
    return [word for place in _slips(matches) for word in terms[place].words if len(terms[place].words) == 1]


def _match(term: Term, vocabulary: Vocabulary) -> TermMatch:
    literal = _all(term.words, lambda word: vocabulary.same(word) | vocabulary.codes.with_word(word))
    intended = [_all(words, vocabulary.same) for words in term.others]
    in_turn = [*intended, _all(term.words, vocabulary.typed), literal] if term.is_all else [literal, *intended]
    same = tuple(accumulate(in_turn, or_))
    prefixed = first = 0
    if term.is_last or all(map(_may_be_prefix, term.words)):
        prefixed = _all(term.words, lambda word: vocabulary.same(word) | vocabulary.prefixed(word))
        first = _any(index.starts.with_prefix(word) for word in term.words for index in vocabulary.names)
    found = same[-1] | prefixed
    described = found
    if vocabulary.descriptions:
        described |= _any(_all(words, vocabulary.described) for words in (term.words, *term.others))
    first |= _any(vocabulary.first(word) for words in (term.words, *term.others) for word in words)
    return TermMatch(same, found, described, described, first)


def _may_be_prefix(word: str) -> bool:
    """Whether a word before others may be a prefix: not an English word, and not too short."""
    return len(word) >= SHORTEST_BEGINNING and word not in english_words()


def _misspelled(term: Term, match: TermMatch, vocabulary: Vocabulary) -> TermMatch:
    """The match by similarly spelled words; a run-together pair is preferred to two wrong letters."""
    if len(term.words) > 1:
        return match
    (word,) = term.words
    nearest = similar_words(word, vocabulary, is_nearest=True)
    if not nearest and (both := _any(_all(pair, vocabulary.same) for pair in parts_of(word, vocabulary))):
        return replace(match, near=both)
    known = nearest or similar_words(word, vocabulary)
    return replace(match, near=vocabulary.near(known), first=vocabulary.nearly_first(known))


def _any(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)


def _all(words: Iterable[str], find: Callable[[str], int]) -> int:
    return reduce(and_, map(find, words))
