"""TextIndex: what people type, found in the texts of many codes, the best first.

The filter of `$expand` is free text and its meaning the server's (https://hl7.org/fhir/R5/valueset-operation-expand.html).
Here it means: the code that is typed, codes that begin so, and the codes whose texts have all the words, in any order.

A word may be inflected, abbreviated, begun or misspelled (`term_match.py`). Of the codes found, those come first

    1. whose words match most exactly: as they are, begun, misspelled
    2. whose main text begins with one of them
    3. that have them side by side, as they were typed
    4. that are active, that are short, that were defined first

If no code has all the words, those are found that have the most of them, at least half.
There is one for each version of a code system (`columns.py`), in memory or in a file (`stored_text_index.py`);
`operations/matching.py` makes one of the names that a value set gives.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from terminology.core.bitset import bits_of, numbers_in
from terminology.core.found import Found
from terminology.core.lazy import LazyList
from terminology.index.abbreviations import spelt_out
from terminology.index.posting_lists import Integers
from terminology.index.postings import Postings
from terminology.index.postings_builder import PostingsBuilder
from terminology.index.term_match import match_words
from terminology.index.word_index import WordIndex, WordIndexBuilder, word_index_of
from terminology.index.words import FILLERS, folded, words_of

WORD_LIMIT = 16  # words of a filter; the rest of it is not read
TEXT_LIMIT = 1024  # characters of a filter
INACTIVE = 2**40  # more than any text has words
CLOSENESS_LIMIT = 2000  # of more codes than these nobody reads those at the end: they are not compared word for word


@dataclass(frozen=True, slots=True)
class Entry:
    """A code with its texts, the main one first."""

    code: str
    texts: tuple[str, ...]
    is_inactive: bool = False


class TextIndex:
    """Finds entries by their places in the sequence they came in.

    Inside, each has a number by which it ranks among equals: active before inactive, short before long, in order.
    """

    __slots__ = ("active", "codes", "number_of", "place_of", "words")

    def __init__(
        self, place_of: Integers, number_of: Integers, active: int, codes: Postings, words: tuple[WordIndex, ...]
    ) -> None:
        """`active`: how many are active; their numbers come first. `codes`: by folded code, `words`: by their texts."""
        self.place_of = place_of
        self.number_of = number_of
        self.active = active
        self.codes = codes
        self.words = words

    def with_texts(self, texts: Mapping[int, Sequence[str]]) -> "TextIndex":
        """This index with more texts for some places; what it holds itself is not copied."""
        numbered = ((self.number_of[place], each) for place, each in texts.items())
        more = word_index_of(numbered, len(self.place_of), has_main_texts=False)
        return TextIndex(self.place_of, self.number_of, self.active, self.codes, (*self.words, more))

    def search(self, text: str) -> Found[int]:
        """The places that the text means, the best first. A text without any letter or digit can only mean a code."""
        text = text.strip()[:TEXT_LIMIT]
        codes = self._by_code(folded(text))
        exact, loose = self._by_words(words_of(text))
        matching = reduce(or_, exact, bits_of(codes, len(self.place_of)))
        count = reduce(or_, loose, matching).bit_count()
        numbers = self._ranked(codes, exact + loose, _phrases(words_of(text)))
        return Found(LazyList((self.place_of[number] for number in numbers), count), matching.bit_count())

    def _by_code(self, code: str) -> list[int]:
        """The code itself, then those that begin like it: active before inactive, in the order of definition."""
        itself = list(numbers_in(self.codes.with_word(code)))
        others = self.codes.with_beginning(code) & ~bits_of(itself, len(self.place_of))
        active = others & ((1 << self.active) - 1)
        for some in (active, others ^ active):
            itself += sorted(numbers_in(some), key=self.place_of.__getitem__)
        return itself

    def _by_words(self, words: Sequence[str]) -> tuple[list[int], list[int]]:
        """Sets of which each is better than the next, which may have the same again: those that match, loose ones."""
        wanted = [word for word in dict.fromkeys(words) if word not in FILLERS] or list(dict.fromkeys(words))
        if not wanted:
            return [], []
        matches = match_words(wanted[:WORD_LIMIT], self.words, self.codes)
        first = reduce(or_, (match.first for match in matches))
        exact = [reduce(and_, (match.same for match in matches)), reduce(and_, (match.begun for match in matches))]
        loose = [reduce(and_, (match.near for match in matches))]
        if not any(exact + loose):
            loose = [_with_most([match.near for match in matches])]
        return _those_first(exact, first), _those_first(loose, first)

    def _ranked(self, codes: list[int], tiers: Iterable[int], phrases: Sequence[str]) -> Iterator[int]:
        yield from codes
        seen = bits_of(codes, len(self.place_of))
        for tier in tiers:
            yield from self._closest_first(tier & ~seen, phrases)
            seen |= tier

    def _closest_first(self, bits: int, phrases: Sequence[str]) -> Iterator[int]:
        numbers = numbers_in(bits)
        if not phrases or bits.bit_count() > CLOSENESS_LIMIT:
            return numbers
        return iter(sorted(numbers, key=lambda number: not self._has_any(number, phrases)))

    def _has_any(self, number: int, phrases: Sequence[str]) -> bool:
        return any(index.has_phrase(number, phrase) for index in self.words for phrase in phrases)


def _those_first(tiers: Iterable[int], first: int) -> list[int]:
    return [tier for whole in tiers for tier in (whole & first, whole)]


def _phrases(words: Sequence[str]) -> tuple[str, ...]:
    """The words as they were typed, and with abbreviations spelt out; a single word has no company to keep."""
    if len(words) < 2:
        return ()
    return tuple({" ".join(words): None, " ".join(map(spelt_out, words)): None})


def _with_most(sets: Sequence[int]) -> int:
    """Those that are in the most of the sets, in at least half of them."""
    in_at_least = [0] * (len(sets) + 1)  # in that many of the sets looked at so far
    for bits in sets:
        for count in range(len(sets), 1, -1):
            in_at_least[count] |= in_at_least[count - 1] & bits
        in_at_least[1] |= bits
    half = (len(sets) + 1) // 2
    return next((bits for bits in reversed(in_at_least[half:]) if bits), 0)


class TextIndexBuilder:
    """Takes entries in any order, each with its place."""

    def __init__(self) -> None:
        self._codes = PostingsBuilder()
        self._words = WordIndexBuilder()
        self._places = array("I")
        self._ranks = array("Q")

    def add(self, place: int, entry: Entry) -> None:
        self._codes.add(place, (folded(entry.code),))
        self._words.add(place, entry.texts)
        self._places.append(place)
        self._ranks.append(entry.is_inactive * INACTIVE + (entry.texts[0].count(" ") if entry.texts else 0))

    def build(self) -> TextIndex:
        """The places that were added must be 0, 1, 2 … without a gap."""
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
        builder.add(place, entry)
    return builder.build()
