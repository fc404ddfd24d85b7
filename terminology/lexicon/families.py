"""Families: items of one kind, by the words that people use for them (`family_rows.py`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from terminology.lexicon.words import pairs_in


@dataclass(frozen=True, slots=True)
class Families:
    """`codes`: all codes, in lower case. `members`: the indexes of each family's codes in `codes`.

    `by_stem`: the indexes of the families with a word of this stem, separated by blanks.
    """

    codes: tuple[str, ...]
    members: tuple[Sequence[int], ...]
    by_stem: Mapping[str, str]

    def with_word(self, stem: str) -> list[Sequence[int]]:
        """The members of each family with a word of this stem."""
        return [self.members[int(family)] for family in self.by_stem.get(stem, "").split()]


@cache
def families() -> Families:
    """Read on first use: the words of the texts answer most searches."""
    from terminology.lexicon import compiled  # with the first search

    members = tuple([[*map(int, line.split())] for line in compiled.FAMILIES.splitlines()])
    return Families(family_codes(), members, pairs_in(compiled.FAMILIES_BY_STEM))


@cache
def family_codes() -> tuple[str, ...]:
    from terminology.lexicon import compiled  # with the first search

    return tuple(compiled.CODES.split())
