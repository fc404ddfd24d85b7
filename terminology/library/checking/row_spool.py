"""Buffers rows in a temporary file, for input that is slow to read and needed more than once.

The file is unnamed, private to this process and deleted with it.
"""

from collections.abc import Iterator
from itertools import islice
from tempfile import TemporaryFile

import orjson

BATCH_ROWS = 1_000


class RowSpool:
    """Reads all rows once; from then on it can be iterated any number of times, by one reader at a time."""

    def __init__(self, rows: Iterator[list[str]]) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed by `close`
        while batch := list(islice(rows, BATCH_ROWS)):
            self._file.write(orjson.dumps(batch) + b"\n")

    def __iter__(self) -> Iterator[list[str]]:
        self._file.seek(0)
        for line in self._file:
            yield from orjson.loads(line)

    def close(self) -> None:
        self._file.close()
