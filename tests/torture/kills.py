"""Scenarios with killed or stopped processes, and with concurrent imports."""

import os
import signal
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import httpx

from terminology.store.embedded import EmbeddedStore
from terminology.store.process import wait_until
from tests.examples.server import RunningServer
from tests.torture.scene import (
    ANSWERED,
    BACK_WITHIN_S,
    LOOKUP,
    Asker,
    Effort,
    command,
    complete,
    import_takes_s,
    kill_store,
    moment,
    month,
    must,
    release,
    started,
    store_pid,
    versions,
    wait_until_ready,
)

MINUTE_FROM_S = 60.0  # an effort of so many seconds lets the store stop for a minute


def store_is_killed(folder: Path, effort: Effort) -> str:
    """kill -9 of the store of a server: requests are answered, nothing is lost."""
    with RunningServer(folder) as server, Asker(server.url) as asker:
        before = versions(folder)
        for number in effort.each():
            kill_store(folder)
            time.sleep(0.3 + number % 5 * 0.2)
            wait_until_ready(server)
        must(versions(folder) == before, "what is loaded has changed")
    asker.only_answers()
    return f"{number + 1} kills, {asker}"


def store_is_restarted(folder: Path, effort: Effort) -> str:
    """The store is restarted because of its memory while clients write: no request or write fails."""
    written: Counter[int] = Counter()
    is_over = threading.Event()

    def write(url: str, key: str, writer: str) -> None:
        headers = {"Authorization": f"Bearer {key}"}
        with httpx.Client(base_url=url, headers=headers, timeout=60) as client:
            while not is_over.is_set():
                title = str(written.total())
                body = {"resourceType": "ValueSet", "id": writer, "url": f"http://x/{writer}", "status": "draft"}
                written[client.put(f"/r5/ValueSet/{writer}", json={**body, "title": title}).status_code] += 1

    with RunningServer(folder) as server, Asker(server.url) as asker:
        key = command(folder, "keys", "add", "writer", "--scope", "system/*.cruds").stdout.strip()
        writers = [threading.Thread(target=write, args=(server.url, key, f"w{number}")) for number in range(3)]
        for writer in writers:
            writer.start()
        store = EmbeddedStore(folder)
        store.locate()
        restarts = 0
        for _ in effort.each():
            before = written.total()
            must(wait_until(lambda: written.total() > before + 3, BACK_WITHIN_S), "nothing was written in a minute")  # noqa: B023 - called here
            restarts += store.restart_between_operations()
        is_over.set()
        for writer in writers:
            writer.join()
        store.leave()
    asker.only_answers()
    must(restarts > 0, "there was no moment between two operations")
    must(set(written) <= {200, 201}, f"writes were answered with {dict(written)}")
    return f"{restarts} restarts, {written.total():,} writes; {asker}"


def store_is_stopped(folder: Path, effort: Effort) -> str:
    """The store does not respond for a minute (SIGSTOP): reads continue; afterwards imports work."""
    pause_s = 60 if effort.seconds >= MINUTE_FROM_S else 5
    file = release(folder)
    with RunningServer(folder) as server, Asker(server.url) as asker:
        pid = store_pid(folder)
        os.kill(pid, signal.SIGSTOP)
        time.sleep(pause_s)
        with suppress(ProcessLookupError):  # a store that answers nobody for so long is started anew
            os.kill(pid, signal.SIGCONT)
        after_s = wait_until_ready(server)
        done = command(folder, "import", "hcpcs", str(file), "--release", month(0))
        must(done.returncode == 0, f"the import afterwards was refused: {done.stderr[-300:]}")
    asker.only_answers()
    return f"stopped for {pause_s} s, ready {after_s:.1f} s after; {asker}"


def server_is_killed(folder: Path, effort: Effort) -> str:
    """kill -9 of a server during an import: it restarts and serves the complete old or new content."""
    file = release(folder)
    slowest_s = 0.0
    with RunningServer(folder):
        import_s = import_takes_s(folder)
    for number in effort.each():
        with RunningServer(folder) as server:
            importer = started(folder, "import", "hcpcs", str(file), "--release", month(number))
            time.sleep(moment(number, import_s))
            server.process.kill()
            server.process.wait()
            _, words = importer.communicate(timeout=120)
            must(importer.returncode == 0, f"the import failed: {words[-300:]}")
            server.__enter__()
            slowest_s = max(slowest_s, server.ready_after_s)
            asked = httpx.get(f"{server.url}{LOOKUP}&version={month(number)}", timeout=30).status_code
            must(asked == ANSWERED, f"what was imported is answered with {asked}")
            complete(server, month(number))
    return f"{number + 1} kills, ready again after {slowest_s:.1f} s at most"


def importer_is_killed(folder: Path, effort: Effort) -> str:
    """kill -9 of an import at any moment: the complete old or new content is served, and the next import works."""
    file = release(folder)
    seen: Counter[bool] = Counter()
    with RunningServer(folder) as server, Asker(server.url) as asker:
        import_s = import_takes_s(folder)
        for number in effort.each():
            importer = started(folder, "import", "hcpcs", str(file), "--release", month(number))
            time.sleep(moment(number, import_s))
            importer.kill()
            importer.communicate()
            is_there = month(number) in versions(folder)
            seen[is_there] += 1
            asked = httpx.get(f"{server.url}{LOOKUP}&version={month(number)}", timeout=30).status_code
            must(asked == ANSWERED or not is_there, f"{month(number)} is listed and answered with {asked}")
            if is_there:
                complete(server, month(number))
        done = command(folder, "import", "hcpcs", str(file), "--release", month(999))
        must(done.returncode == 0, f"the import afterwards was refused: {done.stderr[-300:]}")
    asker.only_answers()
    return f"{seen.total()} kills, {seen[True]} imports were visible and {seen[False]} not; {asker}"


def two_import_at_once(folder: Path, effort: Effort) -> str:
    """Two simultaneous imports: both are published, each time."""
    file = release(folder)
    with RunningServer(folder) as server, Asker(server.url) as asker:
        for number in effort.each():
            pair = (month(2 * number), month(2 * number + 1))
            importers = [started(folder, "import", "hcpcs", str(file), "--release", version) for version in pair]
            message = [importer.communicate(timeout=120)[1] for importer in importers]
            must(all(not importer.returncode for importer in importers), f"an import failed: {message}"[-400:])
            must(set(pair) <= set(versions(folder)), f"of {pair} one was lost")
        for version in pair:
            complete(server, version)
    asker.only_answers()
    return f"{number + 1} pairs, {asker}"


def imports_while_four_workers_serve(folder: Path, effort: Effort) -> str:
    """Each worker shows each import within two seconds, and every status is 200."""
    file = release(folder)
    slowest_s = 0.0
    with RunningServer(folder, "--workers", "4") as server, Asker(server.url) as asker:
        for number in effort.each():
            done = command(folder, "import", "hcpcs", str(file), "--release", month(number))
            must(done.returncode == 0, f"the import failed: {done.stderr[-300:]}")
            began, in_a_row = time.monotonic(), 0
            while in_a_row < 20:  # of four workers who share the port
                must(time.monotonic() - began < 30, f"{month(number)} was not shown by every worker in 30 s")
                asked = httpx.get(f"{server.url}{LOOKUP}&version={month(number)}", timeout=30).status_code
                in_a_row = in_a_row + 1 if asked == ANSWERED else 0
            slowest_s = max(slowest_s, time.monotonic() - began)
    asker.only_answers()
    return f"{number + 1} imports, shown by all after {slowest_s:.1f} s at most; {asker}"
