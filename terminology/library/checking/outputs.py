"""Results as text: the input rows followed by three cells, safe to open in a spreadsheet.

A cell that a spreadsheet would read as a formula gets a leading apostrophe
(https://owasp.org/www-community/attacks/CSV_Injection); numbers are unchanged.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]*)?|[-+]?\.[0-9]+|[-+]")


def separated(rows: Iterable[Sequence[str]], separator: str) -> str:
    """The rows as CSV, or with another separator."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(map(_safe, rows))
    return text.getvalue()


def _safe(row: Sequence[str]) -> Sequence[str]:
    for cell in row:
        if cell and cell[0] in FORMULA:
            return [_safe_cell(cell) for cell in row]
    return row


def _safe_cell(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell) else cell
