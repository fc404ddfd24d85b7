"""Sums the units of a code on a day over all lines of a patient or claim, for limits per day.

If the lines of each patient are adjacent, they are summed on the fly. Otherwise the sums go into a temporary, unnamed
SQLite database, which is private to this process and deleted with it. It stores no patient data: the key of a sum is a
hash.
"""

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from hashlib import blake2b

Key = tuple[str, str, date]  # patient or claim, code, day
BATCH = 5_000
MAX_INTEGER = 2**62  # SQLite's integers have 64 bits; larger sums become floats, which are precise enough


class DayUnits:
    """The sums of a file whose lines are in any order. Units are stored in millionths, to be exact.

    `add` and `sum` raise OSError when there is no room for the temporary file.
    """

    def __init__(self) -> None:
        import sqlite3  # only for files whose patients are not sorted

        self._sums = sqlite3.connect("")  # temporary: in memory while small, then in an unnamed file
        self._sums.execute("CREATE TABLE sums (key BLOB PRIMARY KEY, units INTEGER) WITHOUT ROWID")

    def add(self, lines: Iterable[tuple[Key, Decimal] | None]) -> None:
        batch: list[tuple[bytes, float]] = []
        for line in lines:
            if line is None:
                continue
            millionths = int(line[1] * 1_000_000)
            batch.append((_hash(line[0]), millionths if millionths < MAX_INTEGER else float(millionths)))
            if len(batch) >= BATCH:
                self._write(batch)
                batch = []
        self._write(batch)

    def sum(self, key: Key) -> Decimal | None:
        with _room():
            found = self._sums.execute("SELECT units FROM sums WHERE key = ?", (_hash(key),)).fetchone()
        return Decimal(found[0]) / 1_000_000 if found else None

    def close(self) -> None:
        self._sums.close()

    def _write(self, batch: list[tuple[bytes, float]]) -> None:
        with _room():
            self._sums.executemany(
                "INSERT INTO sums VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET units = units + excluded.units", batch
            )


@contextmanager
def _room() -> Iterator[None]:
    import sqlite3  # only for files whose patients are not sorted

    try:
        yield
    except sqlite3.OperationalError as error:  # "database or disk is full", and other disk errors
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), _folder()) from error


def _folder() -> str:
    """Where SQLite stores temporary files. Source:
    https://www.sqlite.org/tempfiles.html#temporary_file_storage_locations
    """
    return os.environ.get("SQLITE_TMPDIR") or os.environ.get("TMPDIR") or tempfile.gettempdir()


def _hash(key: Key) -> bytes:
    patient, code, day = key
    return blake2b(f"{patient}\0{code}\0{day.toordinal()}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def is_sorted(patients: Iterable[str]) -> bool:
    """Whether the values are sorted, in either direction, so that equal ones are adjacent."""
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
    """The rows of each patient together; a patient with more than `largest` rows is split into parts."""
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
