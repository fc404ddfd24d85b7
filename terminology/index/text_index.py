"""TextIndex: finds codes by free text in their texts, best first.

The filter of `$expand` is free text interpreted by the server
(https://hl7.org/fhir/R5/valueset-operation-expand.html). Here it matches: the code itself, codes with that prefix, and
codes whose texts have all the words, in any order.

A word may be inflected, abbreviated, a plain word or a prefix (`term_match.py`), or be in a text about the code.
Matching codes are ranked by these criteria:

    1. how exactly the words match: as typed, as a prefix, in a text about the code
    2. active before inactive, and items before accessories and services for them (`accessory_words.py`)
    3. whose main text begins with one of the words
    4. whose main text begins with all of them, then those that have them next to each other
    5. shorter texts, then definition order

Matches with a misspelled word are loose and come last. If no code has all the words, those that match most of them are
returned (`partial_match.py`).
There is one index for each version of a code system (`columns.py`), in memory or in a file (`stored_text_index.py`);
`operations/value_sets/search.py` builds one from the names in a value set.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from terminology.core.bitset import bits_of, numbers_in
from terminology.core.lazy import LazyList
from terminology.core.ranked_hits import RankedHits
from terminology.index.closeness import Closeness
from terminology.index.opposites import Opposites, opposites_of
from terminology.index.posting_lists import Integers
from terminology.index.postings import Postings
from terminology.index.postings_builder import PostingsBuilder
from terminology.index.terms import WORD_LIMIT, significant_words
from terminology.index.word_index import WordIndex, WordIndexBuilder, word_index_of
from terminology.lexicon.words import folded, words_of

if TYPE_CHECKING:
    from terminology.index.tiers import Tiers
    from terminology.index.word_search import WordSearch

TEXT_LIMIT = 1024  # characters of a filter
INACTIVE = 2**40  # more than any text has words
CODE_PARTS = (1, 2)
MODIFIERS = frozenset({"mod", "modifier", "modifiers"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A code with its texts, the main one first."""

    code: str
    texts: tuple[str, ...]
    is_inactive: bool = False


class TextIndex:
    """Finds entries by their places in the input sequence.

    Internally, each has a number that ranks it among equals: active before inactive, short before long, in order.
    """

    def __init__(
        self,
        place_of: Integers,
        number_of: Integers,
        active: int,
        codes: Postings,
        words: tuple[WordIndex, ...],
        descriptions: tuple[WordIndex, ...] = (),
    ) -> None:
        """`active`: the number of active entries, which have the lowest numbers.

        `codes`: by case-folded code, `words`: by their texts, `descriptions`: by texts about them.
        """
        self.place_of = place_of
        self.number_of = number_of
        self.active = active
        self.codes = codes
        self.words = words
        self.descriptions = descriptions

    def with_texts(
        self, texts: Mapping[int, Sequence[str]], descriptions: Mapping[int, Sequence[str]] | None = None
    ) -> "TextIndex":
        """This index with more texts for some places; shares its own data with the new one."""
        words = (*self.words, *self._index_of(texts)) if texts else self.words
        described = (*self.descriptions, *self._index_of(descriptions)) if descriptions else self.descriptions
        return TextIndex(self.place_of, self.number_of, self.active, self.codes, words, described)

    def _index_of(self, texts: Mapping[int, Sequence[str]]) -> Iterator[WordIndex]:
        numbered = ((self.number_of[place], each) for place, each in texts.items())
        yield word_index_of(numbered, len(self.place_of), has_main_texts=False)

    def search(self, text: str) -> RankedHits[int]:
        """The places that match the text, best first. A text without letters and digits can only match codes."""
        text = text.strip()[:TEXT_LIMIT]
        words = words_of(text)
        codes = self._by_code(folded(text)) or self._by_split_code(words)
        opposites = opposites_of(words)
        tiers = self._by_words.find(words, opposites)
        exact = bits_of(codes, len(self.place_of)) | tiers.matching
        numbers = self._ranked(codes, tiers, opposites)
        places = LazyList((self.place_of[number] for number in numbers), (exact | tiers.loose).bit_count())
        return RankedHits(places, exact.bit_count())

    def _by_code(self, code: str) -> list[int]:
        """The code itself, then those with this prefix: active before inactive, in definition order."""
        itself = list(numbers_in(self.codes.with_word(code)))
        others = self.codes.with_prefix(code) & ~bits_of(itself, len(self.place_of))
        active = others & ((1 << self.active) - 1)
        for some in (active, others ^ active):
            itself += sorted(numbers_in(some), key=self.place_of.__getitem__)
        return itself

    def _by_split_code(self, words: Sequence[str]) -> list[int]:
        """A code typed with spaces, E 0601 or A 4 3 5 1; also modifiers with their noun: modifier KX."""
        if not MODIFIERS.isdisjoint(words):
            return [number for word in words if len(word) == 2 for number in numbers_in(self.codes.with_word(word))]
        is_spelled = len(words) in CODE_PARTS or all(len(word) == 1 for word in words)
        together = list(numbers_in(self.codes.with_word("".join(words)))) if is_spelled else []
        return together or self._codes_listed(words)

    def _codes_listed(self, words: Sequence[str]) -> list[int]:
        """A list that consists only of codes with digits: E0250/E0251."""
        wanted = significant_words(words, WORD_LIMIT)
        if not all(map(_may_be_code, wanted)):
            return []
        found = [list(numbers_in(self.codes.with_word(word))) for word in wanted]
        return [number for each in found for number in each] if all(found) else []

    @cached_property
    def _by_words(self) -> "WordSearch":
        from terminology.index.word_search import WordSearch  # with the first search: it imports rapidfuzz

        return WordSearch(self.codes, self.words, self.descriptions, self.active, len(self.place_of), self._closeness)

    @cached_property
    def _closeness(self) -> Closeness:
        return Closeness(self.words)

    def _ranked(self, codes: list[int], tiers: "Tiers", opposites: Opposites) -> Iterator[int]:
        yield from codes
        typed = bits_of(codes, len(self.place_of))
        for bits, found in ((tiers.matching, tiers.exact), (tiers.loose, tiers.loose_tiers)):
            left = bits & ~typed
            against = self._closeness.contradicting(left, opposites) if left else 0
            for some in (left & ~against, left & against):
                yield from self._ranked_among(some, found, tiers)
            typed |= bits

    def _ranked_among(self, some: int, found: Sequence[int], tiers: "Tiers") -> Iterator[int]:
        """Those that people mean most, then tier by tier."""
        fitting = (number for number in tiers.usual if some & (1 << number))
        usual = [number for number in fitting if not self._closeness.lacks_number(number, tiers.phrases)]
        yield from usual
        some &= ~bits_of(usual, len(self.place_of))
        for tier in found:
            for part in tiers.in_turn(tier & some):
                yield from self._closeness.closest_first(part, tiers.phrases)
            some &= ~tier


def _may_be_code(word: str) -> bool:
    return not word.isalpha() and not word.isdecimal()


class TextIndexBuilder:
    """Collects entries in any order, each with its place."""

    def __init__(self) -> None:
        self._codes = PostingsBuilder()
        self._words = WordIndexBuilder()
        self._places = array("I")
        self._ranks = array("Q")

    def add(self, place: int, code: str, texts: Sequence[str], is_inactive: bool = False) -> None:
        """`texts` as those of an `Entry`."""
        self._codes.add(place, (folded(code),))
        self._words.add(place, texts)
        self._places.append(place)
        self._ranks.append(is_inactive * INACTIVE + (texts[0].count(" ") if texts else 0))

    def build(self) -> TextIndex:
        """The added places must be 0, 1, 2 … without gaps."""
        size = len(self._places)
        ranks = array("Q", bytes(8 * size))
        for place, rank in zip(self._places, self._ranks, strict=True):
            ranks[place] = rank
        place_of = array("I", sorted(range(size), key=ranks.__getitem__))
        number_of = array("I", bytes(4 * size))
        for number, place in enumerate(place_of):
            number_of[place] = number
        active = sum(rank < INACTIVE for rank in ranks)
        codes, words = self._codes.build(size, number_of), self._words.build(size, number_of)
        return TextIndex(place_of, number_of, active, codes, (words,))


def index_of(entries: Iterable[Entry]) -> TextIndex:
    builder = TextIndexBuilder()
    for place, entry in enumerate(entries):
        builder.add(place, entry.code, entry.texts, entry.is_inactive)
    return builder.build()
