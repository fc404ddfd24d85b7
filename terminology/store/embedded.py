"""EmbeddedStore: a store for installations without a MongoDB, shared by all processes that use the same data folder.

    users       shared by every process that uses the store; the one that gets it exclusively is the last, and stops it
    start       exclusive while checking whether the store runs, starting it and stopping it
    operations  shared by every operation on the store, exclusive during a restart (`restart_gate.py`)

The locks are flock's: the kernel releases them when a process ends, however it ends. (`users` does not use filelock,
which has no shared locks.) A store whose users were all killed keeps running, and the next user finds it. A store that
was killed is restarted by the first process that notices.

SecantusDB's memory grows with imports, so a store above the limit of its program is restarted between two operations,
on the same port. Clients only see one response that takes a second longer.
"""

import fcntl
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from filelock import FileLock

from terminology.library.ports import NoStore
from terminology.store.process import HOST, StoreProcess
from terminology.store.programs import choose_program
from terminology.store.restart_gate import RestartGate

JUST_STARTED_S = 10.0
QUIET_WITHIN_S = 3.0  # if operations overlap for this long, the restart is postponed
CLOSED_FOR_S = 1.1  # the driver rechecks a connection once it has been idle for a second


class EmbeddedStore:
    """The store of one data folder, for one user process; not thread-safe."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir.absolute()
        self._process = StoreProcess(self._folder)
        self._users: IO[bytes] | None = None
        self.gate = RestartGate(self._folder)

    def locate(self) -> str:
        """The URI of the store, which is started if it is not running. Raises NoStore."""
        self._make_folder()
        try:
            if self._users is None:
                self._users = (self._folder / "users").open("ab")
                # Waits while the previous last user stops the store.
                fcntl.flock(self._users, fcntl.LOCK_SH)
            self.gate.make()
            with self._start_lock():
                port = self._process.find_port() or self._start()
        except OSError as error:  # a full disk, a read-only folder
            raise NoStore(f"The data folder {self._folder} cannot be used: {error.strerror or error}.") from error
        return f"mongodb://{HOST}:{port}/?directConnection=true"

    def restart(self) -> None:
        """Restarts a store that accepts connections but fails, unless another process has just done so."""
        with self._start_lock():
            if self._process.age_s() > JUST_STARTED_S:
                self._start()

    def has_ended(self) -> bool:
        """Whether the store's process is gone. Callable at any time, without a lock."""
        return not self._process.is_alive()

    def restart_if_large(self) -> bool:
        """Restarts a store above the memory limit of its program; returns whether it did. Raises NoStore."""
        return self._is_large() and self.restart_between_operations(self._is_large)

    def restart_between_operations(self, is_wanted: Callable[[], bool] = lambda: True) -> bool:
        """Restarts on the same port while operations wait; returns whether it did. False if operations kept
        overlapping, or `is_wanted` is false by the time they pause. Raises NoStore.
        """
        try:
            with self._start_lock(), self.gate.closed(QUIET_WITHIN_S) as is_closed:
                if not is_closed or not is_wanted():
                    return False
                closed_at = time.monotonic()
                self._start(self._process.port())
                time.sleep(max(0.0, closed_at + CLOSED_FOR_S - time.monotonic()))
        except OSError:  # the folder is not writable now: the next caller retries
            return False
        return True

    def _is_large(self) -> bool:
        limit = choose_program(self._folder).memory_limit_mb
        return limit is not None and self._process.memory_mb() > limit

    def leave(self) -> None:
        """Stops the store if no other process uses it. Idempotent."""
        if self._users is None:
            return
        with self._start_lock():
            if self._is_last():
                self._process.stop()
            self._users.close()
            self._users = None

    def _start(self, port: int = 0) -> int:
        """Uses this port if it is available. Raises NoStore."""
        program = choose_program(self._folder)
        self._process.stop()  # a live store that does not respond would keep its data locked
        return self._process.start(program, port)

    def _is_last(self) -> bool:
        assert self._users is not None
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _start_lock(self) -> FileLock:
        return FileLock(self._folder / "start")

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            message = f"The data folder {self._folder} cannot be created: {error.strerror}. Set TERMINOLOGY_DATA_DIR."
            raise NoStore(message) from error
