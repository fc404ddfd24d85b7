"""How well a text's title fits the descriptor of a code: whether the text is about that meaning or another one.

A whole match is the same text, ignoring case, blanks and truncation (`...`). A word match needs most words of the title
in the descriptor, a good part of the descriptor's words in the title and, where both state numbers, one in common: of
two descriptors that differ only in the dose, a title fits one. Words that any descriptor may have are ignored.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

EXACT_FIT = 1.0
OF_TITLE = 0.6  # of the title's words must be in the descriptor
OF_DESCRIPTOR = 0.25  # of the descriptor's words in the title
STEM = 6  # leading letters that a translated word may share: ambulancia, ambulance
LONGEST = 4000  # characters compared; CMS's longest descriptor has about 1,500
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*")
ELLIPSES = ("...", "…")
COMMON = frozenset(
    re.findall(
        "[a-z]+",
        "a an and any as at by each for from in including includes not of on one or other otherwise per the to up with "
        "without unit units mg mcg ml cm gram grams milligram milligrams microgram micrograms dose specified "
        "injection service services procedure",
    )
)


def best_fit(title: str, descriptors: Sequence[str], is_translation: bool = False) -> str | None:
    """The descriptor that the title fits best, the first of equals; None if it fits none."""
    scored = [(fit(title, descriptor, is_translation), -place) for place, descriptor in enumerate(descriptors)]
    score, place = max(scored, default=(0.0, 0))
    return descriptors[-place] if score > 0 else None


@lru_cache(20_000)
def fit(title: str, descriptor: str, is_translation: bool = False) -> float:
    """1 for a whole match, less for a word match, 0 for none. A translation needs only one word stem in common."""
    whole, start = _folded(descriptor), _folded(title)
    cut = start.removesuffix(ELLIPSES[0]).removesuffix(ELLIPSES[1]).rstrip()
    if whole and (whole == start or (cut and cut != start and whole.startswith(cut))):
        return EXACT_FIT
    return _fit_in_words(_tokens(start), _tokens(whole), is_translation)


def _fit_in_words(title: frozenset[str], descriptor: frozenset[str], is_translation: bool) -> float:
    numbers, their_numbers = (frozenset(x for x in each if x[0].isdigit()) for each in (title, descriptor))
    if numbers and their_numbers and not numbers & their_numbers:
        return 0.0
    words, their_words = title - numbers - COMMON, descriptor - their_numbers - COMMON
    if not words or not their_words:
        return 0.0
    if is_translation:
        words, their_words = (frozenset(word[:STEM] for word in each) for each in (words, their_words))
    shared = len(words & their_words)
    is_enough = shared >= (1 if is_translation else max(OF_TITLE * len(words), OF_DESCRIPTOR * len(their_words)))
    return 0.9 * shared / len(words | their_words) if shared and is_enough else 0.0


def _folded(text: str) -> str:
    return " ".join(text[:LONGEST].split()).casefold()


def _tokens(folded: str) -> frozenset[str]:
    return frozenset(item.replace(",", "") for item in TOKEN.findall(folded))
