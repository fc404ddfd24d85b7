"""StoreProcess: the store's process in a data folder. Any process may have started it; its state is in files.

store.json  {"program", "port"}: written before the store is started
store.pid   its process id, written by the shell that starts it
store.log   the store's output
"""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil

from terminology.library.ports import NoStore
from terminology.store.programs import Program
from terminology.store.secantus_repair import repaired

HOST = "127.0.0.1"
MB = 1024**2
START_TIMEOUT_S = 40.0
STOP_ATTEMPTS = 5
STOP_ATTEMPT_S = 3.0
WAKE_AFTER_S = 0.1
CHECK_INTERVAL_S = 0.03
# glibc gives each thread its own heap, whose free memory no other thread can use, and the store has a thread per
# connection. Source: https://man7.org/linux/man-pages/man3/mallopt.3.html
ONE_HEAP = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072"}


class StoreProcess:
    """No other process may start or stop the store of this folder at the same time: `EmbeddedStore` holds a lock."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir
        self._about, self._pid_file, self._log = (data_dir / f"store.{end}" for end in ("json", "pid", "log"))

    def find_port(self) -> int | None:
        """The port of the store, if it runs. Waits for one that was just started."""
        port = self.port()
        return port if port and self._answers(port) else None

    def start(self, program: Program, port: int = 0) -> int:
        """The port of the new store, once it responds: `port`, if available. Raises NoStore with the last line of its
        log.

        A store that cannot start because it was killed while creating a table is repaired and started again.
        """
        if port and self._try_to_start(program, port):
            return port
        if port := self._try_to_start(program):
            return port
        words = self._last_log_line()
        if repaired(program.folder(self._folder), words) and (port := self._try_to_start(program)):
            return port
        raise NoStore(f"The embedded store ({program.name}) did not start: {self._last_log_line()}")

    def _try_to_start(self, program: Program, port: int = 0) -> int:
        """The port, by default a free one; 0 when the store ended or did not respond."""
        port = port or free_port()
        self._save_address(program, port)
        self._spawn(program, port)
        if self._answers(port):
            return port
        self.stop()
        return 0

    def stop(self) -> None:
        """Terminates the store, and kills it if it does not end."""
        # Signals it more than once: a store that has just started may not handle signals yet.
        for _ in range(STOP_ATTEMPTS):
            self._signal(signal.SIGTERM)
        self._signal(signal.SIGKILL)
        self._about.unlink(missing_ok=True)
        self._pid_file.unlink(missing_ok=True)

    def _signal(self, number: signal.Signals) -> None:
        """Sends the signal to the store, if it is alive, and waits for it to end."""
        pid = self._pid()
        if pid is not None and self.is_alive():
            with suppress(ProcessLookupError):
                os.kill(pid, number)
            if not wait_until(lambda: not self.is_alive(), WAKE_AFTER_S):
                # SecantusDB's shutdown waits two seconds for its accept thread unless a connection arrives.
                accepts(self.port())
            wait_until(lambda: not self.is_alive(), STOP_ATTEMPT_S)

    def age_s(self) -> float:
        """How long ago the store was started; infinite if unknown."""
        try:
            return time.time() - self._pid_file.stat().st_mtime
        except OSError:
            return float("inf")

    def memory_mb(self) -> float:
        """The memory of the store's process; 0 when it is not running."""
        pid = self._pid()
        try:
            return psutil.Process(pid).memory_info().rss / MB if pid is not None and self._is_store(pid) else 0.0
        except psutil.Error:
            return 0.0

    def is_alive(self) -> bool:
        """Whether the process is alive; False if its pid now belongs to another program."""
        pid = self._pid()
        return pid is not None and self._is_store(pid)

    def _is_store(self, pid: int) -> bool:
        try:
            process = psutil.Process(pid)
            words = process.cmdline()
            # An empty command line: a zombie, or a child that has not yet exec'd the store's program.
            return (
                any(str(self._folder) in word for word in words) if words else process.status() != psutil.STATUS_ZOMBIE
            )
        except psutil.Error:
            return False

    def _pid(self) -> int | None:
        try:
            return int(self._pid_file.read_text())
        except (FileNotFoundError, ValueError):
            return None

    def port(self) -> int:
        """The port of the store that was started last; 0 when none is recorded."""
        try:
            return int(json.loads(self._about.read_text())["port"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def _save_address(self, program: Program, port: int) -> None:
        written = self._about.with_suffix(".new")
        written.write_text(json.dumps({"program": program.name, "port": port}))
        written.replace(self._about)

    def _spawn(self, program: Program, port: int) -> None:
        """Detached, in its own session: it can outlive us, and Ctrl-C does not reach it."""
        self._pid_file.unlink(missing_ok=True)
        program.folder(self._folder).mkdir(exist_ok=True)
        launch = ["/bin/sh", "-c", '"$@" & echo $! > "$0"', str(self._pid_file)]
        with self._log.open("wb") as log:
            subprocess.run(  # noqa: S603 - fixed arguments; the folder's name is never executed
                [*launch, *program.command(self._folder, HOST, port)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**ONE_HEAP, **os.environ},
                cwd=self._folder,
                start_new_session=True,
                check=True,
            )

    def _answers(self, port: int) -> bool:
        """Whether the store accepts connections; stops waiting if it dies."""
        return wait_until(lambda: accepts(port) or not self.is_alive(), START_TIMEOUT_S) and self.is_alive()

    def _last_log_line(self) -> str:
        lines = [line for line in self._log.read_text(errors="replace").splitlines() if line.strip()]
        return f"{lines[-1].strip() if lines else 'it printed nothing.'} (its log is {self._log})"


def accepts(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1.0).close()
    except OSError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def wait_until(is_so: Callable[[], bool], timeout_s: float) -> bool:
    """Whether the condition became true in time."""
    deadline = time.monotonic() + timeout_s
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(CHECK_INTERVAL_S)
    return True
