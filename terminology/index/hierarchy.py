"""Hierarchy: which concept stands above which, by ordinals.

In a tree whose concepts come depth first, everything below a concept is the interval of ordinals behind it:

    ordinal   0 animal   1 cat   2 lion   3 dog        below animal 1…3, below cat 2…2
"""

from collections.abc import Mapping, Sequence

from terminology.core.bitset import interval

Ordinals = tuple[int, ...]


class Hierarchy:
    """A concept may have several parents; a circle is walked once and then left."""

    __slots__ = ("_children", "_count", "_ends", "_parents")

    def __init__(self, count: int, parents: Mapping[int, Ordinals]) -> None:
        self._count = count
        self._parents = parents
        self._children: dict[int, list[int]] = {}
        for ordinal in sorted(parents):
            for parent in parents[ordinal]:
                self._children.setdefault(parent, []).append(ordinal)
        self._ends = ends_of_subtrees(count, parents)

    def parents(self, ordinal: int) -> Ordinals:
        return self._parents.get(ordinal, ())

    def children(self, ordinal: int) -> Ordinals:
        return tuple(self._children.get(ordinal, ()))

    def descendants(self, ordinal: int) -> int:
        """Everything below, never itself."""
        if self._ends is not None:
            return interval(ordinal + 1, self._ends[ordinal])
        return walk(ordinal, self._children) & ~(1 << ordinal)

    def ancestors(self, ordinal: int) -> int:
        """Everything above; itself too where it stands in a circle."""
        return walk(ordinal, self._parents)

    def leaves(self) -> int:
        above = 0
        for ordinal in self._children:
            above |= 1 << ordinal
        return interval(0, self._count) & ~above


def walk(start: int, steps: Mapping[int, Sequence[int]]) -> int:
    """What is reached from here in one step or more."""
    found: set[int] = set()
    pending = list(steps.get(start, ()))
    while pending:
        ordinal = pending.pop()
        if ordinal not in found:
            found.add(ordinal)
            pending.extend(steps.get(ordinal, ()))
    data = bytearray(max(found, default=0) // 8 + 1)
    for ordinal in found:
        data[ordinal >> 3] |= 1 << (ordinal & 7)
    return int.from_bytes(data, "little")


def ends_of_subtrees(count: int, parents: Mapping[int, Sequence[int]]) -> Sequence[int] | None:
    """For each concept the ordinal behind the last one below it; None if it is no tree that comes depth first."""
    if not parents:
        return range(1, count + 1)
    ends = list(range(1, count + 1))
    way: list[int] = []  # from the top to the concept before
    for ordinal in range(count):
        above = parents.get(ordinal, ())
        if len(above) > 1:
            return None
        while way and (not above or way[-1] != above[0]):
            way.pop()
        if above and not way:
            return None
        way.append(ordinal)
    for ordinal in range(count - 1, -1, -1):
        for parent in parents.get(ordinal, ()):
            ends[parent] = max(ends[parent], ends[ordinal])
    return ends
