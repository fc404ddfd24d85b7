"""RestartGate: operations pass through it concurrently; a restart of the embedded store closes it briefly.

Each operation holds a shared lock on a file of the data folder, across processes, and the restart an exclusive one: so
no operation runs while the store stops. The locks are flock's: the kernel releases them when a process ends.
"""

import asyncio
import fcntl
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

RETRY_S = 0.02


class RestartGate:
    def __init__(self, data_dir: Path) -> None:
        self._file = data_dir / "operations"

    @asynccontextmanager
    async def operation(self) -> AsyncIterator[None]:
        """Waits while the store restarts. An unreadable folder does not block the operation."""
        try:
            lock = self._file.open("rb")
        except OSError:
            yield
            return
        with lock:
            while not _locks(lock.fileno(), fcntl.LOCK_SH):  # noqa: ASYNC110 - held by other processes, which set no event
                await asyncio.sleep(RETRY_S)
            yield

    @contextmanager
    def closed(self, timeout_s: float) -> Iterator[bool]:
        """Yields True when no operation is running and none can start during the body; False if they did not end in
        time.

        Raises OSError.
        """
        deadline = time.monotonic() + timeout_s
        with self._file.open("ab") as lock:
            while not (is_closed := _locks(lock.fileno(), fcntl.LOCK_EX)) and time.monotonic() < deadline:
                time.sleep(RETRY_S)
            yield is_closed

    def make(self) -> None:
        """Raises OSError."""
        self._file.touch()


def _locks(file: int, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
