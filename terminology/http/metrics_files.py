"""The files in which worker processes add up their metrics, with room for what is written into them.

prometheus_client maps a file that has a length and no room yet. On a full disk whoever writes into it is ended by
SIGBUS, and so is the worker that takes its place: a full /tmp ended every worker. Here the room is taken before the
file is mapped. Where there is none, the worker counts in its own memory: it answers, and its numbers are missing in the
sum of all.
"""

import mmap
import os
from contextlib import suppress
from pathlib import Path

from prometheus_client import values
from prometheus_client.mmap_dict import MmapedDict

FIRST_BYTES = 1 << 16  # as prometheus_client begins
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
        """What is in the file stays where it is, also when the process goes on in its memory."""
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
    """From here on prometheus_client uses such files."""
    values.MmapedDict = ReservedFile  # type: ignore[attr-defined,assignment]


def _has_room(filename: str) -> bool:
    """Whether the file is there with room for what comes first; it is seen when it has that."""
    place, new = Path(filename), Path(f"{filename}.new")
    if place.exists():  # of a process that had the same number, which is counted on
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
    """The name of a file that has no disk; it is gone with the process."""
    return f"/proc/self/fd/{os.memfd_create('metrics')}"
