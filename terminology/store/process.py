"""StoreProcess: the store's process in a data folder. It may be anybody's child; what is known of it is in files.

store.json  {"program", "port"}: written before the store is started
store.pid   the number of the process, written by the shell that starts it
store.log   what the store says
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
LOOK_EVERY_S = 0.03
# glibc gives each thread a heap of its own, and what is free in one is of no use to the others: the store has a thread
# for each connection. Source: https://man7.org/linux/man-pages/man3/mallopt.3.html
ONE_HEAP = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072"}


class StoreProcess:
    """Nobody else may start or stop the store of this folder at the same time: `EmbeddedStore` sees to that."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir
        self._about, self._pid_file, self._log = (data_dir / f"store.{end}" for end in ("json", "pid", "log"))

    def find_port(self) -> int | None:
        """The port of the store, if it runs. One that has just been started is waited for."""
        port = self.port()
        return port if port and self._answers(port) else None

    def start(self, program: Program, port: int = 0) -> int:
        """The port of the new store, once it answers: `port`, if it can be had. Raises NoStore with the last line of
        its log.

        One that cannot start because it was killed while it made a table is mended, and started once more.
        """
        if port and self._try_to_start(program, port):
            return port
        if port := self._try_to_start(program):
            return port
        words = self._last_words()
        if repaired(program.folder(self._folder), words) and (port := self._try_to_start(program)):
            return port
        raise NoStore(f"The embedded store ({program.name}) did not start: {self._last_words()}")

    def _try_to_start(self, program: Program, port: int = 0) -> int:
        """The port, a free one unless it is given; 0 when the store ended or did not answer."""
        port = port or free_port()
        self._note(program, port)
        self._spawn(program, port)
        if self._answers(port):
            return port
        self.stop()
        return 0

    def stop(self) -> None:
        """Asks the store to end, and ends it when it does not."""
        # Asked more than once: a store that has only just started may not be listening to signals yet.
        for _ in range(STOP_ATTEMPTS):
            self._signal(signal.SIGTERM)
        self._signal(signal.SIGKILL)
        self._about.unlink(missing_ok=True)
        self._pid_file.unlink(missing_ok=True)

    def _signal(self, number: signal.Signals) -> None:
        """Sends the signal to the store, if it lives, and gives it some time to end."""
        pid = self._pid()
        if pid is not None and self.is_alive():
            with suppress(ProcessLookupError):
                os.kill(pid, number)
            if not wait_until(lambda: not self.is_alive(), WAKE_AFTER_S):
                # SecantusDB waits two seconds for the thread that accepts connections, unless one comes.
                accepts(self.port())
            wait_until(lambda: not self.is_alive(), STOP_ATTEMPT_S)

    def age_s(self) -> float:
        """How long ago the store was started; for ever, if that is not known."""
        try:
            return time.time() - self._pid_file.stat().st_mtime
        except OSError:
            return float("inf")

    def memory_mb(self) -> float:
        """What the store's process holds; 0 when it does not run."""
        pid = self._pid()
        try:
            return psutil.Process(pid).memory_info().rss / MB if pid is not None and self._is_ours(pid) else 0.0
        except psutil.Error:
            return 0.0

    def is_alive(self) -> bool:
        """Whether the process lives. A number that belongs to another program by now does not count."""
        pid = self._pid()
        return pid is not None and self._is_ours(pid)

    def _is_ours(self, pid: int) -> bool:
        try:
            process = psutil.Process(pid)
            words = process.cmdline()
            # No words: it has ended and nobody asked how, or it is just about to become the store's program.
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
        """The port of the store that was started last; 0 when none is noted, where nobody can listen."""
        try:
            return int(json.loads(self._about.read_text())["port"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def _note(self, program: Program, port: int) -> None:
        written = self._about.with_suffix(".new")
        written.write_text(json.dumps({"program": program.name, "port": port}))
        written.replace(self._about)

    def _spawn(self, program: Program, port: int) -> None:
        """As nobody's child and in a session of its own: it outlives us if it must, and Ctrl-C does not reach it."""
        self._pid_file.unlink(missing_ok=True)
        program.folder(self._folder).mkdir(exist_ok=True)
        launch = ["/bin/sh", "-c", '"$@" & echo $! > "$0"', str(self._pid_file)]
        with self._log.open("wb") as log:
            subprocess.run(  # noqa: S603 - the words are ours, and the folder's name is no command
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
        """Whether the store accepts connections, as long as it lives to do so."""
        return wait_until(lambda: accepts(port) or not self.is_alive(), START_TIMEOUT_S) and self.is_alive()

    def _last_words(self) -> str:
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
    """Whether it came to be so in time."""
    deadline = time.monotonic() + timeout_s
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(LOOK_EVERY_S)
    return True
