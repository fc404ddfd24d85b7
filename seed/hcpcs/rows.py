"""The raw rows of a release file, before they are interpreted: Row, Rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from seed.release import RejectedRow


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a release file: its values by the names of layout.py, in order of occurrence.

    Values are trimmed; empty ones are left out. `line` counts from 1, as in an editor or spreadsheet.
    """

    line: int
    values: Mapping[str, tuple[str, ...]]

    def first(self, name: str) -> str:
        """The field's first value, or an empty string."""
        return self.values.get(name, ("",))[0]


@dataclass(frozen=True, slots=True)
class Rows:
    """The content of a file: its rows in order, and the rejected lines between them."""

    rows: tuple[Row, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
