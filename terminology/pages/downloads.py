"""Tables as CSV, XLSX and JSON, for the downloads of pages and the output of commands.

A cell that a spreadsheet could run as a formula is text: in CSV by an apostrophe before it, in XLSX by its type.
Source: OWASP, CSV injection, https://owasp.org/www-community/attacks/CSV_Injection.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from terminology.pages.context import File

FORMATS = ("csv", "xlsx", "json")
MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"  # without it, Excel does not read the file as UTF-8
LONGEST_CELL = 32_767  # characters, Excel's limit
MAX_ROWS = 1_048_575  # below the headings, Excel's limit
Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """`name` names the file; each row has a cell for each heading."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def file_of(table: Table, format: str) -> File:
    content = {"csv": csv_of, "xlsx": xlsx_of, "json": json_of}[format](table)
    return File(f"{table.name}.{format}", MEDIA_TYPES[format], content)


def csv_of(table: Table) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.headings)
    writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode("utf-8", "replace")


def xlsx_of(table: Table) -> bytes:
    """A workbook with one sheet: frozen headings, columns as wide as their text up to a limit."""
    from xlsxwriter import Workbook  # saves 2 MB of memory in servers that never write a workbook

    content = BytesIO()
    workbook = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = workbook.add_worksheet("codes")
    bold, wrapped = workbook.add_format({"bold": True}), workbook.add_format({"text_wrap": True, "valign": "top"})
    for column, heading in enumerate(table.headings):
        sheet.write_string(0, column, heading, bold)
    for number, row in enumerate(table.rows[:MAX_ROWS], start=1):
        for column, cell in enumerate(row):
            match cell:
                case bool() | str():
                    sheet.write_string(number, column, str(_plain(cell))[:LONGEST_CELL], wrapped)
                case int() | float():
                    sheet.write_number(number, column, cell)
    for column in range(len(table.headings)):
        sheet.set_column(column, column, _width(table, column))
    sheet.freeze_panes(1, 0)
    workbook.close()
    return content.getvalue()


def json_of(table: Table) -> bytes:
    rows = [dict(zip(table.headings, row, strict=True)) for row in table.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(BEGINS_FORMULA) else _plain(cell)


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else cell


def _width(table: Table, column: int) -> int:
    longest = max((len(str(row[column] or "")) for row in table.rows[:500]), default=0)
    return min(max(longest, len(table.headings[column])) + 2, 70)
