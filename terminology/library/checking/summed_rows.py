"""Adds to the rows of a file the daily units of their code, summed over all lines of a patient or claim.

If the file is sorted by that column, they are summed on the fly; else in a first pass (`day_units.py`).
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal

from terminology.library.checking.columns import Columns
from terminology.library.checking.day_units import DayUnits, Key, groups_of, is_sorted, sums_of
from terminology.library.checking.lines import RowChecker
from terminology.library.checking.row_spool import RowSpool

LARGEST_GROUP = 5_000  # rows of one patient held in memory together
RowWithUnits = tuple[list[str], Decimal | None]


def with_day_units(
    checker: RowChecker, rows: Iterator[list[str]], again: Callable[[], Iterator[list[str]]] | None
) -> Iterator[RowWithUnits]:
    """Each row with the total units of its code, day and patient, where that exceeds the row's own units.

    `again` rereads all rows; None if that is slow, so that the rows are buffered in a temporary file.
    """
    columns = checker.columns
    place = columns.place("patient") if columns.place("patient") >= 0 else columns.place("claim")
    if place < 0 or columns.place("quantity") < 0 or not checker.checker.facts.tables.limits:
        yield from ((row, None) for row in rows)
    elif again is not None:
        yield from _with_sums(checker, place, rows, again)
    else:
        with closing(RowSpool(rows)) as spool:
            yield from _with_sums(checker, place, iter(spool), spool.__iter__)


def _with_sums(
    checker: RowChecker, place: int, rows: Iterator[list[str]], again: Callable[[], Iterator[list[str]]]
) -> Iterator[RowWithUnits]:
    """The rows with their daily units. `place`: the column of patients; `again` rereads all rows."""
    columns = checker.columns

    def patient(row: list[str]) -> str:
        return row[place].strip() if place < len(row) else ""

    if is_sorted(patient(row) for row in again()):
        for name, group in groups_of(((patient(row), row) for row in rows), LARGEST_GROUP):
            yield from _group_units(checker, columns, name, group)
        return
    with closing(DayUnits()) as units:
        units.add(_keyed(checker, columns, patient(row), row) for row in again())
        for row in rows:
            keyed = _keyed(checker, columns, patient(row), row)
            yield row, _more(keyed, units.sum(keyed[0]) if keyed else None)


def _group_units(checker: RowChecker, columns: Columns, patient: str, group: list[list[str]]) -> Iterator[RowWithUnits]:
    """The rows of one patient with their daily units."""
    codes = [row[columns.places["code"]] if columns.places["code"] < len(row) else "" for row in group]
    if len(set(codes)) == len(codes):  # no code repeats
        yield from ((row, None) for row in group)
        return
    keyed = [_keyed(checker, columns, patient, row) for row in group]
    sums = sums_of(keyed)
    yield from ((row, _more(key, sums[key[0]] if key else None)) for row, key in zip(group, keyed, strict=True))


def _keyed(checker: RowChecker, columns: Columns, patient: str, row: list[str]) -> tuple[Key, Decimal] | None:
    """A row's key and units; None where they have no limit or are unreadable."""
    code = row[columns.places["code"]].strip() if columns.places["code"] < len(row) else ""
    units, day = checker.units_of(row), checker.day_of(row)
    if not patient or units is None or day is None or not checker.is_limited(code, day):
        return None
    return (patient, code, day), units


def _more(keyed: tuple[Key, Decimal] | None, units: Decimal | None) -> Decimal | None:
    """The daily units, if they exceed those of the line."""
    return units if keyed and units is not None and units > keyed[1] else None
