"""Finds the words of a vocabulary that a misspelled word may mean."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import OSA

from terminology.lexicon.english_words import english_words

# Minimum length of a word, and how many letters may be wrong: missing, extra, different, or two transposed.
TOLERANCE = ((8, 2), (5, 1))
LONGEST = 40
SHORTEST_SOUND = 4  # consonants
PRONOUNCED = str.maketrans("cqz", "kks", "aeiouyhw")
SHORTEST_BEGINNING = 7  # letters: shorter prefixes match too much


def near_words(word: str, vocabulary: Sequence[str]) -> list[str]:
    """The words with the fewest wrong letters; otherwise, for a word still being typed, those with a similar prefix."""
    wrong = tolerance_of(word)
    if not wrong:
        return []
    nearest = _nearest(word, vocabulary, vocabulary, wrong) or _sounding_the_same(word, vocabulary, wrong + 1)
    return nearest or _misspelled_prefixes(word, vocabulary)


def nearest_words(word: str, vocabulary: Sequence[str]) -> list[str]:
    """The words with one wrong letter."""
    return _nearest(word, vocabulary, vocabulary, 1) if tolerance_of(word) else []


def other_words(word: str, vocabulary: Sequence[str]) -> list[str]:
    """The other words with one wrong letter and the same first letter; the vocabulary is sorted."""
    others = [known for known in beginning_like(word, vocabulary) if known != word] if tolerance_of(word) else []
    return _nearest(word, others, others, 1)


def beginning_like(word: str, vocabulary: Sequence[str]) -> Sequence[str]:
    """The words with the same first letter, of a sorted vocabulary."""
    return vocabulary[bisect_left(vocabulary, word[0]) : bisect_left(vocabulary, chr(ord(word[0]) + 1))]


def tolerance_of(word: str) -> int:
    """How many letters of a word may be wrong.

    Zero for short words, English words and words with digits: another code or dose is not a typo.
    """
    if not word.isalpha() or word in english_words():
        return 0
    return next((limit for length, limit in TOLERANCE if LONGEST >= len(word) >= length), 0)


def _sounding_the_same(word: str, vocabulary: Sequence[str], wrong: int) -> list[str]:
    """The words with one more wrong letter than usual, if they sound the same: weelchare, rolater."""
    sound = _sound_of(word)
    if len(sound) < SHORTEST_SOUND:
        return []
    return [known for known in _nearest(word, vocabulary, vocabulary, wrong) if _sound_of(known) == sound]


def _sound_of(word: str) -> str:
    """The consonants as pronounced, without repetition: wheelchair → wlkr."""
    pronounced = word[0] + word[1:].replace("ph", "f").translate(PRONOUNCED)
    return "".join(letter for letter, _ in groupby(pronounced))


def _misspelled_prefixes(word: str, vocabulary: Sequence[str]) -> list[str]:
    """The words with this prefix, except for one wrong letter; only for long words, with the same first letter."""
    if len(word) < SHORTEST_BEGINNING:
        return []
    longer = [known for known in vocabulary if known[0] == word[0] and len(known) > len(word)]
    return _nearest(word, [known[: len(word)] for known in longer], longer, 1)


def _nearest(word: str, spellings: Sequence[str], vocabulary: Sequence[str], wrong: int) -> list[str]:
    found = process.extract(word, spellings, scorer=OSA.distance, score_cutoff=wrong, limit=None)
    least = min((distance for _, distance, _ in found), default=0)
    nearest = [vocabulary[place] for _, distance, place in found if distance == least]
    return [known for known in nearest if known[0] == word[0]] or nearest  # the first letter is rarely wrong
