"""What the words of a filter may have been before they were misspelled.

A word that nothing begins with is a slip. What comes nearest to it among the words of the texts, and among those of
which plain words are made (`plain_words.py`), is what was meant: fewest wrong letters, then the same first letter, then
a word of the texts, then the one that most codes have. Two words that were run together are written apart.
"""

from collections.abc import Iterable, Sequence

from terminology.index.english_words import english_words
from terminology.index.fuzzy import near_words, nearest_words
from terminology.index.plain_words import single_plain_words
from terminology.index.vocabulary import Vocabulary

SHORTEST_PART = 3  # letters of each of two words that were run together


def corrected(words: Sequence[str], unknown: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    """The words, each unknown one replaced by the likeliest, if there is any."""
    likely = {word: likeliest(word, vocabulary) for word in unknown}
    return [each for word in words for each in likely.get(word) or (word,)]


def likeliest(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The word that was meant, or both that were run together; nothing if none comes near."""
    plain = [known for known in single_plain_words() if known[0] == word[0]]
    nearest = [*similar_words(word, vocabulary, is_nearest=True), *nearest_words(word, plain)]
    if not nearest and (parts := parts_of(word, vocabulary)):
        return parts[0]
    near = nearest or [*similar_words(word, vocabulary), *near_words(word, plain)]
    return (min(near, key=lambda known: _unlikeliness(word, known, vocabulary)),) if near else ()


def similar_words(word: str, vocabulary: Vocabulary, is_nearest: bool = False) -> list[str]:
    """The words of the texts that come near to one, those with one wrong letter if `is_nearest`."""
    find = nearest_words if is_nearest else near_words
    return [near for index in vocabulary.names for near in find(word, index.alphabetic)]


def parts_of(word: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    if not word.isalpha() or word in english_words():
        return []
    pairs = ((word[:at], word[at:]) for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1))
    return [pair for pair in pairs if all(map(vocabulary.knows, pair))]


def _unlikeliness(word: str, known: str, vocabulary: Vocabulary) -> tuple[int, bool, bool, int]:
    from rapidfuzz.distance import OSA  # as in fuzzy.py

    is_of_texts = vocabulary.knows(known)
    codes = vocabulary.same(known).bit_count() if is_of_texts else 0
    return OSA.distance(word, known), word[0] != known[0], not is_of_texts, -codes
