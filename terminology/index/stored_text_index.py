"""TextIndex as sections: opened in constant time, and searched in place."""

from array import array

from terminology.index.sections import Sections, SectionWriter
from terminology.index.stored_postings import open_postings, write_postings
from terminology.index.text_index import TextIndex
from terminology.index.word_index import WordIndex

NAME = "text"
BETWEEN = "\n"  # no word contains it


def write_text_index(writer: SectionWriter, index: TextIndex) -> None:
    """Writes an index with a single WordIndex, as builders make it."""
    (words,) = index.words
    writer.add(f"{NAME}/places", array("I", index.place_of))
    writer.add(f"{NAME}/ranks", array("I", index.number_of))
    writer.add(f"{NAME}/active", array("I", [index.active]))
    write_postings(writer, f"{NAME}/codes", index.codes)
    write_postings(writer, f"{NAME}/words", words.words)
    write_postings(writer, f"{NAME}/first", words.starts)
    writer.add(f"{NAME}/alphabetic", BETWEEN.join(words.alphabetic))
    writer.add(f"{NAME}/firsts", array("Q", words.firsts))
    writer.add(f"{NAME}/ends", array("Q", words.ends))
    writer.begin(f"{NAME}/read")
    for part in words.read_all():
        writer.append(part)
    writer.end(f"{NAME}/read")


def open_text_index(sections: Sections) -> TextIndex:
    place_of = sections.integers(f"{NAME}/places")
    size = len(place_of)

    def alphabetic() -> list[str]:
        text = sections.bytes_of(f"{NAME}/alphabetic").decode()
        return text.split(BETWEEN) if text else []

    words = WordIndex(
        open_postings(sections, f"{NAME}/words", size),
        open_postings(sections, f"{NAME}/first", size),
        sections.reader(f"{NAME}/read"),
        sections.integers(f"{NAME}/firsts", "Q"),
        sections.integers(f"{NAME}/ends", "Q"),
        alphabetic,
    )
    codes = open_postings(sections, f"{NAME}/codes", size)
    (active,) = sections.integers(f"{NAME}/active")
    return TextIndex(place_of, sections.integers(f"{NAME}/ranks"), active, codes, (words,))
