"""The layout of a workbook: the names of its sheets in tab order, and which cells are dates.

Source: ECMA-376, SpreadsheetML, 18.2 (workbook), 18.8 (styles). A date is a number of days in a cell with a date
format; it is read as 2025-10-03, not as 45933.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from posixpath import join, normpath
from typing import IO

from lxml import etree

from terminology.library.checking.columns import UnreadableFile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
RELATIONSHIP_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
WORKBOOK, TARGETS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
FOLDER = "xl/worksheets/sheet"
MAX_SHEETS = 1_000
LARGEST_STYLES_BYTES = 16 * 1024**2  # held in memory; the styles of real workbooks are a few kilobytes
SINCE_1900, SINCE_1904 = date(1899, 12, 30), date(1904, 1, 1)
LAST_SERIAL = 2_958_465  # the last day of 9999
DATE_FORMATS = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})  # built into every workbook
NO_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet and its path in the archive."""

    name: str
    path: str
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """`date_styles`: the indexes of the styles that show a date; `day_zero`: the day of serial number 0."""

    sheets: tuple[SheetPart, ...]
    date_styles: frozenset[int] = frozenset()
    day_zero: date = SINCE_1900

    def day(self, serial: str) -> str:
        """The day of a serial number, with its time if any; the number itself if it is not a day."""
        return _day(serial, self.day_zero)


@lru_cache(20_000)
def _day(serial: str, day_zero: date) -> str:
    try:
        number = float(serial)
    except ValueError:
        return serial
    if not 1 <= number <= LAST_SERIAL - 1_500:
        return serial
    moment = datetime.combine(day_zero, datetime.min.time()) + timedelta(seconds=round(number * 86_400))
    return str(moment.date()) if moment.time() == datetime.min.time() else str(moment)


def layout_of(archive: zipfile.ZipFile) -> Layout:
    """Raises UnreadableFile for a workbook without a sheet, and for one that lacks a part of those that it lists."""
    names = set(archive.namelist())
    day_zero, listed = _workbook(archive) if WORKBOOK in names else (SINCE_1900, [])
    sheets = [part for part in listed if part.path in names]
    if sheets and len(sheets) < len(listed):
        lacking = next(part.name for part in listed if part.path not in names)
        raise UnreadableFile(f"The workbook is damaged: the cells of its sheet {lacking!r} are missing.")
    if not sheets:  # from a program that writes no sheet list
        paths = sorted((name for name in names if name.startswith(FOLDER)), key=lambda name: (len(name), name))
        sheets = [SheetPart(f"sheet {number}", path) for number, path in enumerate(paths, start=1)]
    if not sheets:
        raise UnreadableFile("The workbook has no sheet.")
    if len(sheets) > MAX_SHEETS:
        raise UnreadableFile(f"The workbook has {len(sheets):,} sheets; at most {MAX_SHEETS:,} are read.")
    has_styles = STYLES in names and archive.getinfo(STYLES).file_size <= LARGEST_STYLES_BYTES
    return Layout(tuple(sheets), _date_styles(archive) if has_styles else frozenset(), day_zero)


def elements(file: IO[bytes], tag: str, *more: str) -> Iterator[etree._Element]:
    """The elements with these names, each freed when the next is requested; refuses documents with entities.

    With entities unresolved, J31&x;11 would be read as another code. Comments are not part of a text.
    """
    safely = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    events = etree.iterparse(file, ("end",), tag=(tag, *more), remove_comments=True, remove_pis=True, **safely)
    has_begun = False
    for _, element in events:
        if not has_begun and element.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFile(
                "The workbook is refused: it has a document type, which no spreadsheet program writes."
            )
        has_begun = True
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _workbook(archive: zipfile.ZipFile) -> tuple[date, list[SheetPart]]:
    targets: dict[str, str] = {}
    if TARGETS in archive.namelist():
        with archive.open(TARGETS) as file:
            for item in elements(file, RELATIONSHIPS + "Relationship"):
                if item.get("Type", "").endswith("/worksheet"):
                    targets[item.get("Id", "")] = _path(item.get("Target", ""))
    day_zero, sheets = SINCE_1900, []
    with archive.open(WORKBOOK) as file:
        for item in elements(file, MAIN + "sheet", MAIN + "workbookPr"):
            if item.tag == MAIN + "workbookPr":
                day_zero = SINCE_1904 if item.get("date1904") in ("1", "true") else SINCE_1900
            elif path := targets.get(item.get(RELATIONSHIP_ID, "")):
                is_hidden = item.get("state", "visible") != "visible"
                sheets.append(SheetPart(item.get("name", "")[:100], path, is_hidden))
    return day_zero, sheets


def _path(target: str) -> str:
    """A target is relative to the workbook's folder, unless it starts at the root."""
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


def _date_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    formats = set(DATE_FORMATS)
    styles: list[int] = []
    with archive.open(STYLES) as file:
        for item in elements(file, MAIN + "numFmts", MAIN + "cellXfs"):
            if item.tag == MAIN + "numFmts":
                formats |= {_number(each.get("numFmtId")) for each in item if _is_date(each.get("formatCode", ""))}
            else:
                styles = [_number(each.get("numFmtId")) for each in item]
    return frozenset(place for place, number in enumerate(styles) if number in formats)


def _is_date(code: str) -> bool:
    """Whether a format shows a day or a year: not just a time, and ignoring quoted text."""
    plain = NO_FORMAT.sub("", code[:200]).lower()
    return plain != "general" and ("y" in plain or "d" in plain)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else -1
