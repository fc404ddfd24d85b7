"""CodeSet: some concepts of one version of one code system. `code_set_algebra.py` has the algebra of value sets on it:

    include    intersection of what its parts select          union       in order, each code once
    exclude    difference                                      import      the sets of the other value set

A value set is a sequence of CodeSets, in the order of its definition.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from terminology.core.bitset import Membership, numbers_in, page
from terminology.core.model import CodeSystemHeader, Concept
from terminology.core.ports import CodeSystemProvider
from terminology.core.value_sets import ConceptReference

Listed = tuple[tuple[int, ConceptReference], ...]


@dataclass(frozen=True, slots=True)
class CodeSet:
    """`ordinals` are in definition order or, where codes were enumerated, in the order of `listed`.

    `listed` has the enumerated ordinals with what the value set states about each; None = nothing was enumerated.
    `is_entire_system`: it includes the whole code system. `is_flat`: it came from a list or an import, so the expansion
    does not nest it. `may_hold_more`: the code system is loaded in part, and its other codes would be members;
    `is_undecided`: whether its other codes are members cannot be determined. `is_known` False: the code system is not
    loaded, and its concepts came with an expansion. `doubtful` are loaded concepts whose membership cannot be
    determined.
    """

    code_system: CodeSystemProvider
    ordinals: int
    listed: Listed | None = None
    is_entire_system: bool = False
    is_flat: bool = False
    may_hold_more: bool = False
    is_undecided: bool = False
    is_known: bool = True
    doubtful: int = 0

    @property
    def header(self) -> CodeSystemHeader:
        return self.code_system.header

    @property
    def count(self) -> int:
        return self.ordinals.bit_count()

    def __bool__(self) -> bool:
        return self.ordinals != 0 or self.doubtful != 0 or self.is_open

    @property
    def is_open(self) -> bool:
        """Whether codes that are not loaded may belong to it."""
        return self.may_hold_more or self.is_undecided

    def __contains__(self, code: str) -> bool:
        ordinal = self.code_system.ordinal(code)
        return ordinal is not None and bool(self.ordinals >> ordinal & 1)

    def intersection(self, ordinals: int) -> "CodeSet":
        return self._with(self.ordinals & ordinals, self.doubtful & ordinals)

    def difference(self, ordinals: int) -> "CodeSet":
        return self._with(self.ordinals & ~ordinals, self.doubtful & ~ordinals)

    def with_doubtful(self, ordinals: int) -> "CodeSet":
        """The set with these concepts doubtful."""
        return self._with(self.ordinals & ~ordinals, self.doubtful | self.ordinals & ordinals)

    def doubtful_outside(self, ordinals: int) -> "CodeSet":
        """The set with all other concepts doubtful, and codes that are not loaded undecided."""
        left = self.with_doubtful(self.ordinals & ~ordinals)
        return replace(left, may_hold_more=False, is_undecided=True) if left.may_hold_more else left

    @property
    def possible(self) -> "CodeSet":
        """The set with its doubtful concepts as members."""
        return self._with(self.ordinals | self.doubtful, 0)

    def _with(self, ordinals: int, doubtful: int) -> "CodeSet":
        if (ordinals, doubtful) == (self.ordinals, self.doubtful):
            return self
        return replace(self, ordinals=ordinals, doubtful=doubtful)

    def in_order(self) -> Sequence[tuple[int, ConceptReference | None]]:
        """Each ordinal once, with what the value set states about it, if anything."""
        if self.listed is None:
            return [(ordinal, None) for ordinal in numbers_in(self.ordinals)]
        first: dict[int, ConceptReference] = {}
        members = Membership(self.ordinals)
        for ordinal, reference in self.listed:
            if ordinal in members:
                first.setdefault(ordinal, reference)
        return tuple(first.items())

    def page(self, offset: int, count: int | None) -> Sequence[tuple[int, ConceptReference | None]]:
        """At most `count` items of `in_order`, starting at `offset`."""
        if self.listed is None:
            return [(ordinal, None) for ordinal in page(self.ordinals, offset, count)]
        return self.in_order()[offset : None if count is None else offset + count]

    def references(self, ordinal: int) -> tuple[ConceptReference | None, ...]:
        """Everything the value set states about a concept; it may enumerate a code more than once."""
        if self.listed is None:
            return (None,)
        return tuple(reference for listed, reference in self.listed if listed == ordinal)

    def concept(self, ordinal: int) -> Concept:
        return self.code_system.concept(ordinal)

    def codes(self) -> Iterator[str]:
        """In ordinal order. A large part of a code system is read without building concepts, which is faster."""
        if self.count > self.code_system.count // 8:
            flags = bin(self.ordinals)[:1:-1]  # lowest first, up to the highest in the set
            return (code for code, flag in zip(self.code_system.codes(), flags, strict=False) if flag == "1")
        return (self.concept(ordinal).code for ordinal in numbers_in(self.ordinals))


CodeSets = tuple[CodeSet, ...]


def members_in(sets: Iterable[CodeSet]) -> int:
    return sum(item.count for item in sets)


def page_of(
    sets: Iterable[CodeSet], offset: int, count: int | None
) -> Iterator[tuple[CodeSet, int, ConceptReference | None]]:
    """At most `count` members with their sets, after skipping `offset`."""
    for item in sets:
        if count == 0:
            return
        if item.count <= offset:
            offset -= item.count
            continue
        found = item.page(offset, count)
        yield from ((item, ordinal, reference) for ordinal, reference in found)
        offset = 0
        count = None if count is None else count - len(found)
