"""Units of a code on a day, over all lines of a patient or claim, for limits that count by day.

Lines of one patient that stand together are summed as they come. Where they do not, the sums are put into a temporary
database of SQLite's, which has no name, belongs to this process alone and is gone with it. It holds no patient: the key
of a sum is a hash.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from hashlib import blake2b

Key = tuple[str, str, date]  # patient or claim, code, day
BATCH = 5_000


class DayUnits:
    """The sums of a file whose lines stand in any order. Units are counted in millionths, to be exact."""

    def __init__(self) -> None:
        import sqlite3  # where lines of a patient do not stand together

        self._sums = sqlite3.connect("")  # temporary: in memory while it is small, then in a file without a name
        self._sums.execute("CREATE TABLE sums (key BLOB PRIMARY KEY, units INTEGER) WITHOUT ROWID")

    def add(self, lines: Iterable[tuple[Key, Decimal] | None]) -> None:
        batch: list[tuple[bytes, int]] = []
        for line in lines:
            if line is None:
                continue
            batch.append((_hash(line[0]), int(line[1] * 1_000_000)))
            if len(batch) >= BATCH:
                self._write(batch)
                batch = []
        self._write(batch)

    def sum(self, key: Key) -> Decimal | None:
        found = self._sums.execute("SELECT units FROM sums WHERE key = ?", (_hash(key),)).fetchone()
        return Decimal(found[0]) / 1_000_000 if found else None

    def close(self) -> None:
        self._sums.close()

    def _write(self, batch: list[tuple[bytes, int]]) -> None:
        self._sums.executemany(
            "INSERT INTO sums VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET units = units + excluded.units", batch
        )


def _hash(key: Key) -> bytes:
    patient, code, day = key
    return blake2b(f"{patient}\0{code}\0{day.toordinal()}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def is_sorted(patients: Iterable[str]) -> bool:
    """Whether equal ones stand together because all are in order, either way."""
    ascending = descending = True
    last: str | None = None
    for patient in patients:
        if last is not None and patient != last:
            ascending = ascending and patient > last
            descending = descending and patient < last
            if not ascending and not descending:
                return False
        last = patient
    return True


def sums_of(lines: Iterable[tuple[Key, Decimal] | None]) -> dict[Key, Decimal]:
    """The sums of the lines of one patient."""
    sums: dict[Key, Decimal] = {}
    for line in lines:
        if line is not None:
            sums[line[0]] = sums.get(line[0], Decimal(0)) + line[1]
    return sums


def groups_of(patients: Iterator[tuple[str, list[str]]], largest: int) -> Iterator[tuple[str, list[list[str]]]]:
    """The rows of each patient together; a patient with more rows than that comes in parts."""
    rows: list[list[str]] = []
    last: str | None = None
    for patient, row in patients:
        if rows and (patient != last or len(rows) >= largest):
            yield last or "", rows
            rows = []
        rows.append(row)
        last = patient
    if rows:
        yield last or "", rows
