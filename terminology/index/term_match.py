"""The codes that match the words of a filter, one word at a time.

wheelchairs, inj   itself, another inflection, an abbreviation of it or what it abbreviates
wheelch            every word that begins with it
weelchair          if no word does, those that are spelled nearly so
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from terminology.index.abbreviations import same_words
from terminology.index.fuzzy import near_words
from terminology.index.postings import Postings
from terminology.index.word_index import WordIndex
from terminology.index.words import stems_of

MISSPELLED_LIMIT = 3  # words of a filter; if it has more that are unknown, they are not slips
SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class TermMatch:
    """The codes that have one word of a filter, as bits: as it is, then also only begun, then also misspelled."""

    same: int
    begun: int
    near: int
    first: int  # of all these, those whose main text begins with it


def match_words(words: Sequence[str], indexes: Sequence[WordIndex], codes: Postings) -> list[TermMatch]:
    """One for each word. A word may also be a code, or the beginning of one."""
    matches = [_match(word, indexes, codes) for word in words]
    unknown = [place for place, match in enumerate(matches) if not match.begun]
    for place in unknown if len(unknown) <= MISSPELLED_LIMIT else ():
        known = [near for index in indexes for near in near_words(words[place], index.alphabetic)]
        first = _any([index.starts for index in indexes], known, Postings.with_word)
        matches[place] = replace(matches[place], near=_any(_words(indexes), known, Postings.with_word), first=first)
    return matches


def _match(word: str, indexes: Sequence[WordIndex], codes: Postings) -> TermMatch:
    forms = {form for same in same_words(word) for form in _inflected(same, indexes)}
    same = _any(_words(indexes), forms, Postings.with_word) | codes.with_word(word)
    begun = same | _any((*_words(indexes), codes), (word,), Postings.with_beginning)
    starts = [index.starts for index in indexes]
    first = _any(starts, forms, Postings.with_word) | _any(starts, (word,), Postings.with_beginning)
    return TermMatch(same, begun, begun, first)


def _inflected(word: str, indexes: Sequence[WordIndex]) -> Iterator[str]:
    """The word, and the known words with its stem: they begin like the stem, save perhaps for its last letter."""
    yield word
    stem = stems_of([word])[0]
    if len(stem) < SHORTEST_STEM:
        return
    for postings in _words(indexes):
        first, end = postings.places(stem[:-1])
        known = postings.words[first:end]
        yield from (other for other, its in zip(known, stems_of(known), strict=True) if its == stem)


def _words(indexes: Sequence[WordIndex]) -> list[Postings]:
    return [index.words for index in indexes]


def _any(postings: Sequence[Postings], words: Iterable[str], find: Callable[[Postings, str], int]) -> int:
    return reduce(or_, (find(each, word) for word in words for each in postings), 0)
