"""Columns: the data of one version of a code system that a provider needs, column by column.

Concepts are numbered 0 … count-1 in definition order, depth first where they nest: ordinals. A set of ordinals is an
int (`core/bitset.py`). If a code is defined twice, only the first concept has an ordinal.

`memory_columns.py` builds them from a CodeSystem in memory; those of a large one are in a file that all processes
share. Both give the same answers for the same data, text included (`tests/contracts/columns.py`).
"""

from collections.abc import Iterable
from typing import Protocol

from terminology.core.model import CodeSystemHeader, Concept
from terminology.index.text_index import TextIndex


class PropertyColumn(Protocol):
    """One property of all concepts, with its values as the texts that filters compare (`property_texts.py`)."""

    def ordinals(self, value: str) -> int:
        """The concepts that have this value."""

    def any_of(self, values: Iterable[str]) -> int:
        """The concepts that have one of these values."""

    def values(self) -> Iterable[str]:
        """Every distinct value."""

    def any(self) -> int:
        """The concepts that have any value."""


class Columns(Protocol):
    @property
    def header(self) -> CodeSystemHeader: ...
    @property
    def count(self) -> int: ...

    def ordinal(self, code: str) -> int | None:
        """The concept with exactly this code."""

    def folded_ordinals(self, code: str) -> tuple[int, ...]:
        """The concepts whose codes equal this one ignoring case, lowest first."""

    def code(self, ordinal: int) -> str: ...

    def codes(self) -> Iterable[str]:
        """Every code in ordinal order: faster than `code` for each."""

    def concept(self, ordinal: int) -> Concept: ...

    def names(self, ordinal: int) -> tuple[str, ...]:
        """The names of a concept (`core/code_names.py`), which takes less time than the concept."""

    def property_column(self, code: str) -> PropertyColumn | None:
        """A stated or implied property; None if no concept has it."""

    def parents(self, ordinal: int) -> tuple[int, ...]:
        """The concepts directly above, in stated order."""

    def children(self, ordinal: int) -> tuple[int, ...]:
        """The concepts directly below, lowest first."""

    def descendants(self, ordinal: int) -> int:
        """All descendants, excluding itself."""

    def ancestors(self, ordinal: int) -> int:
        """All ancestors; including itself in a cycle."""

    def leaves(self) -> int:
        """The concepts without children."""

    def inactive(self) -> int: ...

    def abstract(self) -> int: ...

    def text_index(self) -> TextIndex:
        """The index of the concepts' names, by ordinal; built or opened on first use."""
