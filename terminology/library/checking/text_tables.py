"""Delimited text -> rows, incrementally, from chunks split anywhere; no line is lost.

UTF-8 or UTF-16 with or without a byte order mark, else Windows-1252. A NUL becomes U+FFFD, so that J31<NUL>11 is not
J3111. An overlong line becomes a row with its beginning.

A quoted cell may span lines; a line with an unclosed quote is read as if unquoted, so that it does not swallow the
lines after it.
"""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from terminology.library.checking.columns import UnreadableFile, has_codes

SEPARATORS = ",\t;|"
HEADER_LINES = 60  # among which the header is searched
LONGEST_LINE_BYTES = 1_000_000
LONGEST_CELL_LINES = 30
SHOWN_BYTES = 1_000  # of an overlong line
TOO_LONG = f"(line of over {LONGEST_LINE_BYTES:,} bytes)"
FIRST_PIECE_BYTES = 64 * 1024
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
UNMARKED = ((re.compile(rb"[^\0]\0[^\0]\0"), "utf-16-le"), (re.compile(rb"\0[^\0]\0[^\0]"), "utf-16-be"))
OTHERS = (
    (b"PK\x03\x04", "The content is a zip or a workbook, not text: name a workbook .xlsx."),
    (b"\x1f\x8b", "The file is compressed (gzip): unpack it first."),
    (b"%PDF", "The file is a PDF: claim lines are read from CSV, TSV, XLSX or NDJSON."),
    (b"\xd0\xcf\x11\xe0", "The file is a workbook in the old format (.xls): save it as XLSX or CSV."),
    (b"ISA*", "The file is an X12 transaction such as an 837: claim lines are read from CSV, TSV, XLSX or NDJSON."),
    (b"[", "The file is a JSON array: write one object per line (NDJSON)."),
    (b"{", "The file contains JSON objects: name it .ndjson, with one object per line."),
    (b"<", "The file is HTML or XML: claim lines are read from CSV, TSV, XLSX or NDJSON."),
)
HCPCS = re.compile(r"\b[A-V][0-9]{4}\b")
UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
LONE_RETURN = re.compile(r"\r(?!\n|\Z)")
csv.field_size_limit(LONGEST_LINE_BYTES)

Row = list[str]


class TextTable:
    """Parses the bytes given to `feed`, then `finish`, into the rows below the header, in order.

    `headings` is empty until the header was read; `above` are the rows above it. Raises UnreadableFile.
    """

    def __init__(self, chosen: Mapping[str, Sequence[str]], separator: str | None = None) -> None:
        self.headings: tuple[str, ...] = ()
        self.separator = separator or ""
        self._chosen = chosen
        self._encoding = ""
        self._pending = b""
        self._too_long: bytes | None = None  # the start of the overlong line being skipped
        self._lines: list[str] = []  # of a quoted cell that is still open

    def feed(self, data: bytes) -> Iterator[Row]:
        """The rows completed by this chunk."""
        self._pending += data
        if not self._encoding and len(self._pending) < FIRST_PIECE_BYTES:
            return
        yield from self._complete_lines()

    def finish(self) -> Iterator[Row]:
        """The last rows. Raises UnreadableFile when no header was found."""
        yield from self._complete_lines()
        rest, self._pending = self._pending, b""
        if self._too_long is not None:
            yield from self._end_too_long()
        elif rest:
            yield from self._lines_of(self._decoded(rest) + "\n")
        yield from self._end_cell()
        if not self.headings:
            raise UnreadableFile("The file is empty.")

    def _complete_lines(self) -> Iterator[Row]:
        if not self._encoding:
            self._begin()
        newline = "\n".encode(self._encoding)
        if newline not in self._pending and b"\r" in self._pending and self._encoding in ("utf-8", "cp1252"):
            self._pending = self._pending.replace(b"\r", b"\n")  # line ends of the classic Mac OS
        cut = self._pending.rfind(newline)
        while cut > 0 and len(newline) == 2 and cut % 2:
            cut = self._pending.rfind(newline, 0, cut + 1)
        if cut < 0:
            if len(self._pending) > LONGEST_LINE_BYTES:
                self._read_over(len(newline))
            return
        complete, self._pending = self._pending[: cut + len(newline)], self._pending[cut + len(newline) :]
        if self._too_long is not None:
            yield from self._end_too_long()
            complete = complete[_find(newline, complete) + len(newline) :]
        yield from self._lines_of(self._decoded(complete))

    def _read_over(self, unit: int) -> None:
        """Drops the pending part of an overlong line, except a partial character at its end."""
        if self._too_long is None:
            self._too_long = self._pending[:SHOWN_BYTES]
        self._pending = self._pending[len(self._pending) // unit * unit :]

    def _end_too_long(self) -> Iterator[Row]:
        beginning, self._too_long = self._too_long or b"", None
        yield from self._shortened(beginning.decode(self._encoding, "replace"))

    def _shortened(self, beginning: str) -> Iterator[Row]:
        """The row of an overlong line: one cell, which is no valid code."""
        if not self.headings:
            raise UnreadableFile(f"A line is longer than {LONGEST_LINE_BYTES:,} bytes.")
        yield from self._end_cell()
        yield [f"{TOO_LONG} {beginning[:SHOWN_BYTES]}"]

    def _lines_of(self, text: str) -> Iterator[Row]:
        lines = text.split("\n")[:-1]
        if max(map(len, lines), default=0) <= LONGEST_LINE_BYTES:
            yield from self._rows(lines)
            return
        for line in lines:
            yield from self._shortened(line) if len(line) > LONGEST_LINE_BYTES else self._rows([line])

    def _end_cell(self) -> Iterator[Row]:
        """The lines of an unclosed cell."""
        if self._lines:
            lines, self._lines = self._lines, []
            yield from self._broken(lines)

    def _begin(self) -> None:
        if self._pending.startswith(UTF_32):
            raise UnreadableFile("The file is UTF-32: save it as UTF-8.")
        for mark, encoding in MARKS:
            if self._pending.startswith(mark):
                self._encoding, self._pending = encoding, self._pending[len(mark) :]
                return
        if (reason := next((text for mark, text in OTHERS if self._pending.startswith(mark)), None)) is not None:
            raise UnreadableFile(reason)
        unmarked = (encoding for pattern, encoding in UNMARKED if pattern.match(self._pending))
        self._encoding = next(unmarked, "utf-8")

    def _decoded(self, data: bytes) -> str:
        """Replaces a lone carriage return within a line by a space."""
        text = self._text(data).replace("\0", "\ufffd")
        return LONE_RETURN.sub(" ", text) if text.count("\r") > text.count("\r\n") else text

    def _text(self, data: bytes) -> str:
        try:
            return data.decode(self._encoding)
        except UnicodeDecodeError:
            if self._encoding == "utf-8":
                self._encoding = "cp1252"
            return data.decode(self._encoding, errors="replace")

    def _rows(self, lines: list[str]) -> Iterator[Row]:
        if not self.headings:
            lines = self._below_headings(lines)
            if not self.headings:
                return
        yield from self._records(lines)

    def _records(self, lines: list[str]) -> Iterator[Row]:
        """One row for each line, or for the lines that a quoted cell spans."""
        if not self._lines and not any('"' in line for line in lines):
            yield from self._parsed(lines)
            return
        complete: list[str] = []
        for line in lines:
            odd = line.count('"') % 2 == 1
            if self._lines:
                self._lines.append(line)
                if odd:
                    yield from self._joined(self._lines)
                elif len(self._lines) > LONGEST_CELL_LINES:
                    yield from self._broken(self._lines)
            elif odd:
                yield from self._parsed(complete)
                complete = []
                self._lines = [line]
            else:
                complete.append(line)
        yield from self._parsed(complete)

    def _joined(self, lines: list[str]) -> Iterator[Row]:
        """Joins lines spanned by one cell, unless the quote that closes it opens another cell."""
        self._lines = []
        if any(self._is_claim_line(line) for line in lines[1:]):
            yield from self._broken(lines)
            return
        try:
            rows = list(self._parsed(["\n".join(lines)], is_strict=True))
        except UnreadableFile:
            yield from self._broken(lines)
        else:
            yield from rows

    def _is_claim_line(self, line: str) -> bool:
        """Whether a line by itself has a code and all columns, and so is not part of another line's note."""
        return line.count(self.separator) >= max(len(self.headings) - 1, 1) and HCPCS.search(line) is not None

    def _broken(self, lines: list[str]) -> Iterator[Row]:
        """The first line has an unclosed quote: reads it literally, and the others from the start."""
        self._lines = []
        yield [cell.strip().strip('"') for cell in lines[0].rstrip("\r").split(self.separator)]
        yield from self._records(lines[1:])

    def _parsed(self, lines: list[str], *, is_strict: bool = False) -> Iterator[Row]:
        for row in _cells(lines, self.separator, is_strict=is_strict):
            if row and (len(row) > 1 or row[0].strip()):
                yield row

    def _below_headings(self, lines: list[str]) -> list[str]:
        for at, line in enumerate(lines[:HEADER_LINES]):
            for separator in self.separator or SEPARATORS:
                cells = next(_cells([line], separator), [])
                if has_codes(cells, self._chosen) and (len(cells) > 1 or not _is_separated(line)):
                    self.separator = separator
                    self.headings = tuple(cell.strip() for cell in cells)
                    return lines[at + 1 :]
        raise UnreadableFile(_no_headings(lines))


def _find(newline: bytes, data: bytes) -> int:
    """The index of the first newline; a two-byte one at an even index."""
    at = data.find(newline)
    while at % len(newline):
        at = data.find(newline, at + 1)
    return at


def _cells(lines: Iterable[str], separator: str, *, is_strict: bool = False) -> Iterator[list[str]]:
    """Raises UnreadableFile; also, if strict, for text after the closing quote of a cell."""
    try:
        yield from csv.reader(lines, delimiter=separator, strict=is_strict)
    except csv.Error as error:
        raise UnreadableFile(f"The file cannot be read as a table: {error}.") from None


def _is_separated(line: str) -> bool:
    """Whether another separator splits the line: HCPCS;Units is not one heading."""
    return any(separator in line for separator in SEPARATORS)


def _no_headings(lines: Sequence[str]) -> str:
    first = next((line for line in lines if line.strip()), "")
    if not first:
        return "The file is empty."
    if first.count(",") > 2_000:
        return f"The file has {first.count(',') + 1:,} columns; at most 2,000 are read."
    name = "Name it, as in code=HEADING"
    if HCPCS.search(first):
        name = "Write headings above the lines, such as HCPCS,DOS,Units"
    return f"No line names a column of codes; the first is {first[:100]!r}. {name}."
