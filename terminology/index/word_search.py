"""WordSearch: finds codes by the words of a filter, in tiers that determine their ranking.

Exact matches have all the words. Words that no code has are corrected; a negated word or an amount is ignored if
nothing matches it. If no code has all the words, loose matches are the codes with most of them (`partial_match.py`),
or those whose family the words indicate (`family_match.py`).
"""

from collections.abc import Iterable, Sequence
from functools import cached_property, reduce
from operator import and_, or_

from terminology.core.bitset import bits_of, numbers_in
from terminology.index.closeness import Closeness
from terminology.index.corrections import commoner, corrections
from terminology.index.family_match import FamilyMatch, are_mostly_known
from terminology.index.opposites import Opposites, without_negations
from terminology.index.partial_match import best_partial_matches
from terminology.index.phrases import phrases_of
from terminology.index.postings import Postings
from terminology.index.term_match import TermMatch, joined_terms, match_terms, misspelled_words
from terminology.index.terms import WORD_LIMIT, Term, significant_words, terms_of
from terminology.index.tiers import NOTHING, Tiers, exact_tiers
from terminology.index.vocabulary import Vocabulary
from terminology.index.word_index import WordIndex
from terminology.lexicon.accessory_words import ACCESSORY_FIRST_WORDS, ACCESSORY_WORDS, names_an_accessory
from terminology.lexicon.english_words import english_words
from terminology.lexicon.families import families, family_codes
from terminology.lexicon.plain_words import usual_codes_among
from terminology.lexicon.words import head_of, stems_of, without_amounts, without_any_amount, without_forms

SCATTERED = 0.6  # share of a sentence that a phrase scattered over it counts as
SHORT = 5  # letters: a misspelled single word up to this length only matches the beginning of a text
FEW = 3  # with fewer results, none of which begins with a word, partial matches are appended


class WordSearch:
    """Codes are numbers below `size`, the active ones first; sets of them are bits. Parameters as for TextIndex."""

    def __init__(
        self,
        codes: Postings,
        words: Sequence[WordIndex],
        descriptions: Sequence[WordIndex],
        active: int,
        size: int,
        closeness: Closeness,
    ) -> None:
        self._codes = codes
        self._words = words
        self._descriptions = descriptions
        self._active = active
        self._size = size
        self._closeness = closeness

    def find(self, words: Sequence[str], opposites: Opposites) -> Tiers:
        """An amount of a drug ranks codes with its name; it only excludes codes if an active code has it."""
        vocabulary = Vocabulary(self._words, self._descriptions, self._codes)
        tiers = self._with_nothing_denied(words, opposites, self._by_words(words, vocabulary), vocabulary)
        if not tiers.matching and not tiers.loose and (named := without_forms(words)) not in ([], words):
            return self._by_words(named, vocabulary)
        is_active = tiers.matching & ((1 << self._active) - 1)
        is_usual = not (tiers.matching and tiers.usual) or any(is_active & (1 << number) for number in tiers.usual)
        named = without_amounts(words) if is_usual and (is_active or not tiers.matching) else without_any_amount(words)
        if not named or len(named) == len(words):
            return tiers
        others = self._by_words(named, vocabulary)
        if not others.matching:
            return tiers
        return others.after(tiers) if is_active else others

    def _with_nothing_denied(
        self, words: Sequence[str], opposites: Opposites, tiers: Tiers, vocabulary: Vocabulary
    ) -> Tiers:
        """If all matches have the negated word, adds texts that do not mention it: walkers for "walker no wheels"."""
        for fewer in without_negations(words):
            if not tiers.matching & ~self._closeness.contradicting(tiers.matching, opposites):
                others = self._by_words(fewer, vocabulary)
                if others.matching & ~self._closeness.contradicting(others.matching, opposites):
                    tiers = others.after(tiers)
        return tiers

    def _by_words(self, words: Sequence[str], vocabulary: Vocabulary, is_corrected: bool = False) -> Tiers:
        terms = list(joined_terms(terms_of(words, WORD_LIMIT), vocabulary))
        if not terms:
            return NOTHING
        matches = match_terms(terms, vocabulary)
        if not is_corrected and (tiers := self._corrected(words, terms, matches, vocabulary)):
            return tiers
        exact = exact_tiers(matches)
        first = reduce(or_, (match.first for match in matches))
        loose = reduce(and_, (match.near for match in matches))
        if _is_short(words):
            loose &= exact[-1] | first
        scattered: tuple[int, ...] = ()
        if loose.bit_count() < FEW and not exact[-2] & first:
            scattered = self._likely(words, terms, matches, vocabulary)
            described, firsts = [match.described for match in matches], [match.first for match in matches]
            loose |= best_partial_matches(terms, described, firsts, self._size, exact[-1], head_of(words))
            loose |= bits_of(scattered, self._size) & ~exact[-1]
            if scattered and self._are_accidental(exact, scattered[0], words):
                loose |= exact[-1]
                exact = (0,)
        main = (1 << self._active) - 1
        main = main if names_an_accessory(words) else main & ~self._accessories
        return Tiers(
            exact,
            (loose,),
            first,
            main,
            tuple(dict.fromkeys((*self._usual(terms), *scattered) if exact[-1] else (*scattered, *self._usual(terms)))),
            phrases_of(words, WORD_LIMIT),
        )

    def _are_accidental(self, exact: Sequence[int], likeliest: int, words: Sequence[str]) -> bool:
        """Whether the words are only in texts about codes, or scattered over long ones, and others are likelier."""
        if not exact[-1] or exact[-1] >> likeliest & 1:
            return False
        return not exact[-2] or self._closeness.are_long(exact[-1], words)

    def _corrected(
        self, words: Sequence[str], terms: Sequence[Term], matches: Sequence[TermMatch], vocabulary: Vocabulary
    ) -> Tiers | None:
        """The tiers if words that no code, or hardly any, has are typos; None if corrections find nothing."""
        likely: list[list[str]] = []
        if unknown := misspelled_words(terms, matches):
            likely = corrections(words, unknown, vocabulary)
        elif len(words) > 1 and not reduce(and_, (match.described for match in matches)):
            likely = [commoner(words, vocabulary)]
        found = [self._by_words(each, vocabulary, is_corrected=True) for each in likely if each != words]
        tiers = max(found, key=lambda each: each.matching.bit_count(), default=NOTHING)
        if not tiers.matching and unknown and all(_are_near(words, unknown, each) for each in likely):
            tiers = max(found, key=lambda each: each.loose.bit_count(), default=NOTHING)
            return tiers if tiers.loose else None
        if not tiers.matching or (_is_short(words) and not tiers.matching & tiers.first):
            return None
        return tiers.loosely(reduce(and_, (match.near for match in matches)))

    def _likely(
        self, words: Sequence[str], terms: Sequence[Term], matches: Sequence[TermMatch], vocabulary: Vocabulary
    ) -> tuple[int, ...]:
        """Codes that a sentence means by scattered phrases, and by the families that its words belong to."""
        if not any(number is not None for number in self._family_numbers):  # a code system of another kind
            return ()
        wanted = significant_words(words, WORD_LIMIT)
        usual = self._numbers_of(usual_codes_among(stems_of(wanted)))
        if self._families is None:
            return usual
        ways = [(SCATTERED, usual), *((len(term.words) / len(wanted), self._numbers_of(term.usual)) for term in terms)]
        single = ((term.words[0], match) for term, match in zip(terms, matches, strict=True) if not term.words[1:])
        by_meaning = {word: match.same[-1] for word, match in single if word not in english_words()}
        return tuple(dict.fromkeys((*self._families.numbers(wanted, vocabulary, ways, by_meaning), *usual)))

    @cached_property
    def _families(self) -> FamilyMatch | None:
        numbers = self._family_numbers
        return FamilyMatch(families(), numbers, self._size) if are_mostly_known(numbers) else None

    @cached_property
    def _family_numbers(self) -> Sequence[int | None]:
        return self._codes.first_of_each(family_codes())

    def _usual(self, terms: Sequence[Term]) -> tuple[int, ...]:
        """The codes most often meant by the terms, longest phrase first."""
        longest_first = sorted(terms, key=lambda term: -len(term.words))
        numbers = self._numbers_of(dict.fromkeys(code for term in longest_first for code in term.usual))
        return tuple(sorted(numbers, key=lambda number: number >= self._active))

    def _numbers_of(self, codes: Iterable[str]) -> tuple[int, ...]:
        return tuple(number for code in codes for number in numbers_in(self._codes.with_word(code)))

    @cached_property
    def _accessories(self) -> int:
        """Codes for accessories or services instead of the item itself."""
        index = self._words[0]
        return index.words.with_any_word(ACCESSORY_WORDS) | index.starts.with_any_word(ACCESSORY_FIRST_WORDS)


def _are_near(words: Sequence[str], unknown: Sequence[str], corrected: Sequence[str]) -> bool:
    """Whether every unknown one of several words was corrected, and begins as it was typed."""
    if len(words) == 1 or len(words) != len(corrected) or not set(unknown).isdisjoint(corrected):
        return False
    return all(one[0] == other[0] for one, other in zip(words, corrected, strict=True))


def _is_short(words: Sequence[str]) -> bool:
    return len(words) == 1 and len(words[0]) <= SHORT
