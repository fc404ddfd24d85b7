"""Ranks matches by closeness to the search text: adjacent words first, contradictions last."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, reduce
from operator import or_

from terminology.core.bitset import bits_of, numbers_in
from terminology.index.opposites import DENYING, ROUTES, Opposites
from terminology.index.phrases import Phrases
from terminology.index.word_index import WordIndex, main_text

LONG = 6
LIMIT = 500  # larger result sets are not ranked by phrase distance: users do not read them to the end


class Closeness:
    """Sets of codes are bits; the first index has the main texts."""

    def __init__(self, words: Sequence[WordIndex]) -> None:
        self._words = words

    def closest_first(self, bits: int, phrases: Phrases) -> Iterator[int]:
        numbers = numbers_in(bits)
        if not phrases or not 1 < bits.bit_count() <= LIMIT:
            return numbers
        return iter(sorted(numbers, key=self._distance_to(phrases)))

    def _distance_to(self, phrases: Phrases) -> Callable[[int], tuple[int, int]]:
        """0: its main text begins with one of the phrases, or has the same words; 1: a text contains one; 2: neither.

        Then the number of numbered words that it lacks.
        """
        main, *others = self._words
        read, written, numbered, fit = main.read_of, phrases.written, phrases.written_numbered, phrases.fit

        def distance(number: int) -> tuple[int, int]:
            text = texts = read(number)
            for index in others:
                texts += index.read_of(number)
            lacking = _lacking(numbered, texts) if numbered else 0
            if fit(text):
                return 0, lacking
            for phrase in written:
                if phrase in texts:
                    return 1, lacking
            return 2, lacking

        return distance

    def lacks_number(self, number: int, phrases: Phrases) -> bool:
        numbered = phrases.written_numbered
        return bool(numbered) and _lacking(numbered, b"".join(index.read_of(number) for index in self._words)) > 0

    def are_long(self, bits: int, words: Sequence[str]) -> bool:
        main = self._words[0]
        return all(main_text(main.read_of(n)).count(" ") > LONG * len(words) for n in numbers_in(bits))

    def contradicting(self, bits: int, opposites: Opposites) -> int:
        """The codes that contradict the search."""
        otherwise = bits & self._by_other_route(opposites) if any(opposites.routes) else 0
        bits &= ~otherwise
        if not opposites.unwanted:
            bits &= self._denying
        if not bits or bits.bit_count() > LIMIT:
            return otherwise
        main = self._words[0]
        denied = (n for n in numbers_in(bits) if opposites.contradict(main_text(main.read_of(n)).split()))
        return otherwise | bits_of(denied, len(main.firsts))

    @cached_property
    def _denying(self) -> int:
        return self._words[0].words.with_any_word(DENYING)

    @cached_property
    def _routes(self) -> tuple[tuple[int, ...], ...]:
        words = self._words[0].words
        return tuple(tuple(map(words.with_any_word, written)) for _, written in ROUTES)

    def _by_other_route(self, opposites: Opposites) -> int:
        otherwise = 0
        for places, sets in zip(opposites.routes, self._routes, strict=True):
            if places:
                requested = reduce(or_, (sets[place] for place in places))
                otherwise |= reduce(or_, sets) & ~requested
        return otherwise


def _lacking(phrases: Sequence[bytes], texts: bytes) -> int:
    return len([phrase for phrase in phrases if phrase not in texts])
