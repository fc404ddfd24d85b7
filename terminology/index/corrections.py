"""Spelling corrections for the words of a filter.

A word that no known word starts with is a typo. The correction is the nearest word of the texts, or of those that plain
words consist of (`plain_words.py`): fewest wrong letters, then the same first letter, then a word of the texts, then
the one that most codes have. Two words that were run together are split.
"""

from collections.abc import Mapping, Sequence
from operator import itemgetter

from rapidfuzz.distance import OSA

from terminology.index.fuzzy import beginning_like, near_words, nearest_words, other_words
from terminology.index.vocabulary import Vocabulary
from terminology.lexicon.english_words import english_words
from terminology.lexicon.plain_words import words_of_people

Words = tuple[str, ...]
MAX_LIKELY = 3  # corrections per word
SHORTEST_SLIP = 6  # letters of a word that may be a typo although a text has it: monitr, from a short description
RARE, COMMONER = 8, 8  # a typo is in at most RARE codes, and the correct word in COMMONER times as many
SHORTEST_PART = 3  # letters of each part when a word is split in two


def corrections(words: Sequence[str], unknown: Sequence[str], vocabulary: Vocabulary) -> list[list[str]]:
    """The words, with each unknown one replaced by its likeliest correction, if there is one.

    A single unknown word among others gets one variant for each equally likely correction.
    """
    likely = {word: likeliest(word, vocabulary) for word in unknown}
    ways = max(map(len, likely.values())) if len(likely) == 1 < len(words) else 1
    return [_replaced(words, {word: each[way] for word, each in likely.items() if each}) for way in range(ways)]


def commoner(words: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The words, with rare ones replaced by common ones that differ in one letter: texts have typos too."""
    return [_commoner(word, vocabulary) if len(word) >= SHORTEST_SLIP else word for word in words]


def _commoner(word: str, vocabulary: Vocabulary) -> str:
    having = vocabulary.near([word]).bit_count()
    if having > RARE:
        return word
    others = (near for index in vocabulary.names for near in other_words(word, index.alphabetic))
    best, count = max(
        ((near, vocabulary.near([near]).bit_count()) for near in others), key=itemgetter(1), default=(word, 0)
    )
    return best if count >= COMMONER * max(having, 1) else word


def _replaced(words: Sequence[str], likely: Mapping[str, Words]) -> list[str]:
    return [each for word in words for each in likely.get(word, (word,))]


def likeliest(word: str, vocabulary: Vocabulary) -> Sequence[Words]:
    """The likeliest corrections, or the two parts of a run-together word; empty if nothing is near."""
    plain = beginning_like(word, words_of_people())
    nearest = [*similar_words(word, vocabulary, is_nearest=True), *nearest_words(word, plain)]
    if not nearest and (parts := parts_of(word, vocabulary)):
        return [parts[0]]
    near = nearest or [*similar_words(word, vocabulary), *near_words(word, plain)]
    by_rank = sorted((*_unlikeliness(word, known, vocabulary), known) for known in set(near))
    return [(known,) for *rank, _, known in by_rank if rank == [*by_rank[0][:-2]]][:MAX_LIKELY]


def similar_words(word: str, vocabulary: Vocabulary, is_nearest: bool = False) -> list[str]:
    """The words of the texts similar to one; with `is_nearest` only those with one wrong letter."""
    if (word, is_nearest) not in vocabulary.similar:
        find = nearest_words if is_nearest else near_words
        found = [near for index in vocabulary.names for near in find(word, index.alphabetic)]
        vocabulary.similar[word, is_nearest] = found
    return vocabulary.similar[word, is_nearest]


def parts_of(word: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    if not word.isalpha() or word in english_words():
        return []
    pairs = ((word[:at], word[at:]) for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1))
    return [pair for pair in pairs if all(map(vocabulary.knows, pair))]


def _unlikeliness(word: str, known: str, vocabulary: Vocabulary) -> tuple[int, bool, bool, int]:
    is_of_texts = vocabulary.knows(known)
    codes = vocabulary.same(known).bit_count() if is_of_texts else 0
    return OSA.distance(word, known), word[0] != known[0], not is_of_texts, -codes
