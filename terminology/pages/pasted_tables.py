"""Detects pasted spreadsheet rows, with a heading for each column."""

import csv

from terminology.library.checking.columns import UnreadableFile, find_columns

SEPARATORS = "\t,;|"
LONGEST_HEADINGS = 5_000  # characters


def is_table(text: str) -> bool:
    """Whether the first line has several headings, one of them for codes; a claim line never looks like that."""
    first = text.strip().partition("\n")[0].strip()
    if len(first) > LONGEST_HEADINGS:
        return False
    return any(_names_codes(first, separator) for separator in SEPARATORS if separator in first)


def _names_codes(line: str, separator: str) -> bool:
    try:
        headings = next(csv.reader([line], delimiter=separator), [])
        find_columns(headings, {})
    except (UnreadableFile, csv.Error):
        return False
    return True
