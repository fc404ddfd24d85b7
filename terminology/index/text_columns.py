"""TextColumns: the displays that filters compare, and the text index.

Built separately from the other columns, so that another process can do it (`store/text_process.py`).
"""

from collections.abc import Iterable
from typing import Protocol

from terminology.index.postings_builder import PostingsBuilder
from terminology.index.sections import SectionWriter
from terminology.index.stored_postings import write_postings
from terminology.index.stored_text_index import write_text_index
from terminology.index.text_index import Entry, TextIndexBuilder

DISPLAYS = "implied/display"


class TextColumns(Protocol):
    def add(self, ordinal: int, entry: Entry, displays: Iterable[str]) -> None:
        """Each ordinal once; `displays` has no duplicates."""

    def write(self, sections: SectionWriter, count: int) -> None:
        """Writes the sections once all `count` concepts have been added."""


class TextColumnsBuilder:
    def __init__(self) -> None:
        self._displays = PostingsBuilder()
        self._text = TextIndexBuilder()

    def add(self, ordinal: int, entry: Entry, displays: Iterable[str]) -> None:
        self._displays.add(ordinal, displays)
        self._text.add(ordinal, entry)

    def write(self, sections: SectionWriter, count: int) -> None:
        displays, self._displays = self._displays.build(count), PostingsBuilder()
        write_postings(sections, DISPLAYS, displays)
        del displays
        index, self._text = self._text.build(), TextIndexBuilder()
        write_text_index(sections, index)
