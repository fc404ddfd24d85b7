"""Property columns as sections, and columns derived from others: the implementations of PropertyColumn.

The values of a property are those stated under its code, otherwise those stated under the declared code of the standard
property, otherwise implied ones (`property_texts.py`): so one column covers another.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

from terminology.core.bitset import bits_of, interval, numbers_in
from terminology.index.columns import PropertyColumn
from terminology.index.posting_lists import PostingLists
from terminology.index.postings import Postings
from terminology.index.stored_codes import StoredCodes
from terminology.index.stored_hierarchy import StoredHierarchy


class StoredColumn:
    """The stored values, each with its concepts."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings

    def ordinals(self, value: str) -> int:
        return self._postings.with_word(value)

    def any_of(self, values: Iterable[str]) -> int:
        return self._postings.with_any_word(values)

    def values(self) -> Iterable[str]:
        return self._postings.words

    def any(self) -> int:
        return self._any

    @cached_property
    def _any(self) -> int:
        lists: PostingLists = self._postings.lists
        return lists.between(0, len(lists))


class CodeColumn:
    """Every concept has its code."""

    def __init__(self, codes: StoredCodes) -> None:
        self._codes = codes

    def ordinals(self, value: str) -> int:
        return self.any_of((value,))

    def any_of(self, values: Iterable[str]) -> int:
        found = (self._codes.ordinal(value) for value in values)
        return bits_of((ordinal for ordinal in found if ordinal is not None), len(self._codes.texts))

    def values(self) -> Iterable[str]:
        return self._codes.texts

    def any(self) -> int:
        return interval(0, len(self._codes.texts))


class NeighborColumn:
    """The codes directly above (`parent`) or directly below (`child`) each concept."""

    def __init__(self, codes: StoredCodes, hierarchy: StoredHierarchy, is_parent: bool) -> None:
        self._codes = codes
        self._of = hierarchy.children if is_parent else hierarchy.parents
        self._values = hierarchy.with_children if is_parent else hierarchy.with_parents
        self.any = hierarchy.with_parents if is_parent else hierarchy.with_children

    def ordinals(self, value: str) -> int:
        return self.any_of((value,))

    def any_of(self, values: Iterable[str]) -> int:
        return bits_of(self._ordinals_of(values), len(self._codes.texts))

    def _ordinals_of(self, values: Iterable[str]) -> Iterator[int]:
        for value in values:
            ordinal = self._codes.ordinal(value)
            if ordinal is not None:
                yield from self._of(ordinal)

    def values(self) -> Iterable[str]:
        return (self._codes.texts[ordinal] for ordinal in numbers_in(self._values()))


class TruthColumn:
    """`true` for some concepts, `false` for the others."""

    def __init__(self, true: int, count: int) -> None:
        self._sets = {"true": true, "false": interval(0, count) & ~true}

    def ordinals(self, value: str) -> int:
        return self._sets.get(value, 0)

    def any_of(self, values: Iterable[str]) -> int:
        found = 0
        for value in values:
            found |= self.ordinals(value)
        return found

    def values(self) -> Iterable[str]:
        return [value for value, bits in self._sets.items() if bits]

    def any(self) -> int:
        return self._sets["true"] | self._sets["false"]


class CoveredColumn:
    """One column, with another one for concepts without a value in it."""

    def __init__(self, above: PropertyColumn, below: PropertyColumn) -> None:
        self._above = above
        self._below = below

    def ordinals(self, value: str) -> int:
        return self._above.ordinals(value) | self._below.ordinals(value) & ~self._above.any()

    def any_of(self, values: Iterable[str]) -> int:
        wanted = list(values)
        return self._above.any_of(wanted) | self._below.any_of(wanted) & ~self._above.any()

    def values(self) -> Iterable[str]:
        yield from self._above.values()
        covered = self._above.any()
        if not covered:
            yield from self._below.values()
            return
        for value in self._below.values():
            if self._below.ordinals(value) & ~covered and not self._above.ordinals(value):
                yield value

    def any(self) -> int:
        return self._above.any() | self._below.any()


def covered(columns: Iterable[PropertyColumn]) -> PropertyColumn | None:
    """Combines columns, each covering those after it; None without columns."""
    found: PropertyColumn | None = None
    for column in columns:
        found = column if found is None else CoveredColumn(found, column)
    return found
