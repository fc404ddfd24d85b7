"""Sections: named pieces of bytes in one immutable file that all processes read in place and share.

    section, section, …            each aligned to eight bytes
    directory                      JSON: {"format", "facts", "sections": {name: [first, end]}, "checksum"}
    directory's length, its CRC-32, MAGIC           the last 24 bytes

Truncation is detected by the missing tail and damage to the directory by its checksum, both on opening, which takes the
same time for a file of any size. `verify` reads the whole file. The idea is Lucene's
(https://lucene.apache.org/core/9_12_0/core/org/apache/lucene/codecs/CodecUtil.html).
Nothing here opens files: `SectionWriter` writes to a function, `Sections` reads bytes, in memory or mapped.
"""

import sys
import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping
from struct import Struct
from typing import Any, Literal, Protocol, overload

import orjson

FORMAT = f"4-{sys.byteorder}"  # also change it when words.py tokenizes texts differently
MAGIC = b"TERMCOLS"
TAIL = Struct("<QII8s")  # length of the directory, its checksum, unused, magic
ALIGNED = 8
READ_AT_ONCE = 1 << 20

Bytes = bytes | bytearray | memoryview


class BrokenSections(Exception):
    """The bytes are not sections, incomplete, or in another format. The message says which."""


class Mapped(Protocol):
    """Bytes, in memory or mapped: a slice copies, a memoryview does not."""

    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> bytes: ...
    def __buffer__(self, flags: int, /) -> memoryview: ...


class SectionWriter:
    """Writes one section after the other; `write` receives the bytes of the file in order."""

    def __init__(self, write: Callable[[Bytes], object]) -> None:
        self._write_bytes = write
        self._at = 0
        self._checksum = 0
        self._sections: dict[str, tuple[int, int]] = {}

    def add(self, name: str, data: "Bytes | array[int] | str") -> None:
        self.begin(name)
        self.append(data.encode() if isinstance(data, str) else data)
        self.end(name)

    def begin(self, name: str) -> None:
        """Starts a section that `append` adds to, aligned to eight bytes."""
        self.append(bytes(-self._at % ALIGNED))
        self._sections[name] = self._at, self._at

    def append(self, data: "Bytes | array[int]") -> None:
        plain = memoryview(data).cast("B") if len(data) else b""
        self._write_bytes(plain)
        self._checksum = zlib.crc32(plain, self._checksum)
        self._at += len(plain)

    def add_all(self, sections: "Sections") -> None:
        """Copies all sections of another file."""
        for name in sections.names():
            self.add(name, sections.view(name))

    def end(self, name: str) -> None:
        self._sections[name] = self._sections[name][0], self._at

    def finish(self, facts: Mapping[str, Any]) -> int:
        """Writes the directory and returns its checksum, which differs for different content."""
        directory = orjson.dumps(
            {"format": FORMAT, "facts": facts, "sections": self._sections, "checksum": self._checksum}
        )
        seal = zlib.crc32(directory)
        self._write_bytes(directory)
        self._write_bytes(TAIL.pack(len(directory), seal, 0, MAGIC))
        return seal


class Sections:
    """Reads what a SectionWriter wrote. Raises BrokenSections, here and for a missing section."""

    def __init__(self, data: Mapped) -> None:
        self.data = data
        self._view = memoryview(data)
        size = len(data)
        if size < TAIL.size:
            raise BrokenSections("it is empty or truncated")
        length, seal, _, magic = TAIL.unpack(data[size - TAIL.size :])
        if magic != MAGIC or length > size - TAIL.size:
            raise BrokenSections("it is truncated, or not a column file")
        self._end = size - TAIL.size - length
        directory = data[self._end : self._end + length]
        if zlib.crc32(directory) != seal:
            raise BrokenSections("its directory is damaged")
        read = orjson.loads(directory)
        if read["format"] != FORMAT:
            raise BrokenSections(f"its format is {read['format']}, not {FORMAT}")
        self.seal = seal
        self.facts: Mapping[str, Any] = read["facts"]
        self._checksum: int = read["checksum"]
        self._sections: Mapping[str, tuple[int, int]] = read["sections"]

    def verify(self) -> None:
        """Reads every byte. Raises BrokenSections if any differs from what was written."""
        checksum = 0
        for first in range(0, self._end, READ_AT_ONCE):
            checksum = zlib.crc32(self._view[first : min(first + READ_AT_ONCE, self._end)], checksum)
        if checksum != self._checksum:
            raise BrokenSections("its content is damaged")

    def names(self) -> Iterable[str]:
        return self._sections

    def view(self, name: str) -> memoryview:
        first, end = self._range(name)
        return self._view[first:end]

    def has(self, name: str) -> bool:
        return name in self._sections

    def bytes_of(self, name: str) -> bytes:
        first, end = self._range(name)
        return self.data[first:end]

    def size_bytes(self, name: str) -> int:
        first, end = self._range(name)
        return end - first

    def integers(self, name: str, code: Literal["I", "Q"] = "I") -> "array[int] | memoryview[int]":
        """Integers as `array` wrote them, in place; `code` is the type code of the `array`."""
        first, end = self._range(name)
        return self._view[first:end].cast(code) if first < end else array(code)  # an empty view cannot be cast

    def reader(self, name: str) -> Callable[[int, int], bytes]:
        """A function that reads bytes `first` to `end` - 1 of a section."""
        start, _ = self._range(name)
        data = self.data

        def read(first: int, end: int) -> bytes:
            return data[start + first : start + end]

        return read

    def _range(self, name: str) -> tuple[int, int]:
        try:
            first, end = self._sections[name]
        except KeyError:
            raise BrokenSections(f"it has no section {name}") from None
        return first, end
