"""PostingsBuilder: collects the words of each number, then returns the numbers of each word.

    words     injection  insulin           each with an id, in order of arrival
    occurred      0         1    |   0     the words of one number, then those of the next
    numbers       4              |   7

Columns of small integers: a list per word would take several times as much memory during a build.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from terminology.index.postings import Postings, postings_of


class _Ids(dict[str, int]):
    """Assigns the next id to a new word."""

    def __missing__(self, word: str) -> int:
        id = self[word] = len(self)
        return id


class PostingsBuilder:
    __slots__ = ("_ends", "_ids", "_numbers", "_occurred")

    def __init__(self) -> None:
        self._ids = _Ids()
        self._occurred = array("I")
        self._numbers = array("I")
        self._ends = array("Q", [0])

    def add(self, number: int, words: Iterable[str]) -> None:
        """Adds the words of a number. Words and numbers must be distinct."""
        self._occurred.fromlist(list(map(self._ids.__getitem__, words)))
        self._numbers.append(number)
        self._ends.append(len(self._occurred))

    def build(self, size: int, renumbered: Sequence[int] | None = None) -> Postings:
        """`renumbered`: the final number of each number that was added."""
        if renumbered is not None:
            self._numbers = array("I", map(renumbered.__getitem__, self._numbers))
        return postings_of(self.by_word(), size)

    def by_word(self) -> Mapping[str, Sequence[int]]:
        """The numbers of each word, in order of arrival."""
        counts = [0] * len(self._ids)
        for id in self._occurred:
            counts[id] += 1
        starts = array("Q", accumulate(counts, initial=0))
        free = starts.tolist()
        found = array("I", bytes(array("I").itemsize * len(self._occurred)))
        for number, (first, end) in zip(self._numbers, pairwise(self._ends), strict=True):
            for id in self._occurred[first:end]:
                found[free[id]] = number
                free[id] += 1
        return _ByWord(self._ids, starts, found)


class _ByWord(Mapping[str, Sequence[int]]):
    def __init__(self, ids: Mapping[str, int], starts: Sequence[int], numbers: Sequence[int]) -> None:
        self._ids = ids
        self._starts = starts
        self._numbers = numbers

    def __getitem__(self, word: str) -> Sequence[int]:
        id = self._ids[word]
        return self._numbers[self._starts[id] : self._starts[id + 1]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)
