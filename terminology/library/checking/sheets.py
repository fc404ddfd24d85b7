"""The concatenated rows of a workbook's sheets: of all visible sheets with a column of codes.

    May (headings, 1,000 lines), June (the same headings, 900 lines), Notes (no column of codes), Old (hidden) -> 1,900
    rows, and a remark that Notes and Old were not read

Sheets with different columns cannot be concatenated: the user has to choose one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import IO

from terminology.core.counts import counted, first_of
from terminology.library.checking.columns import UnreadableFile, has_codes
from terminology.library.checking.text_tables import HEADER_LINES
from terminology.library.checking.workbooks import Sheet, sheets_of_workbook

MAX_NAMED = 20
TICK_ROWS = 2_000


def rows_of_sheets(
    file: IO[bytes],
    chosen: Mapping[str, Sequence[str]],
    only: str | None,
    tick: Callable[[int], None],
    remark: Callable[[str], None],
) -> Iterator[list[str]]:
    """The header row, then the rows below it. `only`: the name of a single sheet to read. Raises UnreadableFile."""
    headings: list[str] = []
    first = ""
    read: list[str] = []
    passed: list[str] = []
    for sheet in _sheets(file, only):
        reason = "" if only is not None or not sheet.is_hidden else "hidden"
        found = None if reason else _headings(sheet, chosen)
        if found is None:
            passed.append(f"{sheet.name} ({reason or 'no column of codes'})")
            continue
        if not headings:
            headings, first = found, sheet.name
            yield headings
        elif found != headings:
            raise UnreadableFile(
                f"The sheets {first!r} and {sheet.name!r} have different columns: "
                "name the one to read (--sheet on the command line)."
            )
        number = 0
        for number, row in enumerate(sheet.rows, start=1):
            if number % TICK_ROWS == 0:
                tick(file.tell())
            yield row
        read.append(f"{sheet.name} ({counted(number, 'line')})")
    if not headings:
        raise UnreadableFile(f"No sheet has a column of codes: {_some(passed)}. Name it, as in code=HEADING.")
    if len(read) > 1 or passed:
        remark(f"Sheets read: {_some(read)}")
    if passed:
        remark(f"Sheets not read: {_some(passed)}")


def _some(names: Sequence[str]) -> str:
    return first_of(names, MAX_NAMED, before_rest=", ")


def _sheets(file: IO[bytes], only: str | None) -> Iterator[Sheet]:
    """All sheets, or the one with this name. Raises UnreadableFile for an unknown name."""
    if only is None:
        yield from sheets_of_workbook(file)
        return
    sheets = list(sheets_of_workbook(file))
    found = next((sheet for sheet in sheets if sheet.name.strip().lower() == only.strip().lower()), None)
    if found is None:
        names = _some([sheet.name for sheet in sheets])
        raise UnreadableFile(f"There is no sheet {only!r}: the sheets are {names}.")
    yield found


def _headings(sheet: Sheet, chosen: Mapping[str, Sequence[str]]) -> list[str] | None:
    """The headings, which may follow a title; the sheet's iterator continues with the rows below them."""
    for row in islice(sheet.rows, HEADER_LINES):
        if has_codes(row, chosen):
            return [cell.strip() for cell in row]
    return None
