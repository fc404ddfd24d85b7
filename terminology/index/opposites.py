"""What the words of a filter rule out: what has the mattress where none was asked for, tablets where an injection was.

A text may have a word and deny it: "without side rails", "non-sterile", "excludes biosimilar". Who types the word means
the codes that do not; who types "no rails" means those that do, or that have none of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from terminology.lexicon.abbreviations import spelled_out
from terminology.lexicon.words import FILLERS, stems_of

DENYING = frozenset({"excludes", "excluding", "no", "non", "not", "without"})
DENYING_NEXT = frozenset({"non", "not"})  # only the word that follows; the others those up to the next "with"
GRANTING = frozenset({"includes", "including", "with"})
DENIED_WORDS = 3  # of a text: without adhesive border
INJECTED = frozenset(
    {"im", "inf", "infusion", "inj", "injectable", "injection", "iv", "ivp", "ivpb", "jab", "sc", "shot", "sq", "subq"}
)
SWALLOWED = frozenset({"cap", "caps", "capsule", "capsules", "oral", "orally", "pill", "pills", "po", "tab", "tablet"})
INHALED = frozenset({"inh", "inhalation", "inhaled", "neb", "nebs", "nebulized"})
ROUTES = (INJECTED, SWALLOWED, INHALED)
WRITTEN_ROUTES = (frozenset({"infusion", "injection"}), frozenset({"oral"}), frozenset({"inhalation"}))
OF_ROUTES = frozenset[str]().union(*ROUTES)


def denied_in(words: Sequence[str], most: int) -> set[int]:
    """The places of the words that are denied: of those behind "without", at most so many."""
    places: set[int] = set()
    left = 0
    for before, (place, word) in zip(("", *words), enumerate(words), strict=False):
        if word in DENYING or (word in GRANTING and before in DENYING_NEXT):
            left = 1 if word in DENYING_NEXT else most
        elif word in GRANTING or word.isdecimal():
            left = 0
        elif left and word not in FILLERS:
            places.add(place)
            left -= 1
    return places


def without_negations(words: Sequence[str]) -> list[list[str]]:
    """The words without those that deny, then without those that are denied; nothing if none is."""
    denied = denied_in(words, most=1)
    if not denied or "otherwise" in words:
        return []
    less = [[word for word in words if word not in DENYING]]
    less.append([word for place, word in enumerate(words) if word not in DENYING and place not in denied])
    return [each for each in less if each]


@dataclass(frozen=True, slots=True)
class Opposites:
    """`wanted`, `unwanted`: stems of words. `routes`: places in ROUTES of how a drug shall be given."""

    wanted: frozenset[str]
    unwanted: frozenset[str]
    routes: frozenset[int]

    def contradict(self, words: Sequence[str]) -> bool:
        """Whether a text with these words denies what was asked for, or has what was not."""
        denied = denied_in(words, DENIED_WORDS)
        denies = set(stems_of([words[place] for place in denied])) if denied else set[str]()
        if not self.unwanted and self.wanted.isdisjoint(denies):
            return False
        grants = set(stems_of([word for place, word in enumerate(words) if place not in denied]))
        return not (self.wanted & denies <= grants and self.unwanted & grants <= denies)


def opposites_of(words: Sequence[str]) -> Opposites:
    denied = denied_in(words, most=1)
    stems = stems_of([*map(spelled_out, words)])
    said = [word for place, word in enumerate(words) if place not in denied]
    return Opposites(
        frozenset(_informative(stem for place, stem in enumerate(stems) if place not in denied)),
        frozenset(stems[place] for place in denied),
        frozenset(place for place, route in enumerate(ROUTES) if not route.isdisjoint(said)),
    )


def _informative(stems: Iterable[str]) -> Iterable[str]:
    return (stem for stem in stems if stem not in FILLERS and stem not in DENYING)
