"""Shared by the scenarios of the campaign: servers and commands as users start them, clients, and invariants."""

import json
import os
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from seed.starter.files import content_of
from terminology.store.process import StoreProcess, wait_until
from tests.examples.command_line import EXCERPT
from tests.examples.server import COMMAND, RunningServer, environment

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
LOOKUP = f"/r4/CodeSystem/$lookup?system={HCPCS}&code=J3111"
DISPLAY = b"romosozumab-aqqg"  # what is answered to it, by every release
ANSWERED, REFUSED = 200, 503
LOST = ("RemoteProtocolError", "ReadError")  # the connection ended without an answer
BACK_WITHIN_S = 60.0
NOTICED_S = 30.0
FIRST = 1_001  # the number of a release that no round imports
CODES = 186  # of the release that is imported again and again


class NotHeld(Exception):
    """An invariant did not hold; the message says which."""


class NotTried(Exception):
    """This machine cannot run it; the message says why."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How often a scenario injects its fault, and the seconds after which it does not start again."""

    rounds: int
    seconds: float

    def each(self) -> Iterator[int]:
        until = time.monotonic() + self.seconds
        for number in range(self.rounds):
            if number and time.monotonic() > until:
                return
            yield number


def must(holds: bool, what: str) -> None:
    if not holds:
        raise NotHeld(what)


class Asker:
    """Sends requests continuously to several servers in turn, like a load balancer that skips dead ones."""

    def __init__(self, *urls: str) -> None:
        self.urls = urls
        self.seen: Counter[str] = Counter()
        self.longest_s = 0.0
        self._is_over = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(number,), daemon=True) for number in range(4)]

    def __enter__(self) -> "Asker":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, number: int) -> None:
        turn = number
        with httpx.Client(timeout=30) as client:
            while not self._is_over.is_set():
                turn += 1
                self._ask_once(client, turn)
                time.sleep(0.02)

    def _ask_once(self, client: httpx.Client, turn: int) -> None:
        started = time.monotonic()
        for place in range(len(self.urls)):
            url = self.urls[(turn + place) % len(self.urls)] + LOOKUP
            try:
                # A connection of its own: one that is reused may be closed by a server that stops just as it is used.
                answered = client.get(url, headers={"Connection": "close"})
                is_wrong = answered.status_code == ANSWERED and DISPLAY not in answered.content
                self.seen["wrong answer" if is_wrong else str(answered.status_code)] += 1
                self.longest_s = max(self.longest_s, time.monotonic() - started)
                return
            except httpx.ConnectError:
                continue
            except httpx.HTTPError as error:
                self.seen[type(error).__name__] += 1
                return
        self.seen["nobody listens"] += 1

    def only_answers(self) -> None:
        must(set(self.seen) == {str(ANSWERED)}, f"questions were answered with {dict(self.seen)}")

    def answers_around_a_killed_worker(self) -> None:
        """Beside answers: 503 of the worker that takes its place, until it has the store, and what the killed one was
        answering, at most one question of each thread."""
        lost = sum(count for what, count in self.seen.items() if what in LOST)
        others = set(self.seen) - {str(ANSWERED), str(REFUSED), *LOST}
        must(not others and lost <= len(self._threads), f"questions were answered with {dict(self.seen)}")
        for what in (str(REFUSED), *LOST):
            self.seen.pop(what, None)

    def __str__(self) -> str:
        return f"{self.seen.total():,} questions answered, the longest took {self.longest_s:.1f} s"


def command(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment(folder) | variables,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def started(folder: Path, *arguments: str, **variables: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*COMMAND, *arguments],
        env=environment(folder) | variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def refused_in_a_sentence(done: "subprocess.CompletedProcess[str]", what: str) -> None:
    must(done.returncode == 1, f"{what} ended with {done.returncode}: {done.stderr[-300:]}")
    must("Traceback" not in done.stderr, f"{what} showed a traceback: {done.stderr[-300:]}")


def store_pid(folder: Path) -> int:
    return int((folder / "store.pid").read_text())


def kill_store(folder: Path) -> None:
    """kill -9 as soon as there is a store: the previous one may just have been killed, which is not noticed yet."""
    store = StoreProcess(folder)
    must(wait_until(store.is_alive, BACK_WITHIN_S), "the store was not started again in a minute")
    os.kill(store_pid(folder), signal.SIGKILL)


def wait_until_ready(server: RunningServer) -> float:
    """The seconds until it was ready."""
    began = time.monotonic()
    while time.monotonic() < began + BACK_WITHIN_S:
        try:
            if httpx.get(f"{server.url}/readyz", timeout=10).status_code == ANSWERED:
                return time.monotonic() - began
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise NotHeld("the server was not ready again in a minute")


def versions(folder: Path, **variables: str) -> list[str]:
    listed = command(folder, "list", "--json", **variables)
    must(listed.returncode == 0, f"`list` failed: {listed.stderr[-300:]}")
    return [row["version"] for row in json.loads(listed.stdout) if row["system"] == HCPCS]


def complete(server: RunningServer, version: str) -> None:
    """A listed release has every code, not only one."""
    query = {"url": f"{HCPCS}?fhir_vs", "system-version": f"{HCPCS}|{version}", "count": "0"}
    until = time.monotonic() + NOTICED_S
    while True:
        answered = httpx.get(f"{server.url}/r5/ValueSet/$expand", params=query, timeout=30)
        if answered.status_code == ANSWERED or time.monotonic() > until:
            break
        time.sleep(0.1)
    must(answered.status_code == ANSWERED, f"the codes of {version} are answered with {answered.status_code}")
    total = answered.json()["expansion"]["total"]
    must(total == CODES, f"{version} has {total} codes, and not {CODES}")


def memory_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def release(folder: Path) -> Path:
    file = folder / EXCERPT
    file.write_bytes(content_of(EXCERPT))
    return file


def import_takes_s(folder: Path) -> float:
    """On this machine now; a kill should happen during writes to the store, not while Python starts."""
    began = time.monotonic()
    done = command(folder, "import", "hcpcs", str(release(folder)), "--release", month(FIRST))
    must(done.returncode == 0, f"an import that nobody disturbs failed: {done.stderr[-300:]}")
    return time.monotonic() - began


def moment(number: int, whole_s: float) -> float:
    """From two fifths of the time, when an import has read its file, to its end."""
    return whole_s * (0.4 + 0.1 * (number * 3 % 7))


def month(number: int) -> str:
    """A version for the import with this number, other ones for a thousand numbers."""
    return f"{2026 + number // 12}-{number % 12 + 1:02}"
