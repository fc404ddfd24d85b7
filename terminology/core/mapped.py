"""Mapped: a sequence made from another one, each item when somebody looks at it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

S = TypeVar("S")
T = TypeVar("T")


class Mapped(Sequence[T], Generic[S, T]):
    """`make(item)` for each of `items`. Nothing is kept: who looks twice gets two equal ones."""

    __slots__ = ("_items", "_make")

    def __init__(self, items: Sequence[S], make: Callable[[S], T]) -> None:
        self._items = items
        self._make = make

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, int):
            return self._make(self._items[place])
        return [self._make(item) for item in self._items[place]]

    def __iter__(self) -> Iterator[T]:
        return map(self._make, self._items)
