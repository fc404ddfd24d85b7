"""Hierarchy: parents and children of concepts, by ordinal.

In a tree whose concepts are in depth-first order, the descendants of a concept are the interval of ordinals after it:

    ordinal   0 animal   1 cat   2 lion   3 dog        below animal 1…3, below cat 2…2
"""

from collections.abc import Mapping, Sequence

from terminology.core.bitset import interval

Ordinals = tuple[int, ...]


class Hierarchy:
    """A concept may have several parents; cycles are tolerated."""

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
        """All descendants, excluding itself."""
        if self._ends is not None:
            return interval(ordinal + 1, self._ends[ordinal])
        return walk(ordinal, self._children) & ~(1 << ordinal)

    def ancestors(self, ordinal: int) -> int:
        """All ancestors; including itself in a cycle."""
        return walk(ordinal, self._parents)

    def leaves(self) -> int:
        above = 0
        for ordinal in self._children:
            above |= 1 << ordinal
        return interval(0, self._count) & ~above


def walk(start: int, steps: Mapping[int, Sequence[int]]) -> int:
    """The set reachable from `start` in one or more steps."""
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
    """For each concept the end of its subtree's interval; None unless this is a tree in depth-first order."""
    if not parents:
        return range(1, count + 1)
    ends = list(range(1, count + 1))
    way: list[int] = []  # from the root to the previous concept
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
