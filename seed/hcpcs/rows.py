"""The rows of a release file as they are read, before anything is made of them: Row, Rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from seed.release import RejectedRow


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a release file: its values by the names of layout.py, in order of occurrence.

    Values are trimmed; what is empty is left out. `line` counts from 1, as an editor or a sheet does.
    """

    line: int
    values: Mapping[str, tuple[str, ...]]

    def first(self, name: str) -> str:
        """The field's first value, or an empty string."""
        return self.values.get(name, ("",))[0]


@dataclass(frozen=True, slots=True)
class Rows:
    """What a file holds: its rows in order, and the lines among them that are none."""

    rows: tuple[Row, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
