"""EmbeddedStore: a store for whoever has no MongoDB, shared by everyone who uses the same data folder.

    users       held shared by everybody who uses the store; who gets it alone is the last, and stops the store
    start       held while looking whether the store runs, while starting it and while stopping it
    operations  shared by every operation on the store, and held alone by a restart (`restart_gate.py`)

The locks are flock's: the kernel lets go of them when a process ends, however it ends. (Of `users` not by filelock:
it has no shared ones.) A store whose users were all killed goes on running, and the next one finds it. A store that was
killed is started anew by whoever notices first.

SecantusDB's memory grows with imports, so a store above the limit of its program is restarted between two operations,
at the same port. Whoever uses it sees an answer that takes a second longer.
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
QUIET_WITHIN_S = 3.0  # without a moment between two operations in this time, the store is restarted another time
CLOSED_FOR_S = 1.1  # the driver looks whether a connection is still open when it has been idle for a second


class EmbeddedStore:
    """The store of one data folder, for one user of it; no two threads may call it at the same time."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir.absolute()
        self._process = StoreProcess(self._folder)
        self._users: IO[bytes] | None = None
        self.gate = RestartGate(self._folder)

    def locate(self) -> str:
        """The URI of the store, which is started if it does not run (any more). Raises NoStore."""
        self._make_folder()
        try:
            if self._users is None:
                self._users = (self._folder / "users").open("ab")
                # Waits while the last user before us is stopping the store.
                fcntl.flock(self._users, fcntl.LOCK_SH)
            self.gate.make()
            with self._alone():
                port = self._process.find_port() or self._start()
        except OSError as error:  # a full disk, a folder that may not be written
            raise NoStore(f"The data folder {self._folder} cannot be used: {error.strerror or error}.") from error
        return f"mongodb://{HOST}:{port}/?directConnection=true"

    def restart(self) -> None:
        """Starts the store anew, which accepts connections and fails; unless somebody else has just done so."""
        with self._alone():
            if self._process.age_s() > JUST_STARTED_S:
                self._start()

    def has_ended(self) -> bool:
        """Whether the process of the store is gone. Asked at any time, without a lock."""
        return not self._process.is_alive()

    def restart_if_large(self) -> bool:
        """Restarts a store whose process holds more memory than its program may; whether it did so. Raises NoStore."""
        return self._is_large() and self.restart_between_operations(self._is_large)

    def restart_between_operations(self, is_wanted: Callable[[], bool] = lambda: True) -> bool:
        """At the same port, while operations wait; whether that was done. False if there was no moment between two
        operations, or it is not wanted any more when there is one. Raises NoStore.
        """
        try:
            with self._alone(), self.gate.closed(QUIET_WITHIN_S) as is_closed:
                if not is_closed or not is_wanted():
                    return False
                closed_at = time.monotonic()
                self._start(self._process.port())
                time.sleep(max(0.0, closed_at + CLOSED_FOR_S - time.monotonic()))
        except OSError:  # the folder cannot be written now: the next one tries again
            return False
        return True

    def _is_large(self) -> bool:
        limit = choose_program(self._folder).memory_limit_mb
        return limit is not None and self._process.memory_mb() > limit

    def leave(self) -> None:
        """Stops the store if nobody else uses it. Done twice, it does nothing more."""
        if self._users is None:
            return
        with self._alone():
            if self._is_last():
                self._process.stop()
            self._users.close()
            self._users = None

    def _start(self, port: int = 0) -> int:
        """At this port, if it can be had. Raises NoStore."""
        program = choose_program(self._folder)
        self._process.stop()  # one that lives and does not answer would keep its data locked
        return self._process.start(program, port)

    def _is_last(self) -> bool:
        assert self._users is not None
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _alone(self) -> FileLock:
        return FileLock(self._folder / "start")

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            message = f"The data folder {self._folder} cannot be made: {error.strerror}. Set TERMINOLOGY_DATA_DIR."
            raise NoStore(message) from error
