"""TextColumns: the displays that filters compare, and the text index.

Built separately from the other columns, so that another process can do it (`store/text_process.py`).
"""

from collections.abc import Sequence
from typing import Protocol

from terminology.index.postings_builder import PostingsBuilder
from terminology.index.sections import SectionWriter
from terminology.index.stored_postings import write_postings
from terminology.index.stored_text_index import write_text_index
from terminology.index.text_index import TextIndexBuilder

DISPLAYS = "implied/display"


class TextColumns(Protocol):
    def add(self, ordinal: int, code: str, texts: Sequence[str], is_inactive: bool, displays: Sequence[str]) -> None:
        """Each ordinal once; `displays` has no duplicates."""

    def end(self, count: int) -> None:
        """All `count` concepts have been added."""

    def write(self, sections: SectionWriter) -> None:
        """Writes the sections, after `end`."""


class TextColumnsBuilder:
    def __init__(self) -> None:
        self._displays = PostingsBuilder()
        self._text = TextIndexBuilder()
        self._count = 0

    def add(self, ordinal: int, code: str, texts: Sequence[str], is_inactive: bool, displays: Sequence[str]) -> None:
        self._displays.add(ordinal, displays)
        self._text.add(ordinal, code, texts, is_inactive)

    def end(self, count: int) -> None:
        self._count = count

    def write(self, sections: SectionWriter) -> None:
        displays, self._displays = self._displays.build(self._count), PostingsBuilder()
        write_postings(sections, DISPLAYS, displays)
        del displays
        index, self._text = self._text.build(), TextIndexBuilder()
        write_text_index(sections, index)
