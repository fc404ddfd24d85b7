"""The fixed-width form of a release (`HCPC2019_CONTR_ANWEB.txt`): lines by the positions of layout.py.

Lines end in CRLF, have 320 bytes, and carry no header. Short ones are padded: CMS cuts continuation lines at byte 91
in 2017, and one line of 2019 has 316 bytes.
"""

import re
from collections.abc import Iterator

from seed.hcpcs.layout import CONTINUATION_IDS, FIELDS, RECORD_BYTES, get_field
from seed.hcpcs.rows import Row, Rows
from seed.release import NotARelease, RejectedRow

# Sequence number and record id, positions 6 to 11, are digits on every record and on no other line.
RECORD = re.compile(r".{5}[0-9]{6}")
# The rest of a record truncated before its record id: part of the code, or all of it and part of the number.
RECORD_START = re.compile(r"[A-Z][0-9]{0,9}| {3}[A-Z](?:[A-Z0-9][0-9]{0,5})?")

# The lengths at which CMS itself ends lines.
SHORTEST_RECORD_BYTES = 316
CONTINUATION_BYTES = get_field("long_description").first + get_field("long_description").length - 1

SLICES = tuple(
    (
        field.name,
        tuple(
            slice(field.first - 1 + field.length * number, field.first - 1 + field.length * (number + 1))
            for number in range(field.occurs)
        ),
    )
    for field in FIELDS
)
ASC_GROUP = get_field("asc_payment_group")
ASC_DATE = get_field("asc_effective_date")


def read_fixed_width(name: str, text: str) -> Rows:
    """The records among the lines; other lines between records are rejected.

    CMS's disclaimers, at the top of the file or after a line that starts with `*`, are skipped. `name` is for the
    message: raises NotARelease for a file that ends within a record, because the records after it are missing.
    """
    rows: list[Row] = []
    rejected: list[RejectedRow] = []
    in_notes = True
    for number, line in _lines(text):
        if RECORD.match(line):
            in_notes = False
            rows.append(Row(number, _values(line)))
        elif line.startswith("*"):
            in_notes = True
        elif not in_notes:
            reason = "not a record: positions 6 to 11 hold no sequence number and record id"
            rejected.append(RejectedRow(number, reason))
    if not in_notes and _is_cut(text[text.rfind("\n") + 1 :]):
        last = text.count("\n") + 1
        raise NotARelease(f"{name} is truncated in line {last}: fetch it again, or give the whole file.")
    return Rows(tuple(rows), tuple(rejected))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    # Not str.splitlines: it would also split at Latin-1's 0x85 and the file separators. 0x1A ends DOS text files.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip(" \t\r\x1a"):
            yield number, line.rstrip("\r\x1a")


def _is_cut(line: str) -> bool:
    """Whether a line without a line ending is a truncated record."""
    if RECORD_START.fullmatch(line):
        return True
    is_continuation = line[10:11] in CONTINUATION_IDS
    is_complete = len(line) >= SHORTEST_RECORD_BYTES or (is_continuation and len(line) == CONTINUATION_BYTES)
    return bool(RECORD.match(line)) and not is_complete and not line.endswith(("\r", "\x1a"))


def _values(line: str) -> dict[str, tuple[str, ...]]:
    record = _with_asc_date_in_place(line.ljust(RECORD_BYTES))
    values: dict[str, tuple[str, ...]] = {}
    for name, places in SLICES:
        stated = tuple(text for place in places if (text := record[place].strip()))
        if stated:
            values[name] = stated
    return values


def _with_asc_date_in_place(record: str) -> str:
    # In five lines of 2018 the ASC group is missing and the date is in its place, two bytes early.
    start = ASC_GROUP.first - 1
    date = record[start : start + ASC_DATE.length]
    if not date.isdigit():
        return record
    return record[:start] + " " * ASC_GROUP.length + date + record[start + ASC_GROUP.length + ASC_DATE.length :]
