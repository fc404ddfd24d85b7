"""Streams workbooks (XLSX) row by row, both reading and writing.

Source: ECMA-376, SpreadsheetML. A workbook is a zip of XML: one that unpacks to many times its size, or beyond a limit,
is refused before it is unpacked further. All cells are written as text, so none is ever a formula.
"""

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import IO
from xml.sax.saxutils import escape

from lxml import etree

from terminology.library.checking.columns import LARGEST_COLUMNS, UnreadableFile
from terminology.library.checking.workbook_layout import MAIN, Layout, SheetPart, elements, layout_of

UNPACKED_LIMIT_BYTES = 4 * 1024**3
TEXTS_LIMIT_BYTES = 256 * 1024**2  # shared strings are held in memory
RATIO_LIMIT = 400  # unpacked to packed; real claim sheets have 10 to 40
LETTERS = re.compile(r"[A-Z]+")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL = 32_767
LONGEST_COLUMN = 3  # letters
CELL, VALUE = MAIN + "c", MAIN + "v"
ROWS_LIMIT = 1_048_576
SHEET = "xl/worksheets/sheet1.xml"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="Lines" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}


DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, etree.XMLSyntaxError),
    *(EOFError, OSError, RuntimeError, ValueError),  # from the libraries; also for passwords or unknown compression
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` are read lazily, without empty ones."""

    name: str
    is_hidden: bool
    rows: Iterator[list[str]]


def rows_of_workbook(file: IO[bytes]) -> Iterator[list[str]]:
    """The non-empty rows of the first visible sheet. Raises UnreadableFile."""
    sheets = list(sheets_of_workbook(file))
    yield from next((sheet for sheet in sheets if not sheet.is_hidden), sheets[0]).rows


def sheets_of_workbook(file: IO[bytes]) -> Iterator[Sheet]:
    """The sheets in tab order, at least one. Raises UnreadableFile, also while rows are read."""
    if not zipfile.is_zipfile(file):
        raise UnreadableFile("The file is not an XLSX workbook, or has a password: save it as XLSX or CSV.")
    try:
        archive = zipfile.ZipFile(file)
        _check(archive)
        layout = layout_of(archive)
        has_texts = "xl/sharedStrings.xml" in archive.namelist()
        texts = _shared_texts(archive) if has_texts else []
    except DAMAGES as error:
        raise _damaged(error) from error
    for part in layout.sheets:
        yield Sheet(part.name, part.is_hidden, _rows_of_part(archive, part, layout, texts))


def _rows_of_part(archive: zipfile.ZipFile, part: SheetPart, layout: Layout, texts: list[str]) -> Iterator[list[str]]:
    try:
        with archive.open(part.path) as sheet:
            yield from _rows(sheet, texts, layout)
    except DAMAGES as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> UnreadableFile:
    return error if isinstance(error, UnreadableFile) else UnreadableFile(f"The workbook is damaged: {error}.")


def _check(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos) or 1
    if unpacked > UNPACKED_LIMIT_BYTES or (unpacked > 10 * 1024**2 and unpacked / packed > RATIO_LIMIT):
        raise UnreadableFile(f"The workbook is refused: its {packed:,} bytes unpack to {unpacked:,}.")
    shared = sum(info.file_size for info in infos if info.filename == "xl/sharedStrings.xml")
    if shared > TEXTS_LIMIT_BYTES:
        raise UnreadableFile(f"The workbook is refused: its texts unpack to {shared:,} bytes; save it as CSV.")


def _shared_texts(archive: zipfile.ZipFile) -> list[str]:
    with archive.open("xl/sharedStrings.xml") as file:
        return ["".join(part.text or "" for part in item.iter(MAIN + "t")) for item in elements(file, MAIN + "si")]


def _rows(sheet: IO[bytes], texts: Sequence[str], layout: Layout) -> Iterator[list[str]]:
    for row in elements(sheet, MAIN + "row"):
        cells: list[str] = []
        for cell in row:
            if cell.tag != CELL:
                continue
            at = _column(cell.get("r", ""), len(cells))
            if at >= LARGEST_COLUMNS:
                raise UnreadableFile(f"The sheet has more than {LARGEST_COLUMNS:,} columns.")
            if at > len(cells):
                cells += [""] * (at - len(cells))
            cells.append(_text(cell, texts, layout))
        if any(cells):
            yield cells


def _column(reference: str, default: int) -> int:
    """The place of a cell by its reference, such as AB12; the next one without a usable reference."""
    return max(_place(reference.rstrip("0123456789")), default)


@lru_cache(20_000)
def _place(letters: str) -> int:
    if not 0 < len(letters) <= LONGEST_COLUMN or not LETTERS.fullmatch(letters):
        return -1
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _text(cell: etree._Element, texts: Sequence[str], layout: Layout) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(MAIN + "t"))
    text = next((part.text or "" for part in cell if part.tag == VALUE), "")
    if kind == "s":
        place = int(text or -1)
        return texts[place] if 0 <= place < len(texts) else ""
    if kind != "n":
        return text
    is_date = bool(layout.date_styles) and int(cell.get("s", 0)) in layout.date_styles
    return layout.day(text) if is_date else text.removesuffix(".0")


class WorkbookWriter:
    """Writes rows of text as the only sheet of a workbook. Call `close` at the end."""

    def __init__(self, file: IO[bytes]) -> None:
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        for name, content in PARTS.items():
            self._archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}')
        self._sheet = self._archive.open(SHEET, "w", force_zip64=True)
        self._sheet.write(f'<worksheet xmlns="{MAIN[1:-1]}"><sheetData>'.encode())
        self._rows = 0

    def write(self, rows: Iterable[Sequence[str]]) -> None:
        """Raises UnreadableFile when there are more rows than a sheet can hold."""
        parts = []
        for row in rows:
            self._rows += 1
            texts = (escape(CONTROL.sub("", cell[:LONGEST_CELL])) for cell in row)
            cells = (f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' for text in texts)
            parts.append(f"<row>{''.join(cells)}</row>")
        if self._rows > ROWS_LIMIT:
            raise UnreadableFile(f"A sheet has at most {ROWS_LIMIT:,} rows: write CSV or NDJSON.")
        self._sheet.write("".join(parts).encode())

    def close(self) -> None:
        self._sheet.write(b"</sheetData></worksheet>")
        self._sheet.close()
        self._archive.close()
