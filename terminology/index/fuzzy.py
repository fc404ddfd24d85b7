"""Which words of a vocabulary a misspelled word may mean."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Shortest length of a word, and how many letters may be wrong in it: missing, superfluous, other, two exchanged.
TOLERANCE = ((8, 2), (4, 1))
LONGEST = 40


def near_words(word: str, vocabulary: Sequence[str]) -> list[str]:
    """The words with the fewest wrong letters; else, of a word still being typed, those that begin nearly like it.

    None for short words and for those with digits: another code or another dose is not a slip.
    """
    wrong = next((limit for length, limit in TOLERANCE if LONGEST >= len(word) >= length), 0)
    if not wrong or not word.isalpha():
        return []
    return _nearest(word, vocabulary, vocabulary, wrong) or _nearest(
        word, [known[: len(word)] for known in vocabulary], vocabulary, wrong
    )


def _nearest(word: str, spellings: Sequence[str], vocabulary: Sequence[str], wrong: int) -> list[str]:
    found = process.extract(word, spellings, scorer=OSA.distance, score_cutoff=wrong, limit=None)
    least = min((distance for _, distance, _ in found), default=0)
    return [vocabulary[place] for _, distance, place in found if distance == least]
