"""CodeSet: some concepts of one version of one code system. `code_set_algebra.py` has the algebra of value sets on it:

    include    intersection of what its parts select          union       one behind the other, each code once
    exclude    difference                                      import      the sets of the other value set

A value set is a row of CodeSets, in the order in which its definition brings them.
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
    """`ordinals` in the order of definition or, where codes were enumerated, in that of `listed`.

    `listed` has the ordinals that were enumerated, with what the value set says of each; None = none was.
    `is_whole_system`: it came because every concept of its code system did. `is_flat`: it came from a list or an
    import, so places in the hierarchy are not shown. `may_hold_more`: the code system is here in part, and what is not
    here would belong to the set; `is_undecided`: of what is not here nobody can tell. `is_known` False: its code system
    is not here, and what is known of it came with an expansion. `doubtful` are concepts that are here, and of which
    nobody can tell whether they are members.
    """

    code_system: CodeSystemProvider
    ordinals: int
    listed: Listed | None = None
    is_whole_system: bool = False
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
        """Whether codes may belong to it that are not here."""
        return self.may_hold_more or self.is_undecided

    def __contains__(self, code: str) -> bool:
        ordinal = self.code_system.ordinal(code)
        return ordinal is not None and bool(self.ordinals >> ordinal & 1)

    def intersection(self, ordinals: int) -> "CodeSet":
        return self._with(self.ordinals & ordinals, self.doubtful & ordinals)

    def difference(self, ordinals: int) -> "CodeSet":
        return self._with(self.ordinals & ~ordinals, self.doubtful & ~ordinals)

    def doubted(self, ordinals: int) -> "CodeSet":
        """Of these concepts nobody can tell whether they stay members."""
        return self._with(self.ordinals & ~ordinals, self.doubtful | self.ordinals & ordinals)

    def perhaps_within(self, ordinals: int) -> "CodeSet":
        """Of all but these nobody can tell whether they stay members; nor of what is not here."""
        left = self.doubted(self.ordinals & ~ordinals)
        return replace(left, may_hold_more=False, is_undecided=True) if left.may_hold_more else left

    @property
    def possible(self) -> "CodeSet":
        """With those of which nobody can tell."""
        return self._with(self.ordinals | self.doubtful, 0)

    def _with(self, ordinals: int, doubtful: int) -> "CodeSet":
        if (ordinals, doubtful) == (self.ordinals, self.doubtful):
            return self
        return replace(self, ordinals=ordinals, doubtful=doubtful)

    def in_order(self) -> Sequence[tuple[int, ConceptReference | None]]:
        """Each ordinal once, with what the value set says of it, if anything."""
        if self.listed is None:
            return [(ordinal, None) for ordinal in numbers_in(self.ordinals)]
        first: dict[int, ConceptReference] = {}
        members = Membership(self.ordinals)
        for ordinal, reference in self.listed:
            if ordinal in members:
                first.setdefault(ordinal, reference)
        return tuple(first.items())

    def page(self, offset: int, count: int | None) -> Sequence[tuple[int, ConceptReference | None]]:
        """At most `count` of `in_order`, from `offset` on."""
        if self.listed is None:
            return [(ordinal, None) for ordinal in page(self.ordinals, offset, count)]
        return self.in_order()[offset : None if count is None else offset + count]

    def references(self, ordinal: int) -> tuple[ConceptReference | None, ...]:
        """All that the value set says of a concept; it may enumerate a code more than once."""
        if self.listed is None:
            return (None,)
        return tuple(reference for listed, reference in self.listed if listed == ordinal)

    def concept(self, ordinal: int) -> Concept:
        return self.code_system.concept(ordinal)

    def codes(self) -> Iterator[str]:
        """In the order of ordinals; those of most of a code system faster, without making concepts."""
        if self.count > self.code_system.count // 8:
            flags = bin(self.ordinals)[:1:-1]  # the lowest first, up to the highest that is in the set
            return (code for code, flag in zip(self.code_system.codes(), flags, strict=False) if flag == "1")
        return (self.concept(ordinal).code for ordinal in numbers_in(self.ordinals))


CodeSets = tuple[CodeSet, ...]


def members_in(sets: Iterable[CodeSet]) -> int:
    return sum(item.count for item in sets)


def page_of(
    sets: Iterable[CodeSet], offset: int, count: int | None
) -> Iterator[tuple[CodeSet, int, ConceptReference | None]]:
    """Members with their sets: at most `count` of them, after the first `offset`."""
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
