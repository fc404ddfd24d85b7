"""TextIndex: what people type, found in the texts of many codes, the best first.

The filter of `$expand` is free text and its meaning the server's (https://hl7.org/fhir/R5/valueset-operation-expand.html).
Here it means: the code that is typed, codes that begin so, and the codes whose texts have all the words, in any order.

A word may be inflected, abbreviated, said in plain words or begun (`term_match.py`), or stand in a text about the code.
Of the codes found, those come first

    1. whose words match most exactly: as they are, begun, in a text about the code
    2. that are active, and the thing itself rather than what belongs to it (`accessory_words.py`)
    3. whose main text begins with one of them
    4. whose main text begins with all of them, then those that have them side by side
    5. that are short, that were defined first

Those with a misspelled word are found loosely, after them. If no code has all the words, those are that match the most
of them (`partial_match.py`).
There is one for each version of a code system (`columns.py`), in memory or in a file (`stored_text_index.py`);
`operations/matching.py` makes one of the names that a value set gives.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_

from terminology.core.bitset import bits_of, numbers_in
from terminology.core.lazy import LazyList
from terminology.core.ranked_hits import RankedHits
from terminology.index.corrections import corrections
from terminology.index.family_match import FamilyMatch
from terminology.index.partial_match import with_most
from terminology.index.phrases import Phrases, phrases_of
from terminology.index.posting_lists import Integers
from terminology.index.postings import Postings
from terminology.index.postings_builder import PostingsBuilder
from terminology.index.term_match import joined_terms, match_terms, misspelled_words
from terminology.index.terms import Term, significant_words, terms_of
from terminology.index.tiers import NOTHING, Tiers, exact_tiers
from terminology.index.vocabulary import Vocabulary
from terminology.index.word_index import WordIndex, WordIndexBuilder, main_text, word_index_of
from terminology.lexicon.accessory_words import TELLING, TELLING_FIRST, names_an_accessory
from terminology.lexicon.families import families
from terminology.lexicon.plain_words import usual_codes_among
from terminology.lexicon.words import folded, head_of, stems_of, without_amounts, without_any_amount, words_of

WORD_LIMIT = 16  # words of a filter; the rest of it is not read
TEXT_LIMIT = 1024  # characters of a filter
INACTIVE = 2**40  # more than any text has words
CODE_PARTS = (1, 2)
MODIFIERS = frozenset({"mod", "modifier", "modifiers"})
SCATTERED = 0.6  # how much of a sentence what it says somewhere in it is taken to be
FEW = 3  # so few, and none that begins with a word: others that match most of the words are worth seeing after them
CLOSENESS_LIMIT = 500  # of more codes than these nobody reads those at the end: they are not compared word for word


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

    def __init__(
        self,
        place_of: Integers,
        number_of: Integers,
        active: int,
        codes: Postings,
        words: tuple[WordIndex, ...],
        descriptions: tuple[WordIndex, ...] = (),
    ) -> None:
        """`active`: how many are active; their numbers come first.

        `codes`: by folded code, `words`: by their texts, `descriptions`: by what is told about them.
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
        """This index with more texts for some places; what it holds itself is not copied."""
        words = (*self.words, *self._index_of(texts)) if texts else self.words
        described = (*self.descriptions, *self._index_of(descriptions)) if descriptions else self.descriptions
        return TextIndex(self.place_of, self.number_of, self.active, self.codes, words, described)

    def _index_of(self, texts: Mapping[int, Sequence[str]]) -> Iterator[WordIndex]:
        numbered = ((self.number_of[place], each) for place, each in texts.items())
        yield word_index_of(numbered, len(self.place_of), has_main_texts=False)

    def search(self, text: str) -> RankedHits[int]:
        """The places that the text means, the best first. A text without any letter or digit can only mean a code."""
        text = text.strip()[:TEXT_LIMIT]
        words = words_of(text)
        codes = self._by_code(folded(text)) or self._by_code_apart(words)
        tiers = self._by_words_and_amounts(words)
        exact = bits_of(codes, len(self.place_of)) | tiers.matching
        numbers = self._ranked(codes, tiers)
        places = LazyList((self.place_of[number] for number in numbers), (exact | tiers.loose).bit_count())
        return RankedHits(places, exact.bit_count())

    def _by_code(self, code: str) -> list[int]:
        """The code itself, then those that begin like it: active before inactive, in the order of definition."""
        itself = list(numbers_in(self.codes.with_word(code)))
        others = self.codes.with_beginning(code) & ~bits_of(itself, len(self.place_of))
        active = others & ((1 << self.active) - 1)
        for some in (active, others ^ active):
            itself += sorted(numbers_in(some), key=self.place_of.__getitem__)
        return itself

    def _by_code_apart(self, words: Sequence[str]) -> list[int]:
        """The code that was typed in two, E 0601, or spelled, A 4 3 5 1; and modifiers called so: modifier KX."""
        if not MODIFIERS.isdisjoint(words):
            return [number for word in words if len(word) == 2 for number in numbers_in(self.codes.with_word(word))]
        is_spelled = len(words) in CODE_PARTS or all(len(word) == 1 for word in words)
        together = list(numbers_in(self.codes.with_word("".join(words)))) if is_spelled else []
        return together or self._codes_listed(words)

    def _codes_listed(self, words: Sequence[str]) -> list[int]:
        """Several codes with digits and nothing else: E0250/E0251."""
        wanted = significant_words(words, WORD_LIMIT)
        if not all(map(_may_be_code, wanted)):
            return []
        found = [list(numbers_in(self.codes.with_word(word))) for word in wanted]
        return [number for each in found for number in each] if all(found) else []

    def _by_words_and_amounts(self, words: Sequence[str]) -> Tiers:
        """An amount of a drug orders what has its name; it decides only while an active code has it."""
        vocabulary = Vocabulary(self.words, self.descriptions, self.codes)
        tiers = self._by_words(words, vocabulary)
        is_active = tiers.matching & ((1 << self.active) - 1)
        is_usual = not (tiers.matching and tiers.usual) or any(is_active & (1 << number) for number in tiers.usual)
        named = without_amounts(words) if is_usual and (is_active or not tiers.matching) else without_any_amount(words)
        if not named or len(named) == len(words):
            return tiers
        others = self._by_words(named, vocabulary)
        if not others.matching:
            return tiers
        return others.after(tiers) if is_active else others

    def _by_words(self, words: Sequence[str], vocabulary: Vocabulary, is_corrected: bool = False) -> Tiers:
        terms = list(joined_terms(terms_of(words, WORD_LIMIT), vocabulary))
        if not terms:
            return NOTHING
        matches = match_terms(terms, vocabulary)
        if not is_corrected and (unknown := misspelled_words(terms, matches)):
            likely = (each for each in corrections(words, unknown, vocabulary) if each != words)
            found = (self._by_words(each, vocabulary, is_corrected=True) for each in likely)
            if (tiers := max(found, key=lambda each: each.matching.bit_count(), default=NOTHING)).matching:
                return tiers.loosely(reduce(and_, (match.near for match in matches)))
        exact = exact_tiers(matches)
        first = reduce(or_, (match.first for match in matches))
        loose = reduce(and_, (match.near for match in matches))
        scattered: tuple[int, ...] = ()
        if loose.bit_count() < FEW and not exact[-1] & first:
            scattered = self._likely(words, terms, vocabulary)
            described, firsts = [match.described for match in matches], [match.first for match in matches]
            loose |= with_most(terms, described, firsts, len(self.place_of), exact[-1], head_of(words))
            loose |= bits_of(scattered, len(self.place_of)) & ~exact[-1]
        main = (1 << self.active) - 1
        main = main if names_an_accessory(words) else main & ~self._accessories
        return Tiers(
            exact,
            (loose,),
            first,
            main,
            tuple(dict.fromkeys((*self._usual(terms), *scattered) if exact[-1] else (*scattered, *self._usual(terms)))),
            phrases_of(words, WORD_LIMIT),
        )

    def _likely(self, words: Sequence[str], terms: Sequence[Term], vocabulary: Vocabulary) -> tuple[int, ...]:
        """Those that a sentence means by what it says somewhere in it, and by the families that its words belong to."""
        wanted = significant_words(words, WORD_LIMIT)
        usual = self._numbers_of(usual_codes_among(stems_of(wanted)))
        if not self._families:
            return usual
        ways = [(SCATTERED, usual), *((len(term.words) / len(wanted), self._numbers_of(term.usual)) for term in terms)]
        return tuple(dict.fromkeys((*self._families.numbers(wanted, vocabulary, ways), *usual)))

    @cached_property
    def _families(self) -> FamilyMatch:
        return FamilyMatch(families(), self.codes.first_of_each(families().codes), len(self.place_of))

    def _usual(self, terms: Sequence[Term]) -> tuple[int, ...]:
        """The codes that people mean most by the words, those of the longest phrase first."""
        longest_first = sorted(terms, key=lambda term: -len(term.words))
        numbers = self._numbers_of(dict.fromkeys(code for term in longest_first for code in term.usual))
        return tuple(sorted(numbers, key=lambda number: number >= self.active))

    def _numbers_of(self, codes: Iterable[str]) -> tuple[int, ...]:
        return tuple(number for code in codes for number in numbers_in(self.codes.with_word(code)))

    @cached_property
    def _accessories(self) -> int:
        """Those that tell about a thing, or belong to it, rather than being it."""
        index = self.words[0]
        return index.words.with_any_word(TELLING) | index.starts.with_any_word(TELLING_FIRST)

    def _ranked(self, codes: list[int], tiers: Tiers) -> Iterator[int]:
        yield from codes
        seen = bits_of(codes, len(self.place_of))
        for all_of_them in (tiers.matching, tiers.loose):
            fitting = (number for number in tiers.usual if all_of_them & ~seen & (1 << number))
            usual = [number for number in fitting if not self._lacks_number(number, tiers.phrases)]
            yield from usual
            seen |= bits_of(usual, len(self.place_of))
            for tier in tiers.exact if all_of_them is tiers.matching else tiers.loosely_found:
                for part in tiers.in_turn(tier & ~seen):
                    yield from self._closest_first(part, tiers.phrases)
                seen |= tier

    def _closest_first(self, bits: int, phrases: Phrases) -> Iterator[int]:
        numbers = numbers_in(bits)
        if not phrases or bits.bit_count() > CLOSENESS_LIMIT:
            return numbers
        return iter(sorted(numbers, key=self._distance_to(phrases)))

    def _distance_to(self, phrases: Phrases) -> Callable[[int], tuple[int, int]]:
        """0: its main text begins with one of the phrases, or is one in other order, 1: a text has one, 2: none has.

        Then: how many of the words with a number it lacks.
        """
        main, *others = self.words
        written, numbered = phrases.written, phrases.written_numbered

        def distance(number: int) -> tuple[int, int]:
            text = main.read_of(number)
            more = [index.read_of(number) for index in others]
            lacking = _lacking(numbered, text, more) if numbered else 0
            if phrases.fit(main_text(text)):
                return 0, lacking
            for each in written:
                if each in text or (more and any(each in other for other in more)):
                    return 1, lacking
            return 2, lacking

        return distance

    def _lacks_number(self, number: int, phrases: Phrases) -> bool:
        numbered = phrases.written_numbered
        return bool(numbered) and _lacking(numbered, b"", [index.read_of(number) for index in self.words]) > 0


def _lacking(phrases: Sequence[bytes], text: bytes, more: Sequence[bytes]) -> int:
    return sum(each not in text and not any(each in other for other in more) for each in phrases)


def _may_be_code(word: str) -> bool:
    return not word.isalpha() and not word.isdecimal()


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
