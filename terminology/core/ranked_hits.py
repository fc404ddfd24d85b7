"""RankedHits: search results, exact matches before loose ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RankedHits(Sequence[T], Generic[T]):
    """Best first. The first `exact` match every word; the rest are loose matches: misspelled, or not on every word.

    User interfaces ask "did you mean" about loose matches.
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
