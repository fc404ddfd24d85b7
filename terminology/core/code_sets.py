"""CodeSet: some concepts of one version of one code system, and the algebra of value sets on it.

    include    intersection of what its parts select          union       one behind the other, each code once
    exclude    difference                                      import      the sets of the other value set

A value set is a row of CodeSets, in the order in which its definition brings them. Sets of one code system are united
and subtracted as bits; those of different versions code by code.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from terminology.core.bitset import Membership, bits_of, numbers_in, page
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
    here would belong to the set. `is_known` False: its code system is not here, and what is known of it came with an
    expansion.
    """

    code_system: CodeSystemProvider
    ordinals: int
    listed: Listed | None = None
    is_whole_system: bool = False
    is_flat: bool = False
    may_hold_more: bool = False
    is_known: bool = True

    @property
    def header(self) -> CodeSystemHeader:
        return self.code_system.header

    @property
    def count(self) -> int:
        return self.ordinals.bit_count()

    def __bool__(self) -> bool:
        return self.ordinals != 0 or self.may_hold_more

    def __contains__(self, code: str) -> bool:
        ordinal = self.code_system.ordinal(code)
        return ordinal is not None and bool(self.ordinals >> ordinal & 1)

    def intersection(self, ordinals: int) -> "CodeSet":
        return self._with(self.ordinals & ordinals)

    def difference(self, ordinals: int) -> "CodeSet":
        return self._with(self.ordinals & ~ordinals)

    def _with(self, ordinals: int) -> "CodeSet":
        return self if ordinals == self.ordinals else replace(self, ordinals=ordinals)

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


CodeSets = tuple[CodeSet, ...]


def translated(sets: Iterable[CodeSet], to: CodeSystemProvider, by_version: bool = False) -> int:
    """The concepts of a code system that are in any of the sets: in this version of it, or else in any version."""
    found = 0
    for item in sets:
        if item.code_system is to:
            found |= item.ordinals
        elif item.header.url == to.header.url and not (by_version and item.header.version != to.header.version):
            found |= _by_code(item, to)
    return found


def _by_code(item: CodeSet, to: CodeSystemProvider) -> int:
    found = [there for code in _codes(item) if (there := to.ordinal(code)) is not None]  # a grammar may number more
    return bits_of(found, to.count)


def _codes(item: CodeSet) -> Iterator[str]:
    """Of most of a code system faster without making concepts."""
    if item.count > item.code_system.count // 8:
        flags = bin(item.ordinals)[:1:-1]  # the lowest first, up to the highest that is in the set
        return (code for code, flag in zip(item.code_system.codes(), flags, strict=False) if flag == "1")
    return (item.code_system.concept(ordinal).code for ordinal in numbers_in(item.ordinals))


def united(sets: Iterable[CodeSet], by_version: bool) -> CodeSets:
    """The sets one behind the other, each code once: where it comes first; those with nothing left are gone.

    `by_version`: a code in another version of its code system is another one.
    """
    found: list[CodeSet] = []
    seen: dict[int, CodeSet] = {}  # by code system: all that came of it
    for item in sets:
        key = id(item.code_system)
        others = [other for other in seen.values() if other.header.url == item.header.url]
        left = item.difference(translated(others, item.code_system, by_version))
        if left:
            found.append(left)
            before = seen[key].ordinals if key in seen else 0
            seen[key] = CodeSet(item.code_system, before | left.ordinals)
    return tuple(found)


def subtracted(sets: Iterable[CodeSet], excluded: Sequence[CodeSet], by_version: bool) -> CodeSets:
    """The sets without what is excluded. What a fragment may hold besides is gone where all of it is excluded."""
    if not excluded:
        return tuple(item for item in sets if item)
    left = (item.difference(translated(excluded, item.code_system, by_version)) for item in sets)
    clear = (
        replace(item, may_hold_more=False) if item.may_hold_more and _excludes_all_of(excluded, item) else item
        for item in left
    )
    return tuple(item for item in clear if item)


def _excludes_all_of(excluded: Iterable[CodeSet], item: CodeSet) -> bool:
    return any(other.may_hold_more and other.header.url == item.header.url for other in excluded)


def intersected(sets: Iterable[CodeSet], others: Iterable[CodeSet]) -> CodeSets:
    """What of the sets is also in one of the others, in whatever version; those with nothing left are gone."""
    others = tuple(others)
    found = (
        replace(
            item.intersection(translated(others, item.code_system)),
            may_hold_more=item.may_hold_more and any(other.may_hold_more for other in others),
        )
        for item in sets
    )
    return tuple(item for item in found if item)


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
