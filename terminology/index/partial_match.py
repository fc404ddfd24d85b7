"""Which codes match the most of a filter, if none matches all of it.

A rare word weighs more than a common one, an everyday word less, and an unknown word nearly the most: it is not
ignored, so "humira injection" does not become a search for injections. A match must have more than half of the total
weight.
"""

from collections.abc import Sequence

from terminology.index.terms import Term
from terminology.lexicon.english_words import english_words
from terminology.lexicon.words import is_amount

HEAVIEST = 12
EVERYDAY = 5  # maximum weight of an everyday word, and of a word too short to be specific
FEW_LETTERS = 3


def best_partial_matches(
    terms: Sequence[Term],
    sets: Sequence[int],
    firsts: Sequence[int],
    size: int,
    found_before: int = 0,
    head: frozenset[str] = frozenset(),
) -> int:
    """The codes that match the heaviest terms, with more than half of the total weight. `size`: of how many codes.

    `firsts`: codes whose main text begins with the term. If all terms are known, a term that most of its codes begin
    with names a thing here, so it does not count as an everyday word. `head`: words that name the thing searched for
    count double.
    """
    is_known = all(sets)
    weights = [
        _weight(term, bits.bit_count(), size, names_things=is_known and _are_most(bits & first, bits))
        * (2 if head.issuperset(term.words) and not all(map(_is_short, term.words)) else 1)
        for term, bits, first in zip(terms, sets, firsts, strict=True)
    ]
    total = sum(weights)
    in_at_least = [0] * (total + 1)  # by weight: the codes that match at least that much of the terms so far
    for bits, weight in zip(sets, weights, strict=True):
        for reached in range(total, weight, -1):
            in_at_least[reached] |= in_at_least[reached - weight] & bits
        for reached in range(1, weight + 1):
            in_at_least[reached] |= bits
    heaviest = (bits & ~found_before for bits in reversed(in_at_least[total // 2 + 1 :]))
    return next((bits for bits in heaviest if bits), 0)


def _are_most(some: int, bits: int) -> bool:
    return 2 * some.bit_count() >= bits.bit_count() > 0


def _is_short(word: str) -> bool:
    return len(word) <= FEW_LETTERS and word.isalpha()


def _is_everyday(word: str) -> bool:
    return word in english_words() or _is_short(word)


def _weight(term: Term, count: int, size: int, names_things: bool) -> int:
    if all(map(is_amount, term.words)):
        return 0
    is_everyday = not names_things and all(map(_is_everyday, term.words))
    limit = EVERYDAY * len(term.words) if is_everyday else HEAVIEST
    if not count:
        return max(1, min(size.bit_length() - 1, HEAVIEST - 1, limit))
    return max(1, min((size // count).bit_length(), limit, HEAVIEST))
