"""RankedHits: what a search gives, those that match before those that may be meant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RankedHits(Sequence[T], Generic[T]):
    """The best first. The first `exact` have every word; the others were found loosely: misspelt, or not by all words.

    Who shows them asks "did you mean" about the loose ones.
    """

    items: Sequence[T]
    exact: int

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        return self.items[place]

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def is_loose(self, place: int) -> bool:
        return place >= self.exact
