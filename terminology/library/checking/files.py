"""Checks a claim file: rows are read, checked and written in batches, never all in memory.

kind      by file extension
csv       .csv .txt and anything else       tsv  .tsv .tab      xlsx  .xlsx .xlsm      ndjson  .ndjson .jsonl
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Protocol

import orjson

from terminology.core.claim_lines import Setting
from terminology.library.checking.column_report import column_report
from terminology.library.checking.columns import LARGEST_COLUMNS, UnreadableFile, find_columns
from terminology.library.checking.json_lines import JsonLines, cell_of
from terminology.library.checking.lines import ADDED, RowChecker
from terminology.library.checking.outputs import separated
from terminology.library.checking.summed_rows import with_day_units
from terminology.library.checking.text_tables import TextTable
from terminology.operations.check_lines.check import LineChecker

PIECE_BYTES = 256 * 1024
BATCH_ROWS = 2_000
KINDS = {".tsv": "tsv", ".tab": "tsv", ".xlsx": "xlsx", ".xlsm": "xlsx", ".ndjson": "ndjson", ".jsonl": "ndjson"}
SEPARATOR_BY_KIND = {"csv": ",", "tsv": "\t"}

Tick = Callable[[int], None]  # bytes of the file read so far
Remark = Callable[[str], None]  # a sentence about the file, for the user


def kind_of(path: Path) -> str:
    return KINDS.get(path.suffix.lower(), "csv")


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """`chosen`: the user's headings by field. `setting`: whose limits apply to lines that state no setting.

    `sheet`: the only sheet of a workbook to read; by default all visible ones with a column of codes.
    """

    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    setting: Setting | None = None
    sheet: str | None = None


class Output(Protocol):
    """Where results go."""

    def begin(self, headings: Sequence[str]) -> None: ...
    def write(self, rows: Sequence[Sequence[str]]) -> None: ...
    def close(self) -> None: ...


class SeparatedOutput:
    """CSV or TSV in UTF-8. Another file with the same headings is appended to the first."""

    def __init__(self, file: IO[bytes], separator: str) -> None:
        self._file = file
        self._separator = separator
        self._headings: tuple[str, ...] | None = None

    def begin(self, headings: Sequence[str]) -> None:
        _refuse_other_headings(self._headings, headings)
        if self._headings is None:
            self._headings = tuple(headings)
            self.write([headings])

    def write(self, rows: Sequence[Sequence[str]]) -> None:
        self._file.write(separated(rows, self._separator).encode("utf-8", "replace"))

    def close(self) -> None:
        self._file.flush()


class WorkbookOutput:
    """One sheet."""

    def __init__(self, file: IO[bytes]) -> None:
        from terminology.library.checking.workbooks import WorkbookWriter  # with lxml

        self._writer = WorkbookWriter(file)
        self._headings: tuple[str, ...] | None = None

    def begin(self, headings: Sequence[str]) -> None:
        _refuse_other_headings(self._headings, headings)
        if self._headings is None:
            self._headings = tuple(headings)
            self.write([headings])

    def write(self, rows: Sequence[Sequence[str]]) -> None:
        self._writer.write(rows)

    def close(self) -> None:
        self._writer.close()


class JsonOutput:
    """One object per line. Columns with the same name are numbered (Units, Units (2)); no cell is left out."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._headings: tuple[str, ...] = ()

    def begin(self, headings: Sequence[str]) -> None:
        self._headings = _different(headings)

    def write(self, rows: Sequence[Sequence[str]]) -> None:
        width = len(self._headings)
        found = (dict(zip(self._headings, row, strict=False)) | _without_heading(row[width:]) for row in rows)
        self._file.write(b"".join(orjson.dumps(line) + b"\n" for line in found))

    def close(self) -> None:
        self._file.flush()


def _different(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings, a number behind those that were there before."""
    found: dict[str, None] = {}
    for heading in headings:
        name, number = heading, 1
        while name in found:
            number += 1
            name = f"{heading} ({number})"
        found[name] = None
    return tuple(found)


def _without_heading(cells: Sequence[str]) -> dict[str, Sequence[str]]:
    return {"without heading": cells} if cells else {}


def output_to(file: IO[bytes], kind: str) -> Output:
    if kind == "xlsx":
        return WorkbookOutput(file)
    return JsonOutput(file) if kind == "ndjson" else SeparatedOutput(file, SEPARATOR_BY_KIND[kind])


def _refuse_other_headings(known: tuple[str, ...] | None, headings: Sequence[str]) -> None:
    if known is not None and known != tuple(headings):
        raise UnreadableFile("The files have different columns: check them one by one.")


def silently(_text: object) -> None:
    """Ignores progress and remarks."""


def check_file(
    path: Path,
    checker: LineChecker,
    options: CheckOptions,
    output: Output,
    tick: Tick,
    remark: Remark = silently,
) -> RowChecker:
    """Checks a file; the returned checker has the counts. Raises UnreadableFile with one sentence, and OSError."""
    rows = _not_checked_yet(rows_of(path, options, tick, remark))
    headings = next(rows)
    columns = find_columns(headings, options.chosen)
    for sentence in column_report(headings, columns, checker.today):
        remark(sentence)
    row_checker = RowChecker(checker, columns, options.setting)
    output.begin([*headings, *ADDED])

    def again() -> Iterator[list[str]]:
        return islice(_not_checked_yet(rows_of(path, options, silently)), 1, None)

    with_units = with_day_units(row_checker, rows, None if kind_of(path) == "xlsx" else again)
    while batch := list(islice(with_units, BATCH_ROWS)):
        output.write([_completed(row, columns.width, row_checker.verdict(row, units)) for row, units in batch])
    return row_checker


def _not_checked_yet(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows of a results file without its result columns, which are added again."""
    headings = next(rows)
    at = len(headings) - len(ADDED)
    if tuple(headings[at:]) != ADDED or at <= 0:
        yield headings
        yield from rows
        return
    yield headings[:at]
    yield from ([*row[:at], *row[at + len(ADDED) :]] for row in rows)


def _completed(row: list[str], width: int, verdict: tuple[str, str, str]) -> Sequence[str]:
    """The row with its verdict under the result headings; cells without a heading follow."""
    if len(row) == width:
        return (*row, *verdict)
    return (*row[:width], *[""] * (width - len(row)), *verdict, *row[width:])


def rows_of(path: Path, options: CheckOptions, tick: Tick, remark: Remark = silently) -> Iterator[list[str]]:
    """The header row, then the rows below it. Raises UnreadableFile."""
    kind = kind_of(path)
    if options.sheet is not None and kind != "xlsx":
        raise UnreadableFile("A sheet was chosen, but this is not a workbook.")
    with path.open("rb") as file:
        if kind == "xlsx":
            from terminology.library.checking.sheets import rows_of_sheets  # with lxml

            yield from rows_of_sheets(file, options.chosen, options.sheet, tick, remark)
        elif kind == "ndjson":
            yield from _object_rows(file, tick)
        else:
            yield from _text_rows(file, TextTable(options.chosen, "\t" if kind == "tsv" else None), tick)


def _text_rows(file: IO[bytes], table: TextTable, tick: Tick) -> Iterator[list[str]]:
    has_begun = False
    done = 0
    while True:
        piece = file.read(PIECE_BYTES)
        found = table.feed(piece) if piece else table.finish()
        for row in found:
            if not has_begun:
                yield list(table.headings)
                has_begun = True
            yield row
        if not piece:
            break
        done += len(piece)
        tick(done)
    if not has_begun:
        yield list(table.headings)


def _object_rows(file: IO[bytes], tick: Tick) -> Iterator[list[str]]:
    """Every member of any object becomes a column, in order of first appearance."""
    names: dict[str, None] = {}
    for found in _objects(file, silently):
        names.update(dict.fromkeys(found))
        if len(names) > LARGEST_COLUMNS:
            raise UnreadableFile(f"The objects have more than {LARGEST_COLUMNS:,} different members.")
    if not names:
        raise UnreadableFile("The file is empty.")
    yield list(names)
    file.seek(0)
    for found in _objects(file, tick):
        yield [cell_of(found.get(name)) for name in names]


def _objects(file: IO[bytes], tick: Tick) -> Iterator[dict[str, object]]:
    lines = JsonLines()
    done = 0
    while piece := file.read(PIECE_BYTES):
        yield from lines.feed(piece)
        done += len(piece)
        tick(done)
    yield from lines.finish()
