"""Tiers: the codes that match the words of a filter, in sets from best to worst."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_

from terminology.index.phrases import Phrases
from terminology.index.term_match import TermMatch


def exact_tiers(matches: Sequence[TermMatch]) -> tuple[int, ...]:
    meanings = range(max(len(match.same) for match in matches))
    exact = [reduce(and_, (match.same[min(at, len(match.same) - 1)] for match in matches)) for at in meanings]
    prefixed, described = (
        reduce(and_, bits) for bits in zip(*((m.prefixed, m.described) for m in matches), strict=True)
    )
    return (*exact, prefixed, described)


@dataclass(frozen=True, slots=True)
class Tiers:
    """The codes that match the words of a filter, as bits.

    Each of `exact` is better than the next, which includes it. `loose_tiers` has loose matches, and repeats all of
    `exact` after `loosely`. `first`: codes whose main text begins with a word; `main`: items rather than accessories.
    `usual`: numbers that come first if they match. `phrases`: adjacent words.
    """

    exact: tuple[int, ...]
    loose_tiers: tuple[int, ...]
    first: int
    main: int
    usual: tuple[int, ...]
    phrases: Phrases

    @property
    def matching(self) -> int:
        return self.exact[-1]

    @property
    def loose(self) -> int:
        return reduce(or_, self.loose_tiers)

    def loosely(self, others: int) -> "Tiers":
        """All codes in the same order, then `others`, all as loose matches."""
        usual = tuple(number for number in self.usual if self.matching >> number & 1)
        return replace(self, exact=(0,), loose_tiers=(*self.exact, *self.loose_tiers, others), usual=usual)

    def after(self, narrower: "Tiers") -> "Tiers":
        """These tiers after those of a narrower search; all are exact."""
        exact = (*narrower.exact, *(tier | narrower.matching for tier in self.exact))
        return replace(self, exact=exact, usual=tuple(dict.fromkeys((*narrower.usual, *self.usual))))

    def in_turn(self, bits: int) -> Iterator[int]:
        """Items, then accessories and services; in both, texts that begin with a word come first."""
        for some in (bits & self.main, bits & ~self.main) if bits else ():
            if some:
                yield some & self.first
                yield some & ~self.first


NOTHING = Tiers((0,), (0,), 0, 0, (), Phrases(()))
