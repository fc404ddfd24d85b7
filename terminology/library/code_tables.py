"""Converts a table of codes (CSV or XLSX) to a value set, for people who keep their codes in spreadsheets.

code,display,system        headings in any case; display and system may be missing
J3111,romosozumab,         an empty system means the one passed with the table
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.library.checking.columns import UnreadableFile

MAX_ROWS = 200_000
MAX_ISSUES = 50
WORKBOOK = b"PK\x03\x04"
SEPARATORS = ",;\t|"
HEADINGS = ("code", "display", "system")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CodeRow:
    line: int
    system: str
    code: str
    display: str | None


def value_set_from_table(
    table: bytes, *, url: str, version: str | None, system: str | None, title: str | None = None
) -> Json:
    """A draft, as JSON that is the same in R4 and R5: one include for each code system, in table order.

    Raises BadRequest that lists the invalid lines.
    """
    rows = _codes(_rows(table), system)
    systems = dict.fromkeys(row.system for row in rows)
    include = [{"system": name, "concept": [_concept(row) for row in rows if row.system == name]} for name in systems]
    head = {"url": url, "version": version, "title": title, "status": "draft"}
    known = {name: value for name, value in head.items() if value}
    return {"resourceType": "ValueSet", **known, "compose": {"include": include}}


def _concept(row: CodeRow) -> Json:
    return {"code": row.code, **({"display": row.display} if row.display else {})}


def _rows(table: bytes) -> list[list[str]]:
    from terminology.library.checking.workbooks import rows_of_workbook  # with lxml

    try:
        found = rows_of_workbook(io.BytesIO(table)) if table.startswith(WORKBOOK) else _separated(table)
        rows = [row for _, row in zip(range(MAX_ROWS + 2), found, strict=False)]
    except (UnreadableFile, csv.Error) as error:
        raise _bad(f"The table cannot be read: {error}") from None
    if len(rows) > MAX_ROWS + 1:
        raise _bad(f"The table has more than {MAX_ROWS:,} rows")
    return rows


def _separated(table: bytes) -> Iterable[list[str]]:
    try:
        text = table.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = table.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    return csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator)


def _codes(rows: Sequence[Sequence[str]], system: str | None) -> list[CodeRow]:
    places = _places(rows)
    codes: list[CodeRow] = []
    issues: list[Issue] = []
    seen: dict[tuple[str, str], int] = {}
    for line, row in enumerate(rows[1:], start=2):
        cells = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
        if not any(cells.values()):
            continue
        own = cells.get("system") or system or ""
        code = cells["code"]
        if not code or not own:
            issues.append(_issue(f"Line {line} has no {'code' if not code else 'code system'}"))
        elif (own, code) in seen:
            issues.append(_issue(f"Line {line} repeats {code} of line {seen[own, code]}"))
        else:
            seen[own, code] = line
            codes.append(CodeRow(line, own, code, cells.get("display") or None))
    if issues:
        more = [_issue(f"and {len(issues) - MAX_ISSUES:,} more lines")] if len(issues) > MAX_ISSUES else []
        raise BadRequest(*issues[:MAX_ISSUES], *more)
    if not codes:
        raise _bad("The table has no codes")
    return codes


def _places(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    headings = [cell.strip().lower() for cell in rows[0]] if rows else []
    places = {name: headings.index(name) for name in HEADINGS if name in headings}
    if "code" not in places:
        raise _bad(f"The first line names the columns, and none is called code: {', '.join(headings)[:200]}")
    return places


def _issue(text: str) -> Issue:
    return Issue("error", "value", text)


def _bad(text: str) -> BadRequest:
    return BadRequest(_issue(text))
