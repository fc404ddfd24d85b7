"""Which codes a sentence means, by the families whose words it has (`families.py`), likeliest first."""

from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import chain
from math import log2

from terminology.core.bitset import bits_of, numbers_in
from terminology.index.vocabulary import Vocabulary
from terminology.lexicon.abbreviations import same_words
from terminology.lexicon.english_words import english_words
from terminology.lexicon.families import Families
from terminology.lexicon.near_words import near_stems
from terminology.lexicon.words import informative, stems_of

# Words about the person or the request: they carry no information about the item.
UNINFORMATIVE = frozenset(
    {"aunt", "brother", "dad", "father", "grandfather", "grandma", "grandmother", "grandpa", "guy", "he", "husband"}
    | {"kid", "lady", "man", "mom", "mother", "old", "one", "parent", "patient", "people", "person", "sister", "son"}
    | {"uncle", "wife", "we", "they", "them", "us", "you", "any", "all", "each", "every", "not", "bit", "lot"}
    | {"also", "from", "into", "just", "like", "many", "much", "more", "most", "really"}
    | {"so", "than", "then", "there", "here", "too", "two", "way", "with", "about", "if", "when", "own", "mine"}
    | {"come", "goes", "go", "got", "gets", "keep", "keeps", "take", "use", "used", "make", "makes", "let", "lets"}
    | {"could", "would", "should", "might", "may", "must", "don", "doesn", "didn", "isn", "won", "can", "t", "s", "m"}
    | {"re", "ve", "ll", "bill", "charge", "order", "pay", "cover", "covered", "medicare", "looking"}
    | {"wants", "wanted", "needs", "needed", "needing", "help", "helps", "someone", "doing", "been", "being", "them"}
)
FIRST, LATER, LEAST = 0.95, 0.08, 0.5  # weight of a family's first code, decrease for each later one, minimum
NEAR_SYNONYM = 0.8  # factor if the family only has a near synonym
BY_NAME = 1.2  # the word is in a name of the code
BY_MEANING = 0.9  # or what the word means
BY_TEXT = 0.4  # the word is in a text about the code
UNKNOWN, UNKNOWN_EVERYDAY = 5.0, 3.0  # weight of a word that no code has
REQUIRED_SHARE = (1.0, 0.8, 0.7, 0.6, 0.4, 0.35, 0.3, 0.25)  # of the total weight, by number of words
USUAL, LATER_USUAL = 0.2, 0.02  # what a common phrase adds to its first code, decrease for each later one
COMMON = 12  # a word in more than 1/COMMON of the codes adds no candidates: it only scores those found so far,
CANDIDATES = 300  # at most this many of the best
LEAST_WORDS = 2  # that must match a code of a family; one more for other codes
SENTENCE = 3  # words; from this length on a single informative word is enough
LEAST_WEIGHT = 0.5
MAX_RESULTS = 50  # codes returned at most
MODIFIER_LENGTH = 2
MODIFIERS = frozenset({"mod", "modifier", "modifiers"})
UNASKED_MODIFIER = 0.7  # factor for a modifier if the search does not ask for one
NO_MEANINGS: Mapping[str, int] = {}


def are_mostly_known(numbers: Sequence[int | None]) -> bool:
    """Whether a code system has most of the codes of the families; otherwise the words do not apply to it."""
    return 2 * numbers.count(None) <= len(numbers)


class FamilyMatch:
    """`numbers`: the numbers of the codes in the order of `families.codes`; None for unknown codes."""

    __slots__ = ("_bits", "_families", "_modifiers", "_numbers", "_size")

    def __init__(self, families: Families, numbers: Sequence[int | None], size: int) -> None:
        self._families = families
        self._numbers = numbers
        self._size = size
        known = zip(families.codes, numbers, strict=True)
        self._modifiers = tuple(number for code, number in known if number is not None and len(code) == MODIFIER_LENGTH)
        self._bits = bits_of((number for number in numbers if number is not None), size)

    def numbers(
        self,
        words: Sequence[str],
        vocabulary: Vocabulary,
        ways: Iterable[tuple[float, Sequence[int]]] = (),
        by_meaning: Mapping[str, int] = NO_MEANINGS,
    ) -> tuple[int, ...]:
        """The numbers of the codes, likeliest first, at most MAX_RESULTS.

        `ways`: common phrases in the text, each with its share of the words and the numbers of its codes.
        `by_meaning`: by word, the codes whose name has it or its plain meaning (`plain_words.py`), as bits.
        """
        wanted = [word for word in informative(words) if word not in UNINFORMATIVE]
        scores: dict[int, float] = {}
        counts: dict[int, int] = {}
        total = 0.0
        for word in sorted(wanted, key=lambda word: vocabulary.described(word).bit_count()):
            bits = vocabulary.described(word)
            if COMMON * bits.bit_count() > self._size:
                bits &= bits_of(nlargest(CANDIDATES, scores, key=scores.__getitem__), self._size)
            found = self._scores(word, vocabulary, bits, by_meaning.get(word, 0))
            weight = self._weight(word, max(len(found), vocabulary.described(word).bit_count()))
            total += weight
            for number, strength in found.items():
                scores[number] = scores.get(number, 0.0) + weight * strength
                counts[number] = counts.get(number, 0) + 1
        if MODIFIERS.isdisjoint(words):
            for number in self._modifiers:
                if number in scores:
                    scores[number] *= UNASKED_MODIFIER
        for share, usual in ways:
            for place, number in enumerate(usual):
                scores[number] = scores.get(number, 0.0) + total * share * (USUAL - LATER_USUAL * place)
                counts[number] = LEAST_WORDS
        limit = total * REQUIRED_SHARE[min(len(wanted), len(REQUIRED_SHARE) - 1)]
        is_known_alone = len(wanted) == 1 and (len(words) >= SENTENCE or wanted[0] not in english_words())
        least = 1 if is_known_alone else LEAST_WORDS
        likely = nlargest(MAX_RESULTS, (n for n, score in scores.items() if score >= limit), key=scores.__getitem__)
        return tuple(n for n in likely if counts[n] >= least + (not self._bits >> n & 1))

    def _scores(self, word: str, vocabulary: Vocabulary, bits: int, by_meaning: int) -> Mapping[int, float]:
        """The weight of the word for each code in `bits` that has it, and for the codes of families with it."""
        named = vocabulary.same(word)
        if COMMON * by_meaning.bit_count() > self._size:
            by_meaning &= bits
        found = dict.fromkeys(numbers_in(by_meaning & ~named), BY_MEANING)
        found |= dict.fromkeys(numbers_in(bits & named), BY_NAME)
        found |= dict.fromkeys(numbers_in(bits & ~named), BY_TEXT)
        stems = stems_of(same_words(word))
        near = chain.from_iterable(near_stems().get(stem, ()) for stem in stems)
        for some, part in ((stems, 1.0), (near, NEAR_SYNONYM)):
            for members in chain.from_iterable(map(self._families.with_word, some)):
                for place, member in enumerate(members):
                    number = self._numbers[member]
                    if number is not None:
                        found[number] = max(found.get(number, 0.0), part * max(FIRST - LATER * place, LEAST))
        return found

    def _weight(self, word: str, having: int) -> float:
        if not having:
            return UNKNOWN_EVERYDAY if word in english_words() else UNKNOWN
        return max(LEAST_WEIGHT, log2(self._size / having))
