"""Consecutive pieces of bytes in a section, each read on access."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise

from terminology.index.sections import Sections, SectionWriter


def write_pieces(writer: SectionWriter, name: str, pieces: Iterable[bytes]) -> None:
    starts = array("Q", [0])
    writer.begin(name)
    for piece in pieces:
        writer.append(piece)
        starts.append(starts[-1] + len(piece))
    writer.end(name)
    writer.add(f"{name}/starts", starts)


def read_pieces(sections: Sections, name: str) -> Iterator[bytes]:
    read = sections.reader(name)
    return (read(first, end) for first, end in pairwise(sections.integers(f"{name}/starts", "Q")))
