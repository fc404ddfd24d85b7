"""Contradictions of a filter: beds with a mattress for "no mattress", tablets for "injection".

A text may contain a word and negate it: "without side rails", "non-sterile", "excludes biosimilar". A search for the
word should not find it; a search for "no rails" should find it, as well as texts without the word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from terminology.lexicon.abbreviations import spelled_out
from terminology.lexicon.words import FILLERS, stems_of

DENYING = frozenset({"excludes", "excluding", "no", "non", "not", "without"})
DENYING_NEXT = frozenset({"non", "not"})  # negate only the next word; the others negate up to the next "with"
GRANTING = frozenset({"includes", "including", "with"})
NOT_ONLY_NEXT = GRANTING | {"meeting"}  # "not including the drug", "not meeting criteria for high risk"
DENIED_WORDS = 3  # in a text: without adhesive border
INJECTED = frozenset(
    {"im", "inf", "infusion", "inj", "injectable", "injection", "iv", "ivp", "ivpb", "jab", "sc", "shot", "sq", "subq"}
)
SWALLOWED = frozenset({"cap", "caps", "capsule", "capsules", "oral", "orally", "pill", "pills", "po", "tab", "tablet"})
INHALED = frozenset({"inh", "inhalation", "inhaled", "neb", "nebs", "nebulized"})
INTRAVENOUS = frozenset({"drip", "infusion", "intravenous", "iv", "ivp", "ivpb"})
SUBCUTANEOUS = frozenset({"sc", "sq", "subcut", "subcutaneous", "subq"})
# For each kind of route: the words that request one, and the words of texts for it.
ROUTES = (
    ((INJECTED, SWALLOWED, INHALED), (("infusion", "injection"), ("oral",), ("inhalation",))),
    ((INTRAVENOUS, SUBCUTANEOUS), (("intravenous",), ("subcutaneous",))),
)


def denied_in(words: Sequence[str], most: int) -> set[int]:
    """The positions of negated words; a negation such as "without" covers at most `most` of them."""
    places: set[int] = set()
    left = 0
    for before, (place, word) in zip(("", *words), enumerate(words), strict=False):
        if word in DENYING or (word in NOT_ONLY_NEXT and before in DENYING_NEXT):
            left = 1 if word in DENYING_NEXT else most
        elif word in GRANTING or word.isdecimal():
            left = 0
        elif left and word not in FILLERS:
            places.add(place)
            left -= 1
    return places


def without_negations(words: Sequence[str]) -> list[list[str]]:
    """The words without negations, then also without the negated words; empty if none is negated."""
    denied = denied_in(words, most=1)
    if not denied or "otherwise" in words:
        return []
    less = [[word for word in words if word not in DENYING]]
    less.append([word for place, word in enumerate(words) if word not in DENYING and place not in denied])
    return [each for each in less if each]


@dataclass(frozen=True, slots=True)
class Opposites:
    """`wanted`, `unwanted`: stems of words. `routes`: for each kind of ROUTES the indexes of those requested."""

    wanted: frozenset[str]
    unwanted: frozenset[str]
    routes: tuple[frozenset[int], ...]

    def contradict(self, words: Sequence[str]) -> bool:
        """Whether a text with these words negates a wanted word, or has an unwanted one."""
        denied = denied_in(words, DENIED_WORDS)
        denies = set(stems_of([words[place] for place in denied])) if denied else set[str]()
        if not self.unwanted and self.wanted.isdisjoint(denies):
            return False
        grants = set(stems_of([word for place, word in enumerate(words) if place not in denied]))
        return not (self.wanted & denies <= grants and self.unwanted & grants <= denies)


def opposites_of(words: Sequence[str]) -> Opposites:
    denied = denied_in(words, most=1)
    stems = stems_of([*map(spelled_out, words)])
    rest = [word for place, word in enumerate(words) if place not in denied]
    return Opposites(
        frozenset(_informative(stem for place, stem in enumerate(stems) if place not in denied)),
        frozenset(stems[place] for place in denied),
        tuple(frozenset(n for n, words in enumerate(kind) if not words.isdisjoint(rest)) for kind, _ in ROUTES),
    )


def _informative(stems: Iterable[str]) -> Iterable[str]:
    return (stem for stem in stems if stem not in FILLERS and stem not in DENYING)
