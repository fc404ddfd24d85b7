"""Sequences computed on access: LazyList from an iterator, LazyMap from another sequence."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Generic, TypeVar, overload

CHUNK = 100
S = TypeVar("S")
T = TypeVar("T")


class LazyList(Sequence[T]):
    """`length` items, drawn from `items` on first access, then cached."""

    __slots__ = ("_items", "_known", "_length")

    def __init__(self, items: Iterator[T], length: int) -> None:
        self._items = items
        self._length = length
        self._known: list[T] = []

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, int):
            wanted = range(self._length)[place]
            self._draw(wanted + 1)
            return self._known[wanted]
        places = range(self._length)[place]
        self._draw(max(places, default=-1) + 1)
        return [self._known[each] for each in places]

    def _draw(self, count: int) -> None:
        if count > len(self._known):
            self._known.extend(islice(self._items, count - len(self._known)))

    def __iter__(self) -> Iterator[T]:
        for start in range(0, self._length, CHUNK):
            yield from self[start : start + CHUNK]


class LazyMap(Sequence[T], Generic[S, T]):
    """`make(item)` for each of `items`. Nothing is cached: each access makes a new, equal one."""

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
