"""Member: one concept in a value set, with its entry in the value set. Built on access."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

from terminology.core.code_sets import CodeSet, CodeSets, members_in, page_of
from terminology.core.model import CodeSystemHeader, Concept
from terminology.core.value_sets import ConceptReference

AT_A_TIME = 1000  # members per page
Key = tuple[str, str | None, str]


@dataclass(frozen=True)  # no slots: the concept is a cached property, decoded on first access
class Member:
    code_set: CodeSet
    ordinal: int
    reference: ConceptReference | None = None
    is_loose: bool = False  # a loose match of a search

    @property
    def header(self) -> CodeSystemHeader:
        return self.code_set.header

    @cached_property
    def concept(self) -> Concept:
        return self.code_set.concept(self.ordinal)

    @property
    def key(self) -> Key:
        return self.header.url, self.header.version, self.concept.code


class Members(Sequence[Member]):
    """The members of a value set, in order."""

    def __init__(self, sets: CodeSets) -> None:
        self.sets = sets
        self._count = members_in(sets)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Member]:
        """Iterates by page: accessing a single member counts all members before it."""
        for start in range(0, self._count, AT_A_TIME):
            yield from self._page(start, AT_A_TIME)

    @overload
    def __getitem__(self, place: int) -> Member: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Member]: ...
    def __getitem__(self, place: int | slice) -> Member | Sequence[Member]:
        places = range(self._count)[place]
        if isinstance(places, int):
            return self._page(places, 1)[0]
        if places.step != 1:
            return [self._page(each, 1)[0] for each in places]
        return self._page(places.start, len(places))

    def _page(self, offset: int, count: int) -> list[Member]:
        return [Member(item, ordinal, reference) for item, ordinal, reference in page_of(self.sets, offset, count)]
