"""PostingLists: many sets of numbers, stored consecutively, each returned as bits (`core/bitset.py`).

    starts       0    |     2     |    2     |    3     | 5
    numbers     4 9   |           |    7     |   4 8
    dense                bits

A large set is stored as bits, which need no conversion. The storage may be arrays in memory or parts of a file that all
processes share (`sections.py`).
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from terminology.core.bitset import bits_of, bits_of_many, numbers_in

Integers: TypeAlias = "array[int] | memoryview[int]"

DENSE = 256  # store sets with more than 1/DENSE of all numbers as bits: up to eight times larger, but for few sets
RECENT_SETS = 4


class PostingLists:
    """The sets are at the places 0, 1, 2 …; their numbers are below `size`."""

    __slots__ = ("dense_bits", "dense_places", "numbers", "size", "starts")

    def __init__(
        self, size: int, starts: Integers, numbers: Integers, dense_places: Integers, dense_bits: Sequence[int]
    ) -> None:
        self.size = size
        self.starts = starts
        self.numbers = numbers
        self.dense_places = dense_places
        self.dense_bits = dense_bits

    def __len__(self) -> int:
        return len(self.starts) - 1

    def at(self, place: int) -> int:
        return self.between(place, place + 1)

    def first(self, place: int) -> int | None:
        """The lowest number of a set, if any."""
        begin, stop = self.starts[place], self.starts[place + 1]
        return min(self.numbers[begin:stop]) if begin < stop else next(numbers_in(self.at(place)), None)

    def between(self, first: int, end: int) -> int:
        """The union of the sets at the places `first` to `end` - 1."""
        begin, stop = self.starts[first], self.starts[end]
        bits = bits_of_many(self.numbers[begin:stop], self.size) if begin < stop else 0  # a dense set has no numbers
        if self.dense_places:
            places = self.dense_places
            for place in range(bisect_left(places, first), bisect_left(places, end)):
                bits |= self.dense_bits[place]
        return bits

    def at_any(self, places: Iterable[int]) -> int:
        """The union of the sets at these places."""
        data = bytearray(self.size // 8 + 1)
        dense = 0
        starts, numbers = self.starts, self.numbers
        for place in places:
            first, end = starts[place], starts[place + 1]
            if first < end:
                for number in numbers[first:end]:
                    data[number >> 3] |= 1 << (number & 7)
            else:
                dense |= self.between(place, place + 1)
        return dense | int.from_bytes(data, "little")


def posting_lists(sets: Iterable[Sequence[int]], size: int) -> PostingLists:
    numbers, starts = array("I"), array("I", [0])
    dense_places, dense_bits = array("I"), list[int]()
    for place, mine in enumerate(sets):
        if len(mine) * DENSE > size:
            dense_places.append(place)
            dense_bits.append(bits_of(mine, size))
        else:
            numbers.extend(mine)
        starts.append(len(numbers))
    return PostingLists(size, starts, numbers, dense_places, dense_bits)


class LazyBits(Sequence[int]):
    """Sets as bits in stored bytes, `width` bytes each. One search uses a set several times."""

    __slots__ = ("_at", "_count")

    def __init__(self, read: Callable[[int, int], bytes], count: int, width: int) -> None:
        self._at = lru_cache(RECENT_SETS)(
            lambda place: int.from_bytes(read(place * width, (place + 1) * width), "little")
        )
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: int) -> int:  # type: ignore[override]  # slices are not needed
        return self._at(place)

    def __iter__(self) -> Iterator[int]:
        return map(self.__getitem__, range(self._count))
