"""Tables that CMS publishes under a banner, such as the ASP crosswalk: workbook, CSV or TSV -> banner and rows.

The header row is recognized by its headings, wherever it is; columns are found by heading, in any order.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from seed.archives import text_of
from seed.hcpcs.release_file import HTML, PDF_MAGIC, is_workbook
from seed.hcpcs.sheet import SEPARATORS, Cell, NotAWorkbook, Table, cell_text, separated_table, workbook_tables
from seed.release import NotARelease

HEADER_ROWS_SEARCHED = 60


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of table: its title in messages, and a pattern for each column's heading, in upper case.

    `optional` columns may be missing.
    """

    title: str
    columns: Mapping[str, re.Pattern[str]]
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: texts by column, with whitespace collapsed; empty for empty cells. `line` counts from 1."""

    line: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CmsTable:
    """`notes` are the texts around the rows, the banner first. `headings` are those of all columns, as they stand."""

    notes: tuple[str, ...]
    headings: tuple[str, ...]
    unknown_headings: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_cms_table(name: str, content: bytes, layout: Layout) -> CmsTable:
    """The first table of this layout in the file. Raises NotARelease, with one sentence that says what is wrong."""
    if not content.strip():
        raise NotARelease(f"{name} is empty.")
    partly: list[str] = []
    for table in _tables(name, content):
        for index, (_, cells) in enumerate(table[:HEADER_ROWS_SEARCHED]):
            places = _places(cells, layout)
            missing = layout.columns.keys() - places.keys() - layout.optional
            if not missing:
                return _cms_table(table, index, places)
            if len(places) >= len(layout.columns) / 2:
                partly = [heading_of(cell) for cell in cells if heading_of(cell)]
    raise NotARelease(_refusal(name, content, layout, partly))


def folded(cell: Cell) -> str:
    return " ".join(cell_text(cell).split())


def heading_of(cell: Cell) -> str:
    """A heading in upper case, with spaces for underscores: `_2025_CODE` is 2025 CODE."""
    return " ".join(cell_text(cell).upper().replace("_", " ").split())


def _tables(name: str, content: bytes) -> Iterator[Table]:
    try:
        if is_workbook(content):
            yield from workbook_tables(content)
            return
        text = text_of(content)
        yield from (separated_table(text, separator) for separator in SEPARATORS if separator in text[:100_000])
    except NotAWorkbook as error:
        raise NotARelease(f"{name} cannot be read as a workbook: {error}.") from error
    except csv.Error as error:
        raise NotARelease(f"{name} cannot be read as separated text: {error}.") from error


def _places(cells: Sequence[Cell], layout: Layout) -> dict[str, int]:
    """The index of each column if the row is a header; if a heading repeats, the first counts."""
    headings = [heading_of(cell) for cell in cells]
    return {
        column: place
        for column, pattern in layout.columns.items()
        for place in [next((i for i, heading in enumerate(headings) if pattern.fullmatch(heading)), None)]
        if place is not None
    }


def _cms_table(table: Table, index: int, places: Mapping[str, int]) -> CmsTable:
    notes = [folded(cell) for _, cells in table[:index] for cell in cells]
    rows = []
    for line, cells in table[index + 1 :]:
        stated = [text for cell in cells if (text := folded(cell))]
        if len(stated) == 1 and " " in folded(cells[0]):  # a banner line between the rows
            notes.append(stated[0])
        elif stated:
            texts = {column: folded(cells[place]) if place < len(cells) else "" for column, place in places.items()}
            rows.append(TableRow(line, texts))
    headings = [heading_of(cell) for cell in table[index][1]]
    unknown = [heading for place, heading in enumerate(headings) if heading and place not in places.values()]
    return CmsTable(
        notes=tuple(note for note in notes if note),
        headings=tuple(heading for heading in headings if heading),
        unknown_headings=tuple(unknown),
        rows=tuple(rows),
    )


def _refusal(name: str, content: bytes, layout: Layout, partly: Sequence[str]) -> str:
    if content.startswith(PDF_MAGIC):
        return f"{name} is a PDF document, not {layout.title}."
    if HTML.match(text_of(content[:1000])):
        return f"{name} is a web page, not {layout.title}: download the file that the page links to."
    if partly:
        return f"{name} is not {layout.title}: its columns are {', '.join(partly)}."
    return f"{name} is not {layout.title}: no row of it has the headings of one."
