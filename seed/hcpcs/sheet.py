"""The sheet forms of a release: CMS's workbook, or the same columns as comma- or tab-separated text.

The header is in row 1, 8 or 11 below CMS's notes; the sheet can have any name; thousands of rows may be empty. Cells
are text, a few are numbers. Derived files also work: repeated columns joined in one (`PRICE`, `TOS` `1:P`), no SEQNUM
and RECID, and numbers that went through floats (`51.0` for 51, `88.0` for 0088).
"""

import csv
import datetime
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seed.hcpcs.layout import FIELDS, Field
from seed.hcpcs.rows import Row, Rows

HEADER_ROWS_SEARCHED = 60
LARGEST_CELL = 131_072  # characters; a quote that is never closed makes larger ones
SEPARATORS = "\t,;|"
NEEDED_COLUMNS = frozenset({"LONG DESCRIPTION", "ADD DT"})
CODE_COLUMNS = frozenset({"HCPC", "HCPCS"})
JOINED_VALUES = re.compile(r"\s*[:,;|]\s*")

Cell = object  # str, int, float, bool or a date: what python-calamine gives
Table = Sequence[tuple[int, Sequence[Cell]]]  # row number, from 1, and cells


class NotAWorkbook(Exception):
    """The bytes are not a readable workbook; the message says why."""


@dataclass(frozen=True, slots=True)
class Column:
    """The columns of a field's values in this sheet; `is_joined`: all values are in one cell."""

    field: Field
    places: tuple[int, ...]
    is_joined: bool = False


def workbook_tables(content: bytes) -> list[Table]:
    """The sheets of a workbook in order. Raises NotAWorkbook."""
    from python_calamine import CalamineError, CalamineWorkbook  # a server never reads one

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            tuple(enumerate(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1))
            for name in workbook.sheet_names
        ]
    except CalamineError as error:
        raise NotAWorkbook(error) from error


def find_separator(text: str) -> str | None:
    """The character that separates the columns of a release's header, if the text has such a header."""
    for line in text[:200_000].split("\n", HEADER_ROWS_SEARCHED)[:HEADER_ROWS_SEARCHED]:
        for separator in SEPARATORS:
            if _columns([cell.strip(' "\r') for cell in line.split(separator)]):
                return separator
    return None


def separated_table(text: str, separator: str) -> Table:
    """The rows of delimited text. Raises csv.Error, also for an oversized cell."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [(reader.line_num, _plausible(cells)) for cells in reader]


def _plausible(cells: list[str]) -> list[str]:
    """The cells, with our own size limit: the csv module's limit is global to the process."""
    if any(len(cell) > LARGEST_CELL for cell in cells):
        raise csv.Error(f"a cell is larger than {LARGEST_CELL:,} characters")
    return cells


def read_tables(tables: Sequence[Table]) -> Rows | None:
    """The rows under the first release header in any of the tables; None if none has one."""
    for table in tables:
        for index, (_, cells) in enumerate(table[:HEADER_ROWS_SEARCHED]):
            columns = _columns(cells)
            if columns:
                return Rows(tuple(_rows(table[index + 1 :], columns)))
    return None


def cell_text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.date):
        return cell.strftime("%Y%m%d")
    return str(cell)


def _columns(cells: Sequence[Cell]) -> tuple[Column, ...]:
    """The columns of a header row; empty if the row is not the header of a release."""
    headings = [" ".join(cell_text(cell).upper().replace("_", " ").split()) for cell in cells]
    code_position = next((place for place, heading in enumerate(headings) if heading in CODE_COLUMNS), None)
    if code_position is None or NEEDED_COLUMNS - set(headings):
        return ()
    headings[code_position] = "HCPC"
    return tuple(column for field in FIELDS if (column := _column(field, headings)).places)


def _column(field: Field, headings: list[str]) -> Column:
    names = [column.replace("_", " ") for column in field.columns]
    places = tuple(headings.index(name) for name in names if name in headings)
    joined = field.column.replace("_", " ")
    if not places and joined in headings:
        return Column(field, (headings.index(joined),), is_joined=True)
    return Column(field, places)


def _rows(table: Table, columns: tuple[Column, ...]) -> Iterator[Row]:
    for line, cells in table:
        if not any(cells):
            continue
        values = {column.field.name: stated for column in columns if (stated := _column_texts(column, cells))}
        if values and not _is_note(values):
            yield Row(line, values)


def _column_texts(column: Column, cells: Sequence[Cell]) -> tuple[str, ...]:
    texts = [cell_text(cells[place]) for place in column.places if place < len(cells) and cells[place] != ""]
    if column.is_joined:
        texts = [part for text in texts for part in JOINED_VALUES.split(text)]
    return tuple(_restored(column.field, text) for text in texts if text)


def _restored(field: Field, text: str) -> str:
    """The value at the width in the layout, undoing spreadsheet conversions."""
    if text.endswith(".0") and (field.kind != "text" or len(text) > field.length):
        text = text.removesuffix(".0")
    return text.zfill(field.length) if field.kind == "digits" and text.isdigit() else text


def _is_note(values: dict[str, tuple[str, ...]]) -> bool:
    # CMS's notes fill one cell of the first column, with more text than a code has.
    return set(values) == {"code"} and len(values["code"][0]) > 5
