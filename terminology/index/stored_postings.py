"""Postings and PostingLists as sections, read in place."""

from array import array
from collections.abc import Sequence

from terminology.index.posting_lists import LazyBits, PostingLists
from terminology.index.postings import Postings
from terminology.index.sections import Sections, SectionWriter
from terminology.index.stored_texts import open_texts, write_texts


def write_postings(writer: SectionWriter, name: str, postings: Postings) -> None:
    write_texts(writer, f"{name}/words", postings.words)
    write_lists(writer, name, postings.lists)


def open_postings(sections: Sections, name: str, size: int) -> Postings:
    lists = open_lists(sections, name, size)
    return Postings(open_texts(sections, f"{name}/words", len(lists)), lists)


def write_lists(writer: SectionWriter, name: str, lists: PostingLists) -> None:
    writer.add(f"{name}/starts", array("I", lists.starts))
    writer.add(f"{name}/numbers", array("I", lists.numbers))
    writer.add(f"{name}/dense", array("I", lists.dense_places))
    write_bits(writer, f"{name}/bits", lists.dense_bits, lists.size)


def open_lists(sections: Sections, name: str, size: int) -> PostingLists:
    places = sections.integers(f"{name}/dense")
    return PostingLists(
        size,
        sections.integers(f"{name}/starts"),
        sections.integers(f"{name}/numbers"),
        places,
        LazyBits(sections.reader(f"{name}/bits"), len(places), width_of(size)),
    )


def write_bits(writer: SectionWriter, name: str, sets: Sequence[int], size: int) -> None:
    writer.begin(name)
    for bits in sets:
        writer.append(bits.to_bytes(width_of(size), "little"))
    writer.end(name)


def read_bits(sections: Sections, name: str) -> int:
    """The only set of a section."""
    return int.from_bytes(sections.bytes_of(name), "little")


def width_of(size: int) -> int:
    """The number of bytes for the bits of a set whose numbers are below `size`."""
    return size // 8 + 1
