"""Scenarios of the data folder and the clock: full, read-only, damaged, and time that jumps."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

from terminology.store.process import wait_until
from tests.examples.server import RunningServer
from tests.torture.restarts import workers_of
from tests.torture.scene import (
    ANSWERED,
    BACK_WITHIN_S,
    LOOKUP,
    REFUSED,
    Asker,
    Effort,
    NotTried,
    command,
    month,
    must,
    refused_in_a_sentence,
    release,
    versions,
    wait_until_ready,
)

SMALL_MB = 200
HOUR, YEAR = 3600, 400 * 24 * 3600
JUMPS = (HOUR, -HOUR, YEAR, -YEAR, 0)


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A separate file system of a few megabytes."""
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL_MB}m", "none", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        raise NotTried("only root may mount a small file system")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=False)


def fill(place: Path) -> None:
    with (place / "ballast").open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


def large_resource(folder: Path, number: int) -> Path:
    """An incompressible code system of ten megabytes, for which the store needs space."""
    concepts = [{"code": f"c{place}", "display": os.urandom(250).hex()} for place in range(20_000)]
    head = {"resourceType": "CodeSystem", "url": f"http://example.org/{number}", "status": "active"}
    file = folder / f"large{number}.json"
    file.write_text(json.dumps({**head, "content": "complete", "concept": concepts}))
    return file


def disk_is_full(folder: Path, effort: Effort) -> str:
    """Nothing is left for data, columns and temporary files: imports and writes are refused in a sentence, questions
    are answered, and a killed worker is replaced; with room again everything is there and works."""
    with small_disk(folder / "small") as small, RunningServer(small, "--workers", "2", TMPDIR=str(small)) as server:
        key = command(small, "keys", "add", "writer", "--scope", "system/*.cruds").stdout.strip()
        with Asker(server.url) as asker, httpx.Client(base_url=server.url, timeout=60) as client:
            client.headers["Authorization"] = f"Bearer {key}"
            before = versions(small)
            for number in effort.each():
                file = large_resource(folder, number)
                fill(small)
                refused_in_a_sentence(command(small, "import", "resources", str(file)), "the import")
                written = write_while_full(client)
                asker.only_answers()
                restart_a_worker(server)
                (small / "ballast").unlink()
                wait_until_ready(server)
                must(versions(small) == before, "what is loaded has changed")
                must(all_there(client, written), "a write that was acknowledged is gone")
                done = command(small, "import", "resources", str(file))
                must(done.returncode == 0, f"with room again the import was refused: {done.stderr[-300:]}")
                query = {"url": f"http://example.org/{number}"}
                must(wait_until(lambda: found(client, query) == 1, BACK_WITHIN_S), "what was imported is not there")  # noqa: B023 - called here
                removed = command(small, "remove", query["url"], "")
                must(removed.returncode == 0, f"it could not be removed: {removed.stderr[-300:]}")
                asker.answers_around_a_killed_worker()
    return f"{number + 1} times full, a worker replaced meanwhile, {asker}"


def found(client: httpx.Client, query: dict[str, str]) -> int:
    return int(client.get("/r5/CodeSystem", params=query).json()["total"])


def write_while_full(client: httpx.Client) -> dict[str, str]:
    """The titles of acknowledged writes by id; others were refused until the disk had space again."""
    written: dict[str, str] = {}
    for number in range(3):
        id, title = f"full{number}", os.urandom(100_000).hex()
        body = {"resourceType": "ValueSet", "id": id, "url": f"http://x/{id}", "status": "draft", "title": title}
        answered = client.put(f"/r5/ValueSet/{id}", json=body).status_code
        must(answered in (200, 201, 503), f"a write on a full disk was answered with {answered}")
        if answered != REFUSED:
            written[id] = title
    return written


def all_there(client: httpx.Client, written: dict[str, str]) -> bool:
    return wait_until(
        lambda: all(client.get(f"/r5/ValueSet/{id}").json().get("title") == title for id, title in written.items()),
        BACK_WITHIN_S,
    )


def restart_a_worker(server: RunningServer) -> None:
    process = psutil.Process(server.process.pid)
    victim = workers_of(process)[0]
    os.kill(victim, signal.SIGKILL)
    must(
        wait_until(lambda: victim not in workers_of(process) and len(workers_of(process)) == 2, BACK_WITHIN_S),
        "no worker took the place of the killed one on a full disk",
    )


def folder_is_read_only(folder: Path, effort: Effort) -> str:
    """Writing commands are refused with a message, requests are answered; later everything works again."""
    file = release(folder)
    with small_disk(folder / "small") as small:
        with RunningServer(small) as server, Asker(server.url) as asker:
            for number in effort.each():
                # A folder with files that are open for writing cannot be made read only but by a mount over it.
                subprocess.run(["mount", "--bind", str(small), str(small)], check=True)
                subprocess.run(["mount", "-o", "remount,ro,bind", str(small)], check=True)
                try:
                    done = command(small, "import", "hcpcs", str(file), "--release", month(number))
                    if done.returncode:  # the store has its files open, and may go on to write them
                        refused_in_a_sentence(done, "the import")
                finally:
                    subprocess.run(["umount", str(small)], check=True)
                wait_until_ready(server)
                done = command(small, "import", "hcpcs", str(file), "--release", month(number), "--replace")
                must(done.returncode == 0, f"afterwards the import was refused: {done.stderr[-300:]}")
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        for arguments in (("list",), ("lookup", "J3111"), ("doctor",), ("serve", "--port", "0")):
            refused_in_a_sentence(command(small, *arguments), f"`{arguments[0]}`")
    asker.only_answers()
    return f"{number + 1} times, four commands refused; {asker}"


def folder_cannot_be_used(folder: Path, effort: Effort) -> str:
    """A file in place of the data folder is refused with a message by every command, and left unchanged."""
    blocked = folder / "blocked"
    blocked.write_text("a file where the folder should be")
    for arguments in (("list",), ("lookup", "J3111"), ("doctor",), ("serve", "--port", "0")):
        refused_in_a_sentence(command(blocked, *arguments), f"`{arguments[0]}`")
    return "four commands refused it"


def store_is_corrupted(folder: Path, effort: Effort) -> str:
    """Truncated or overwritten store files: correct answers or a refusal with a message; the backup can be restored."""
    original, backup = folder / "original", folder / "whole.backup"
    original.mkdir()
    with RunningServer(original):
        must(command(original, "backup", str(backup)).returncode == 0, "the backup failed")
        before = versions(original)
    seen = {"answered": 0, "refused": 0}
    files = sorted(path for path in original.rglob("*") if path.is_file() and path.stat().st_size > 100)
    for number in effort.each():
        damaged = folder / f"damaged{number}"
        shutil.copytree(original, damaged)
        victim = damaged / files[number * 7 % len(files)].relative_to(original)
        with victim.open("r+b") as file:
            if number % 2:
                file.truncate(victim.stat().st_size // 2)
            else:
                file.seek(victim.stat().st_size // 3)
                file.write(os.urandom(64))
        done = command(damaged, "lookup", "J3111")
        if done.returncode == 0 and "romosozumab" in done.stdout:
            seen["answered"] += 1
        else:
            refused_in_a_sentence(done, f"`lookup` with a damaged {victim.name}")
            seen["refused"] += 1
        again = folder / f"again{number}"
        again.mkdir()
        restored = command(again, "restore", str(backup))
        must(restored.returncode == 0, f"the backup could not be restored: {restored.stderr[-300:]}")
        must(versions(again) == before, "it was restored without what was in it")
        shutil.rmtree(damaged)
        shutil.rmtree(again)
    return f"{number + 1} files damaged: {seen['answered']} answered rightly, {seen['refused']} refused in a sentence"


def clock_jumps(folder: Path, effort: Effort) -> str:
    """By an hour and by a year, forward and back: requests are answered, imports are published and stay."""
    compiler = shutil.which("cc")
    if compiler is None:
        raise NotTried("there is no C compiler to build a clock that jumps")
    library, file, clock = folder / "clock.so", release(folder), folder / "clock"
    source = Path(__file__).with_name("clock.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(source)], check=True)
    clock.write_text("0")
    variables = {"LD_PRELOAD": str(library), "TORTURE_CLOCK": str(clock)}
    loaded: set[str] = set()
    with RunningServer(folder, **variables) as server, Asker(server.url) as asker:
        for number in effort.each():
            clock.write_text(str(JUMPS[number % len(JUMPS)]))
            time.sleep(1)
            done = command(folder, "import", "hcpcs", str(file), "--release", month(number), **variables)
            must(done.returncode == 0, f"the import was refused: {done.stderr[-300:]}")
            loaded.add(month(number))
            must(loaded <= set(versions(folder, **variables)), "an import is not there any more")
            wait_until_ready(server)
        asked = httpx.get(f"{server.url}{LOOKUP}&version={month(0)}", timeout=30).status_code
        must(asked == ANSWERED, f"the first import is answered with {asked}")
    asker.only_answers()
    return f"{number + 1} jumps, {asker}"
