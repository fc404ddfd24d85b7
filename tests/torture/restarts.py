"""Scenarios of orderly stops: rolling restarts under load, SIGTERM during requests; and concurrent backups."""

import json
import os
import signal
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import psutil

from tests.examples.server import RunningServer
from tests.torture.scene import (
    ANSWERED,
    BACK_WITHIN_S,
    LOOKUP,
    REFUSED,
    Asker,
    Effort,
    command,
    month,
    must,
    release,
    started,
)


def servers_are_restarted(folder: Path, effort: Effort) -> str:
    """Two servers on one store are restarted in turn under load: no request fails."""
    first, second = RunningServer(folder, "--workers", "2"), RunningServer(folder, "--workers", "2")
    with first, second, Asker(first.url, second.url) as asker:
        times = 0
        for times, _ in enumerate(effort.each(), start=1):  # noqa: B007 - reported at the end
            for server in (first, second):
                server._stop()
                server.__enter__()
                must(server.ready_after_s < BACK_WITHIN_S, "it did not start")
    asker.only_answers()
    return f"{2 * times} restarts, {asker}"


def workers_are_restarted(folder: Path, effort: Effort) -> str:
    """Two workers are stopped in turn and replaced: no request fails."""
    with RunningServer(folder, "--workers", "2") as server:
        process = psutil.Process(server.process.pid)
        with Asker(server.url) as asker:
            for number in effort.each():
                workers = workers_of(process)
                victim = workers[number % len(workers)]
                os.kill(victim, signal.SIGTERM)
                began = time.monotonic()
                while victim in workers_of(process) or len(workers_of(process)) < 2:
                    must(time.monotonic() - began < BACK_WITHIN_S, "no worker took the place of the one that stopped")
                    time.sleep(0.1)
                time.sleep(2)  # the new one reads what is loaded
    asker.only_answers()
    return f"{number + 1} workers, {asker}"


def workers_of(process: psutil.Process) -> list[int]:
    """The listening processes, without the store and the helpers of multiprocessing."""
    found = []
    for child in process.children():
        try:
            if child.cmdline() == process.cmdline():  # they are forks
                found.append(child.pid)
        except psutil.Error:
            continue
    return sorted(found)


def server_is_stopped_while_it_answers(folder: Path, effort: Effort) -> str:
    """SIGTERM during long requests: each is answered with 200 or 503, and none is interrupted.

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

    for number in effort.each():
        with RunningServer(folder) as server:
            clients = [httpx.Client(timeout=60) for _ in range(6)]
            asking = [threading.Thread(target=ask, args=(client, server.url)) for client in clients]
            for thread in asking:
                thread.start()
            time.sleep(0.3 + 0.1 * (number % 5))
            server.process.send_signal(signal.SIGTERM)
            for thread in asking:
                thread.join()
            for client in clients:
                client.close()
    must(set(seen) <= {str(ANSWERED), str(REFUSED)}, f"requests were cut off: {dict(seen)}")
    return f"{number + 1} stops during six batches of 5,000: {dict(seen)}"


def backups_are_made_during_imports(folder: Path, effort: Effort) -> str:
    """Each backup made during imports and removals is complete, and can be restored elsewhere."""
    file = release(folder)
    with RunningServer(folder):
        for number in effort.each():
            importer = started(folder, "import", "hcpcs", str(file), "--release", month(number % 2), "--replace")
            backup = folder / f"{number}.backup"
            made = command(folder, "backup", str(backup))
            importer.communicate()
            must(made.returncode == 0, f"the backup failed: {made.stderr[-300:]}")
            elsewhere = folder / f"elsewhere{number}"
            elsewhere.mkdir()
            restored = command(elsewhere, "restore", str(backup))
            must(restored.returncode == 0, f"it could not be restored: {restored.stderr[-300:]}")
            looked_up = command(elsewhere, "lookup", "J3111")
            must("romosozumab" in looked_up.stdout, "it was restored without what was in it")
    return f"{number + 1} backups made and restored"
