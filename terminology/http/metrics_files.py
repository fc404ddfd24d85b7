"""The files in which worker processes add up their metrics, with their disk space allocated in advance.

prometheus_client maps a sparse file. On a full disk, writing to it kills the process with SIGBUS, and then its
replacement: a full /tmp killed every worker. So space is allocated before the file is mapped. If there is none, the
worker counts in its own memory: it keeps answering, but its numbers are missing from the totals.
"""

import mmap
import os
from contextlib import suppress
from pathlib import Path

from prometheus_client import values
from prometheus_client.mmap_dict import MmapedDict

FIRST_BYTES = 1 << 16  # the initial size of prometheus_client
MORE_THAN_PADDING = 64  # bytes around a key


class ReservedFile(MmapedDict):
    """One kind of metrics of one process."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename if _has_room(filename) else _in_memory())  # type: ignore[no-untyped-call]

    def _init_value(self, key: str) -> None:
        needed = self._used + len(key.encode()) + MORE_THAN_PADDING
        if needed > self._capacity:
            self._grow(max(needed, 2 * self._capacity))
        super()._init_value(key)  # type: ignore[no-untyped-call]

    def _grow(self, capacity: int) -> None:
        """Keeps the values at their positions, also when the process continues in memory."""
        try:
            os.posix_fallocate(self._f.fileno(), 0, capacity)
        except OSError:
            before = bytes(self._m)
            self._f.close()
            self._f = open(_in_memory(), "r+b")  # noqa: SIM115 - closed by `close`, as any
            self._f.write(before)
            self._f.truncate(capacity)
        self._m.close()
        self._m = mmap.mmap(self._f.fileno(), capacity)
        self._capacity = capacity


def reserve_room() -> None:
    """Makes prometheus_client use these files from now on."""
    values.MmapedDict = ReservedFile  # type: ignore[attr-defined,assignment]


def _has_room(filename: str) -> bool:
    """Whether the file exists with its initial space allocated; it becomes visible only then."""
    place, new = Path(filename), Path(f"{filename}.new")
    if place.exists():  # of an earlier process with the same pid, whose counts continue
        return True
    try:
        with new.open("ab") as file:
            os.posix_fallocate(file.fileno(), 0, FIRST_BYTES)
        new.rename(place)
    except OSError:
        with suppress(OSError):
            new.unlink()
        return False
    return True


def _in_memory() -> str:
    """The name of a file in memory, which vanishes with the process."""
    return f"/proc/self/fd/{os.memfd_create('metrics')}"
