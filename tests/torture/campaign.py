"""A campaign of faults over servers as a user starts them: `python -m tests.torture.campaign`, part of `make torture`.

Each scenario does one thing to a server, its store or its importer while questions are asked, for some rounds, and then
looks whether what must hold does. `--rounds N` does each N times (3), `--only NAME…` some of them. Prints a line for
each; exit status 1 when something did not hold. What came of it stands in docs/reliability.md.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from seed.starter.files import content_of
from tests.examples.command_line import EXCERPT
from tests.examples.server import COMMAND, RunningServer, environment

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
LOOKUP = f"/r4/CodeSystem/$lookup?system={HCPCS}&code=J3111"
ANSWERED, REFUSED = 200, 503
BACK_WITHIN_S = 60.0


class NotHeld(Exception):
    """An invariant did not hold; the message says which."""


def must(holds: bool, what: str) -> None:
    if not holds:
        raise NotHeld(what)


class Asker:
    """Asks all the time, of several servers in turn, as a load balancer does: who does not listen is passed over."""

    def __init__(self, *urls: str) -> None:
        self.urls = urls
        self.seen: Counter[str] = Counter()
        self._is_over = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(number,)) for number in range(4)]

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
                time.sleep(0.01)

    def _ask_once(self, client: httpx.Client, turn: int) -> None:
        for place in range(len(self.urls)):
            url = self.urls[(turn + place) % len(self.urls)] + LOOKUP
            try:
                # A connection of its own: one that is kept may be closed by a server that stops just as it is used.
                self.seen[str(client.get(url, headers={"Connection": "close"}).status_code)] += 1
                return
            except httpx.ConnectError:
                continue
            except httpx.HTTPError as error:
                self.seen[type(error).__name__] += 1
                return
        self.seen["nobody listens"] += 1

    def only_answers(self) -> None:
        must(set(self.seen) == {str(ANSWERED)}, f"questions were answered with {dict(self.seen)}")


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], env=environment(folder), capture_output=True, text=True, timeout=120, check=False
    )


def store_pid(folder: Path) -> int:
    return int((folder / "store.pid").read_text())


def wait_until_ready(server: RunningServer) -> None:
    until = time.monotonic() + BACK_WITHIN_S
    while time.monotonic() < until:
        try:
            if httpx.get(f"{server.url}/readyz", timeout=5).status_code == ANSWERED:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise NotHeld("the server was not ready again in a minute")


def versions(folder: Path) -> list[str]:
    listed = command(folder, "list", "--json")
    must(listed.returncode == 0, f"`list` failed: {listed.stderr}")
    return [row["version"] for row in json.loads(listed.stdout) if row["system"] == HCPCS]


def release(folder: Path) -> Path:
    file = folder / EXCERPT
    file.write_bytes(content_of(EXCERPT))
    return file


def store_is_killed(folder: Path, rounds: int) -> str:
    """kill -9 of the store under a server: answers go on, the store comes back, nothing is lost."""
    with RunningServer(folder) as server, Asker(server.url) as asker:
        before = versions(folder)
        for _ in range(rounds):
            os.kill(store_pid(folder), signal.SIGKILL)
            time.sleep(1)
            wait_until_ready(server)
            must(versions(folder) == before, "what is loaded has changed")
    asker.only_answers()
    return f"{asker.seen.total():,} questions answered"


def store_is_stopped(folder: Path, rounds: int) -> str:
    """The store does not answer for seconds (SIGSTOP): reads go on, /readyz says so or waits, then all is well."""
    with RunningServer(folder) as server, Asker(server.url) as asker:
        for _ in range(rounds):
            pid = store_pid(folder)
            os.kill(pid, signal.SIGSTOP)
            time.sleep(5)
            os.kill(pid, signal.SIGCONT)
            wait_until_ready(server)
    asker.only_answers()
    return f"{asker.seen.total():,} questions answered"


def importer_is_killed(folder: Path, rounds: int) -> str:
    """kill -9 of an import at any moment: the old content or the new, whole; the next import works."""
    file = release(folder)
    seen: Counter[int] = Counter()
    with RunningServer(folder) as server, Asker(server.url) as asker:
        for number in range(rounds):
            version = f"2024-{number % 12 + 1:02}"
            importer = subprocess.Popen(
                [*COMMAND, "import", "hcpcs", str(file), "--release", version],
                env=environment(folder),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(0.4 + (number % 7) * 0.3)
            importer.kill()
            importer.wait()
            is_there = version in versions(folder)
            seen[is_there] += 1
            asked = httpx.get(f"{server.url}{LOOKUP}&version={version}", timeout=30).status_code
            must(asked == ANSWERED or not is_there, f"{version} is listed and answered with {asked}")
        done = command(folder, "import", "hcpcs", str(file), "--release", "2023-07")
        must(done.returncode == 0, f"the import afterwards was refused: {done.stderr[-300:]}")
    asker.only_answers()
    return f"{seen[True]} imports were visible, {seen[False]} were not; {asker.seen.total():,} questions answered"


def servers_are_restarted(folder: Path, rounds: int) -> str:
    """Two servers over one store are restarted in turn under load: not one request fails."""
    first = RunningServer(folder)
    (folder / "b").mkdir()
    with first:
        second = RunningServer(folder)
        with second, Asker(first.url, second.url) as asker:
            for _ in range(rounds):
                for server in (first, second):
                    server._stop()
                    restarted = server.__enter__()
                    must(restarted.ready_after_s < BACK_WITHIN_S, "it did not start")
    asker.only_answers()
    return f"{2 * rounds} restarts, {asker.seen.total():,} questions answered"


def server_is_told_to_stop_while_it_answers(folder: Path, rounds: int) -> str:
    """SIGTERM while long requests run: each is answered, with 200 or 503, and none is cut off.

    A connection that is made in the moment in which the server stops listening is another matter: the kernel resets
    it, before anything of its request was read.
    """
    seen: Counter[str] = Counter()
    entry = {"request": {"method": "GET", "url": LOOKUP.removeprefix("/r4/")}}
    body = json.dumps({"resourceType": "Bundle", "type": "batch", "entry": [entry] * 5000})

    def ask(client: httpx.Client, url: str) -> None:
        try:
            answered = client.post(f"{url}/r4", content=body, headers={"Content-Type": "application/fhir+json"})
            seen[str(answered.status_code)] += 1
        except httpx.HTTPError as error:
            seen[type(error).__name__] += 1

    for _ in range(rounds):
        with RunningServer(folder) as server:
            clients = [httpx.Client(timeout=60) for _ in range(6)]
            asking = [threading.Thread(target=ask, args=(client, server.url)) for client in clients]
            for thread in asking:
                thread.start()
            time.sleep(0.5)
            server.process.send_signal(signal.SIGTERM)
            for thread in asking:
                thread.join()
            for client in clients:
                client.close()
    must(set(seen) <= {str(ANSWERED), str(REFUSED)}, f"requests were cut off: {dict(seen)}")
    return f"{dict(seen)}"


def backups_are_made_during_imports(folder: Path, rounds: int) -> str:
    """Each backup that is made while imports come and go is whole, and opens somewhere else."""
    file = release(folder)
    with RunningServer(folder):
        for number in range(rounds):
            version = f"2024-{number % 12 + 1:02}"
            importer = subprocess.Popen(
                [*COMMAND, "import", "hcpcs", str(file), "--release", version, "--replace"],
                env=environment(folder),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            backup = folder / f"{number}.backup"
            made = command(folder, "backup", str(backup))
            importer.wait()
            must(made.returncode == 0, f"the backup failed: {made.stderr[-300:]}")
            elsewhere = folder / f"elsewhere{number}"
            elsewhere.mkdir()
            restored = command(elsewhere, "restore", str(backup))
            must(restored.returncode == 0, f"it could not be restored: {restored.stderr[-300:]}")
            looked_up = command(elsewhere, "lookup", "J3111")
            must("romosozumab" in looked_up.stdout, "it was restored without what was in it")
    return f"{rounds} backups made and restored"


def data_folder_cannot_be_used(folder: Path, rounds: int) -> str:
    """A data folder that cannot be used is refused in one sentence, by every command, and left as it is."""
    blocked = folder / "blocked"
    blocked.write_text("a file where the folder should be")
    for arguments in (("list",), ("lookup", "J3111"), ("doctor",), ("serve", "--port", "0")):
        refused = command(blocked, *arguments)
        must(refused.returncode == 1, f"`{arguments[0]}` ended with {refused.returncode}")
        must("Traceback" not in refused.stderr, f"`{arguments[0]}` showed a traceback")
    return "four commands refused it"


SCENARIOS: dict[str, Callable[[Path, int], str]] = {
    scenario.__name__: scenario
    for scenario in (
        store_is_killed,
        store_is_stopped,
        importer_is_killed,
        servers_are_restarted,
        server_is_told_to_stop_while_it_answers,
        backups_are_made_during_imports,
        data_folder_cannot_be_used,
    )
}


@contextmanager
def timed() -> Iterator[Callable[[], float]]:
    started = time.monotonic()
    yield lambda: time.monotonic() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=list(SCENARIOS))
    chosen = parser.parse_args()
    failed = 0
    for name in chosen.only:
        with tempfile.TemporaryDirectory() as folder, timed() as elapsed:
            try:
                said = f"held: {SCENARIOS[name](Path(folder), chosen.rounds)}"
            except (NotHeld, RuntimeError, subprocess.TimeoutExpired) as error:
                failed += 1
                said = f"DID NOT HOLD: {error}"
            print(f"{name.replace('_', ' ')} ({elapsed():.0f} s): {said}", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
