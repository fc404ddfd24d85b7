"""Hierarchy as sections: parents and children of each concept, and its descendants.

The descendants are an interval in a tree in depth-first order (`hierarchy.py`), otherwise from the closure
(`closure.py`); without either the children are walked.
"""

from array import array
from collections.abc import Mapping, Sequence

from terminology.core.bitset import bits_of, interval
from terminology.index.closure import closure_of, reached
from terminology.index.hierarchy import Ordinals, ends_of_subtrees
from terminology.index.posting_lists import Integers
from terminology.index.sections import Sections, SectionWriter
from terminology.index.stored_postings import open_lists, read_bits, write_bits, write_lists

NAME = "hierarchy"


def write_hierarchy(writer: SectionWriter, count: int, parents: Mapping[int, Ordinals]) -> None:
    children: dict[int, list[int]] = {}
    for ordinal in sorted(parents):
        for parent in parents[ordinal]:
            children.setdefault(parent, []).append(ordinal)
    _write_steps(writer, f"{NAME}/parents", count, parents)
    _write_steps(writer, f"{NAME}/children", count, children)
    sets = [bits_of(children, count), bits_of(parents, count)]
    for name, bits in zip(("with_children", "with_parents"), sets, strict=True):
        write_bits(writer, f"{NAME}/{name}", [bits], count)
    ends = ends_of_subtrees(count, parents)
    if ends is not None:
        writer.add(f"{NAME}/ends", array("I", ends))
    elif closure := closure_of(count, parents, children):
        write_lists(writer, f"{NAME}/closure", closure)


def _write_steps(writer: SectionWriter, name: str, count: int, steps: Mapping[int, Sequence[int]]) -> None:
    """Writes the steps from each concept, in order."""
    starts, ordinals = array("I", [0]), array("I")
    for ordinal in range(count if steps else 0):
        ordinals.extend(steps.get(ordinal, ()))
        starts.append(len(ordinals))
    writer.add(f"{name}/starts", starts)
    writer.add(name, ordinals)


class Steps:
    """The steps of each concept; empty if nothing is stored."""

    __slots__ = ("_ordinals", "_starts")

    def __init__(self, sections: Sections, name: str) -> None:
        self._starts: Integers = sections.integers(f"{name}/starts")
        self._ordinals: Integers = sections.integers(name)

    def of(self, ordinal: int) -> Ordinals:
        if ordinal + 1 >= len(self._starts):
            return ()
        return tuple(self._ordinals[self._starts[ordinal] : self._starts[ordinal + 1]])


class StoredHierarchy:
    """The stored counterpart of `hierarchy.py`."""

    def __init__(self, sections: Sections, count: int) -> None:
        self._count = count
        self._parents = Steps(sections, f"{NAME}/parents")
        self._children = Steps(sections, f"{NAME}/children")
        self._ends = sections.integers(f"{NAME}/ends") if sections.has(f"{NAME}/ends") else None
        has_closure = sections.has(f"{NAME}/closure/starts")
        self._closure = open_lists(sections, f"{NAME}/closure", count) if has_closure else None
        self._sections = sections
        self.parents = self._parents.of
        self.children = self._children.of

    def descendants(self, ordinal: int) -> int:
        if self._ends is not None:
            return interval(ordinal + 1, self._ends[ordinal])
        if self._closure is not None:
            return self._closure.at(ordinal)
        return bits_of(reached(ordinal, self._children.of), self._count) & ~(1 << ordinal)

    def ancestors(self, ordinal: int) -> int:
        return bits_of(reached(ordinal, self._parents.of), self._count)

    def leaves(self) -> int:
        return interval(0, self._count) & ~self.with_children()

    def with_children(self) -> int:
        return read_bits(self._sections, f"{NAME}/with_children")

    def with_parents(self) -> int:
        return read_bits(self._sections, f"{NAME}/with_parents")
