"""Columns: what a provider needs to know of one version of a code system, column by column.

Concepts are numbered 0 … count-1 in the order of definition, depth first where they nest: ordinals. A set of ordinals
is an int (`core/bitset.py`). Of concepts that are defined twice only the first has an ordinal.

`memory_columns.py` makes them of a CodeSystem in memory; those of a large one lie in a file that all processes share.
Two with the same data answer alike, text included (`tests/contracts/columns.py`).
"""

from collections.abc import Iterable
from typing import Protocol

from terminology.core.model import CodeSystemHeader, Concept
from terminology.index.text_index import TextIndex


class PropertyColumn(Protocol):
    """One property of all concepts, its values as the texts that filters compare (`property_texts.py`)."""

    def ordinals(self, value: str) -> int:
        """The concepts that have this value."""

    def any_of(self, values: Iterable[str]) -> int:
        """The concepts that have one of these values."""

    def values(self) -> Iterable[str]:
        """Every value that a concept has, once."""

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
        """The concepts whose codes are equal to this one when case does not count, the lowest first."""

    def code(self, ordinal: int) -> str: ...

    def concept(self, ordinal: int) -> Concept: ...

    def property_column(self, code: str) -> PropertyColumn | None:
        """A property that concepts state or that is implied by them; None if no concept has it."""

    def parents(self, ordinal: int) -> tuple[int, ...]:
        """Directly above, in the order in which they are stated."""

    def children(self, ordinal: int) -> tuple[int, ...]:
        """Directly below, the lowest first."""

    def descendants(self, ordinal: int) -> int:
        """Everything below, never itself."""

    def ancestors(self, ordinal: int) -> int:
        """Everything above; itself too where the hierarchy runs in a circle."""

    def leaves(self) -> int:
        """The concepts with nothing below them."""

    def inactive(self) -> int: ...

    def abstract(self) -> int: ...

    def text_index(self) -> TextIndex:
        """Over the names of the concepts, by ordinal; made or opened when it is first asked for."""
