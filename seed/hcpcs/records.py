"""Rows -> records: joins continuations, and rejects rows that are not HCPCS Level II, with line and reason."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from seed.hcpcs.layout import CONTINUATION_IDS, DATE_FIELDS, FIRST_LINE_IDS
from seed.hcpcs.rows import Row, Rows
from seed.release import RejectedRow

PROCEDURE = re.compile(r"[A-Z][0-9]{4}")
MODIFIER = re.compile(r"[A-Z][A-Z0-9]")
DENTAL = re.compile(r"D[0-9]{4}")
CPT = re.compile(r"[0-9]{4}[0-9FTMU]|[0-9]{2}")  # procedures, and AMA's two-digit modifiers

FIRST_YEAR, LAST_YEAR = 1900, 2200  # of plausible dates


@dataclass(frozen=True, slots=True)
class Record:
    """A procedure or modifier in one release. `details` has all other fields, by their names in layout.py."""

    line: int
    code: str
    long_description: str
    short_description: str
    details: Mapping[str, tuple[str, ...]]

    @property
    def is_modifier(self) -> bool:
        return len(self.code) == 2


def is_foreign(code: str) -> bool:
    """Whether the code is AMA's (CPT) or ADA's (CDT), which CMS's alpha-numeric file leaves out."""
    return bool(CPT.fullmatch(code) or DENTAL.fullmatch(code))


def procedure_objection(code: str) -> str | None:
    """Why a row of CMS's other files is not about a procedure of HCPCS Level II; None if it is."""
    if not code:
        return "the row has no HCPCS code"
    if is_foreign(code):
        return f"{code} is a CPT or CDT code, not part of HCPCS Level II"
    if not PROCEDURE.fullmatch(code):
        return f"{code!r} is no HCPCS code: a letter and four digits"
    return None


def records_from_rows(rows: Rows) -> tuple[tuple[Record, ...], tuple[RejectedRow, ...]]:
    """The records in file order, and the rejected rows by line."""
    records: dict[str, Record] = {}
    rejected = list(rows.rejected)
    for group in _groups(rows.rows):
        record = _record(group)
        reason = _objection(group[0], record)
        if reason is None and record.code in records:
            reason = f"{record.code} is already in line {records[record.code].line}; the first one counts"
        if reason is None:
            records[record.code] = record
        else:
            rejected.append(RejectedRow(record.line, reason))
    return tuple(records.values()), tuple(sorted(rejected, key=lambda row: row.line))


def _groups(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Each first line with its continuations; an orphaned continuation forms its own group."""
    group: list[Row] = []
    for row in rows:
        continues = row.first("record_id") in CONTINUATION_IDS
        if continues and group and row.first("code") == group[0].first("code"):
            group.append(row)
            continue
        if group:
            yield group
        group = [row]
    if group:
        yield group


def _record(group: Sequence[Row]) -> Record:
    row = group[0]
    # CMS wraps at words, so chunks are joined with one space; repeated spaces within a chunk are collapsed.
    text = " ".join(" ".join(row.first("long_description") for row in group).split())
    return Record(
        line=row.line,
        code=row.first("code"),
        long_description=text,
        short_description=" ".join(row.first("short_description").split()),
        details=row.values,
    )


def _objection(row: Row, record: Record) -> str | None:
    """Why the row is not a record; None if it is."""
    return _code_objection(record.code) or _line_objection(row) or _fact_objection(record)


def _code_objection(code: str) -> str | None:
    if not code:
        return "the row has no code"
    if DENTAL.fullmatch(code):
        return f"{code} is a dental (CDT) code of the ADA, not part of CMS's alpha-numeric file"
    if CPT.fullmatch(code):
        return f"{code} is a CPT code of the AMA, not part of HCPCS Level II"
    if not (PROCEDURE.fullmatch(code) or MODIFIER.fullmatch(code)):
        return f"{code!r} is no HCPCS code: a letter and four digits, or a modifier of two characters"
    return None


def _line_objection(row: Row) -> str | None:
    record_id, code = row.first("record_id"), row.first("code")
    if record_id in CONTINUATION_IDS:
        return f"continues {code}, whose first line is not above it"
    if record_id and record_id not in FIRST_LINE_IDS:
        return f"{code} has the record id {record_id!r}; known are 3, 4, 7 and 8"
    return None


def _fact_objection(record: Record) -> str | None:
    for field in DATE_FIELDS:
        for value in record.details.get(field.name, ()):
            if not _is_date(value):
                return f"{record.code} has {field.column} {value}, which is not a date (YYYYMMDD)"
    base_units = record.details.get("anesthesia_base_units", ("0",))[0]
    if not (base_units.isascii() and base_units.isdigit()):
        return f"{record.code} has ANEST_BU {base_units}, which is not a number"
    if "added_date" not in record.details:
        return f"{record.code} has no added date"
    if not record.long_description and not record.short_description:
        return f"{record.code} has no description"
    return None


@cache
def _is_date(text: str) -> bool:
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return False
    try:
        day = datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return FIRST_YEAR <= day.year <= LAST_YEAR
