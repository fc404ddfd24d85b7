"""StoredTexts: many consecutive texts in a section, each decoded on access."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import overload

from terminology.index.posting_lists import Integers
from terminology.index.sections import Sections, SectionWriter

ERRORS = "surrogatepass"  # any text round-trips
WRITTEN_AT_ONCE = 4096


def write_texts(writer: SectionWriter, name: str, texts: Iterable[str]) -> None:
    starts = array("Q", [0])
    at = 0
    writer.begin(name)
    some: list[bytes] = []
    for text in texts:
        some.append(text.encode("utf-8", ERRORS))
        at += len(some[-1])
        starts.append(at)
        if len(some) == WRITTEN_AT_ONCE:
            writer.append(b"".join(some))
            some.clear()
    writer.append(b"".join(some))
    writer.end(name)
    # Four bytes each, if that is enough.
    writer.add(f"{name}/starts", starts if at >= 2**32 else array("I", starts))


def open_texts(sections: Sections, name: str, count: int) -> "StoredTexts":
    wide = sections.size_bytes(f"{name}/starts") == 8 * (count + 1)
    return StoredTexts(sections.reader(name), sections.integers(f"{name}/starts", "Q" if wide else "I"), count)


class StoredTexts(Sequence[str]):
    __slots__ = ("_count", "_read", "_starts")

    def __init__(self, read: Callable[[int, int], bytes], starts: Integers, count: int) -> None:
        self._read = read
        self._starts = starts
        self._count = count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return list(map(self.__getitem__, range(self._count)[place]))
        starts = self._starts
        return self._read(starts[place], starts[place + 1]).decode("utf-8", ERRORS)

    def __iter__(self) -> Iterator[str]:
        read = self._read
        return (read(first, end).decode("utf-8", ERRORS) for first, end in pairwise(self._starts))
