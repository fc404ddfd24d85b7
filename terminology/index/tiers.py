"""Tiers: the codes that a filter means by its words, in sets of which each is better than the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_

from terminology.index.phrases import Phrases
from terminology.index.term_match import TermMatch


def exact_tiers(matches: Sequence[TermMatch]) -> tuple[int, ...]:
    meanings = range(max(len(match.same) for match in matches))
    exact = [reduce(and_, (match.same[min(at, len(match.same) - 1)] for match in matches)) for at in meanings]
    begun, described = (reduce(and_, bits) for bits in zip(*((m.begun, m.described) for m in matches), strict=True))
    return (*exact, begun, described)


@dataclass(frozen=True, slots=True)
class Tiers:
    """What a filter means by its words, as bits.

    Each of `exact` is better than the next, which has it too. `loosely_found` have all of them again, or others if
    they are empty. `first`: those whose main text begins with a word; `main`: the things themselves. `usual`: numbers
    that come first where they are found. `phrases`: the words side by side.
    """

    exact: tuple[int, ...]
    loosely_found: tuple[int, ...]
    first: int
    main: int
    usual: tuple[int, ...]
    phrases: Phrases

    @property
    def matching(self) -> int:
        return self.exact[-1]

    @property
    def loose(self) -> int:
        return reduce(or_, self.loosely_found)

    def loosely(self, others: int) -> "Tiers":
        """The same in the same order, and others after them, of which none is certain."""
        usual = tuple(number for number in self.usual if self.matching >> number & 1)
        return replace(self, exact=(0,), loosely_found=(*self.exact, *self.loosely_found, others), usual=usual)

    def after(self, narrower: "Tiers") -> "Tiers":
        """The same behind what is found with more words; all of it is exact."""
        exact = (*narrower.exact, *(tier | narrower.matching for tier in self.exact))
        return replace(self, exact=exact, usual=tuple(dict.fromkeys((*narrower.usual, *self.usual))))

    def in_turn(self, bits: int) -> Iterator[int]:
        """The things themselves, then what tells about them; of both those that begin with a word first."""
        for some in (bits & self.main, bits & ~self.main) if bits else ():
            if some:
                yield some & self.first
                yield some & ~self.first


NOTHING = Tiers((0,), (0,), 0, 0, (), Phrases(()))
