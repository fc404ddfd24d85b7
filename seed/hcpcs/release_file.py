"""CMS's release file -> rows: the single entry point for all its formats.

The format is detected from the content, never from the name: workbook (XLSX, XLS), delimited text with a header (CSV,
TSV), or fixed-width text. Anything else is refused with a sentence that says what it looks like.
"""

import csv
import re
from typing import Literal

from seed.archives import text_of
from seed.hcpcs.fixed_width import read_fixed_width
from seed.hcpcs.rows import Rows
from seed.hcpcs.sheet import (
    NotAWorkbook,
    Table,
    cell_text,
    find_separator,
    read_tables,
    separated_table,
    workbook_tables,
)
from seed.release import NotARelease

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0"  # XLS, the workbook format before 2007
PDF_MAGIC = b"%PDF"

Form = Literal["fixed-width", "workbook", "comma-separated", "tab-separated"]

OPENING_LINES = 200
HTML = re.compile(r"\s*(<!doctype html|<html|<head|<\?xml)", re.IGNORECASE)
# AMA's codes: five digits, or four and a letter for the categories II and III and the laboratory codes.
CPT_LINE = re.compile(r'\s*"?[0-9]{4}[0-9FTMU]\b')


def is_workbook(content: bytes) -> bool:
    return content.startswith((ZIP_MAGIC, OLE_MAGIC))


def form_of(content: bytes) -> Form:
    """The detected format of a release file."""
    if is_workbook(content):
        return "workbook"
    separator = find_separator(text_of(content))
    if separator is None:
        return "fixed-width"
    return "tab-separated" if separator == "\t" else "comma-separated"


def read_rows(name: str, content: bytes) -> Rows:
    """The rows of a release file; at least one. Raises NotARelease."""
    if not content.strip():
        raise NotARelease(f"{name} is empty.")
    rows = read_tables(_tables(name, content)) if is_workbook(content) else _read_text(name, text_of(content))
    if rows is None or not rows.rows:
        raise NotARelease(_refusal(name, content))
    return rows


def lines_of(name: str, content: bytes) -> list[str]:
    """The lines of a file in any format; a workbook's rows are tab-separated. Raises NotARelease."""
    if not is_workbook(content):
        return text_of(content).split("\n")
    return ["\t".join(map(cell_text, cells)) for table in _tables(name, content) for _, cells in table]


def _tables(name: str, content: bytes) -> list[Table]:
    try:
        return workbook_tables(content)
    except NotAWorkbook as error:
        raise NotARelease(f"{name} cannot be read as a workbook: {error}.") from error


def _read_text(name: str, text: str) -> Rows | None:
    separator = find_separator(text)
    if separator is None:
        return read_fixed_width(name, text)
    try:
        return read_tables([separated_table(text, separator)])
    except csv.Error as error:
        raise NotARelease(f"{name} cannot be read as separated text: {error}.") from error


def _refusal(name: str, content: bytes) -> str:
    if content.startswith(PDF_MAGIC):
        return f"{name} is a PDF document, not a HCPCS release."
    lines = [line for line in lines_of(name, content) if line.strip()][:OPENING_LINES]
    if lines and HTML.match(lines[0]):
        return f"{name} is a web page, not a HCPCS release: download the file that the page links to."
    if sum(1 for line in lines if CPT_LINE.match(line)) > len(lines) / 2:
        return f"{name} is a CPT file: CPT belongs to the AMA and is not part of HCPCS Level II."
    return f"{name} is not a HCPCS release: it has no 320-byte records and no columns HCPC, LONG DESCRIPTION, ADD DT."
