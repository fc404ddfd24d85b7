"""Downloads of the tables on a code's page: properties with their meaning, periods, changes, and others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from terminology.pages.code_view import CodeView
from terminology.pages.downloads import Cell, Table
from terminology.pages.matched_words import Piece

Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class _CodeTable:
    headings: tuple[str, ...]
    rows: Callable[[CodeView], Rows]


def table_of_code(of: str, view: CodeView) -> Table:
    """`of` is one of TABLES; a table that the page does not show has no rows."""
    table = _TABLES[of]
    return Table(f"{view.names.code}-{of}", table.headings, table.rows(view))


def _properties(view: CodeView) -> Rows:
    return [(fact.label, fact.value, fact.meaning, group.source) for group in view.facts for fact in group.facts]


def _periods(view: CodeView) -> Rows:
    rows = view.status.timeline.rows if view.status.timeline else ()
    return [(row.start.isoformat(), row.end, row.meaning, row.releases) for row in rows]


def _billing(view: CodeView) -> Rows:
    if view.billing is None:
        return ()
    modifiers = [("modifier", item.code, item.display, None) for item in view.billing.modifiers]
    ways = [("listed", way, None, None) for way in view.billing.ways]
    units = [("units a day", item.units, item.meaning or item.kind, item.setting) for item in view.billing.units]
    return [*modifiers, *ways, *units]


def _packages(view: CodeView) -> Rows:
    found = view.packages.packages if view.packages else ()
    return [(item.ndc, item.name, item.labeler, item.size, item.units) for item in found]


def _changes(view: CodeView) -> Rows:
    return [
        (note.release, note.previous, change.label, _text(change.pieces, "ins"), _text(change.pieces, "del"))
        for note in view.notes
        for change in note.changes
    ]


def _text(pieces: Sequence[Piece], left_out: str) -> str:
    """The text before or after the change."""
    return "".join(piece.text for piece in pieces if piece.element != left_out).strip()


_TABLES: Mapping[str, _CodeTable] = {
    "properties": _CodeTable(("property", "value", "meaning", "source"), _properties),
    "periods": _CodeTable(("from", "to", "meaning", "releases"), _periods),
    "billing": _CodeTable(("what", "value", "meaning", "setting"), _billing),
    "packages": _CodeTable(("ndc", "name", "labeler", "package", "billing units"), _packages),
    "changes": _CodeTable(("release", "after", "what", "old", "new"), _changes),
}
TABLES = tuple(_TABLES)
