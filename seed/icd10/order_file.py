"""CMS's order file, the same for ICD-10-CM and ICD-10-PCS: one code or header per line, in tabular order.

Layout, from the read-me in CMS's archives of code descriptions:

    columns  content
    1-5      order number
    7-13     code without a dot, left-justified
    15       1: valid for HIPAA transactions, 0: a header
    17-76    short description
    78-400   long description
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from seed.archives import text_of
from seed.release import NotARelease, RejectedRow

LINE_LIMIT = 400
ROW = re.compile(r"([0-9 ]{4}[0-9]) ([A-Z0-9]{1,7} *) ([01]) (.{60}) (.+)")
FIRST_LONG = 78  # the column in which the long description begins
BLANK_COLUMNS = (6, 14, 16, 77)
# A line that starts with a code, not an order number: CMS's other lists have these.
CODE_LINE = re.compile(r"[0-9A-Z]{3,7}\s+\S")
WEB_PAGE = re.compile(r"\s*<(!doctype html|html|head|body)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A code or header. `code` is as in the file, without a dot."""

    line: int
    code: str
    is_billable: bool
    short_description: str
    long_description: str


@dataclass(frozen=True, slots=True)
class OrderFile:
    """The rows in file order, each code once, and the rejected rows, in line order."""

    rows: tuple[OrderRow, ...]
    rejected: tuple[RejectedRow, ...]


def read_order_file(name: str, content: bytes, title: str, objection: Callable[[str, bool], str | None]) -> OrderFile:
    """The rows of an order file of the code system called `title`.

    `objection` returns why a code, billable or not, is not one of that system; None if it is. Raises NotARelease, with
    one sentence, for a file that is something else, mostly unreadable, or truncated within a row.
    """
    text = text_of(content)
    _check_is_order_file(name, text, title)
    _refuse_truncated(name, text, title)
    rows: dict[str, OrderRow] = {}
    rejected: list[RejectedRow] = []
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.rstrip("\r\x1a")  # 0x1A ends DOS text files
        if not line.strip():
            continue
        row = _row(number, line)
        reason = row if isinstance(row, str) else objection(row.code, row.is_billable)
        if isinstance(row, OrderRow) and reason is None:
            first = rows.setdefault(row.code, row)
            if first is row:
                continue
            reason = f"{row.code} is already in line {first.line}; the first counts"
        rejected.append(RejectedRow(number, str(reason)))
    if not rows and not rejected:
        raise NotARelease(f"{name} is empty.")
    if len(rejected) >= len(rows):
        raise NotARelease(_mostly_rejected(name, title, len(rows), rejected))
    return OrderFile(tuple(rows.values()), tuple(rejected))


def _row(number: int, line: str) -> OrderRow | str:
    """The row, or why the line is not one."""
    if len(line) > LINE_LIMIT:
        return f"the line has {len(line):,} characters; lines of an order file have at most {LINE_LIMIT}"
    found = ROW.fullmatch(line)
    if found is None or len(found[2]) != 7:
        return _fault(line)
    short, long = " ".join(found[4].split()), " ".join(found[5].split())
    if not long:
        return f"{found[2].rstrip()} has no long description"
    return OrderRow(number, found[2].rstrip(), found[3] == "1", short, long)


def _fault(line: str) -> str:
    if not line[:5].strip().isdigit():
        return "columns 1 to 5 are not an order number"
    if len(line) < FIRST_LONG:
        return f"the line ends in column {len(line)}; the long description begins in column {FIRST_LONG}"
    shifted = next((column for column in BLANK_COLUMNS if line[column - 1] != " "), None)
    if shifted is not None:
        return f"the columns are shifted: column {shifted} is not blank"
    if line[14] not in "01":
        return f"column 15 is {line[14]!r}, neither 1 (valid) nor 0 (header)"
    return f"columns 7 to 13 are {line[6:13]!r}, which is not a code"


def _check_is_order_file(name: str, text: str, title: str) -> None:
    head = text[:2000].lstrip("\ufeff\r\n\t ")
    if head.startswith("%PDF"):
        raise NotARelease(f"{name} is a PDF document, not an order file of {title}.")
    if WEB_PAGE.match(head):
        raise NotARelease(f"{name} is a web page, not an order file of {title}: download the file it links to.")
    if head.startswith("<"):
        raise NotARelease(f"{name} is XML, but not a release of {title}.")
    if "\0" in head:
        raise NotARelease(f"{name} is not a text file, so not an order file of {title}.")
    first = head.split("\n", 1)[0]
    if CODE_LINE.match(first) and not first[:5].isdigit():
        raise NotARelease(f"{name} is a list of codes without order numbers: give CMS's order file of {title}.")


def _refuse_truncated(name: str, text: str, title: str) -> None:
    """Refuses a file that ends within a row. A cut between two rows is found by the plausibility checks."""
    last = text[text.rfind("\n") + 1 :].rstrip("\r\x1a")
    if not last.strip() or "\n" not in text:
        return
    found = ROW.fullmatch(last)
    # A long description is never shorter than the short one, except where it was cut.
    if found is None or len(found[5].strip()) < len(found[4].strip()):
        line = text.count("\n") + 1
        raise NotARelease(f"{name} is truncated in line {line:,}: fetch the order file of {title} again.")


def _mostly_rejected(name: str, title: str, rows: int, rejected: list[RejectedRow]) -> str:
    first = rejected[0]
    return (
        f"{name} is not an order file of {title}: {len(rejected):,} of its {rows + len(rejected):,} rows are "
        f"invalid, the first in line {first.line}: {first.reason}."
    )
