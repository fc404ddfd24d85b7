"""kill -9 at random moments of a mix of writes: of the server, of its workers, and of the store.

Acknowledged writes exist afterwards, unchanged; a transaction exists completely or not at all; and no
history has a gap. Ten rounds here; `make torture` makes 300 (WRITE_CRASH_ROUNDS), a third of each, or as many as there
is time for (WRITE_CRASH_SECONDS). WRITE_CRASH_SEED repeats the moments.
"""

import os
import random  # noqa: TID251 - the moments are random, their seed is printed
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from terminology.store.embedded import EmbeddedStore
from tests.examples.server import COMMAND, NO_TLS, RunningServer, environment
from tests.torture.restarts import workers_of

ROUNDS = int(os.environ.get("WRITE_CRASH_ROUNDS", "10"))
SECONDS = float(os.environ.get("WRITE_CRASH_SECONDS", "inf"))
WRITERS = 3
LONGEST_MIX_S = 0.8 if ROUNDS > 10 else 0.4
AT_ONE_GROUP = 25  # rounds write the same resources, whose history is read after each
STORES = 2 if ROUNDS > 10 else 1  # are killed beside each other: a round is mostly waiting until one is found again
READY_WITHIN_S = 60.0
Json = dict[str, Any]


@dataclass
class Acknowledged:
    """The acknowledged state: by id, the highest version with its title, None for a deletion."""

    heads: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, id: str, version: int, title: str | None) -> None:
        with self.lock:
            if version > self.heads.get(id, (0, None))[0]:
                self.heads[id] = (version, title)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    holder = EmbeddedStore(tmp_path)  # so that the store is not stopped whenever a server ends
    holder.locate()
    yield tmp_path
    holder.leave()


def key_for(folder: Path) -> str:
    command = [*COMMAND, "keys", "add", "torture", "--scope", "system/*.cruds"]
    made = subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=True, timeout=120)
    return made.stdout.strip()


def value_set(id: str, title: str) -> Json:
    url = f"https://a.example.org/ValueSet/{id}"
    return {"resourceType": "ValueSet", "id": id, "url": url, "version": "1", "status": "draft", "title": title}


def write_until_it_is_gone(url: str, key: str, writer: str, acknowledged: Acknowledged, stop: threading.Event) -> None:
    """Updates and deletes its two resources, sometimes both in one transaction."""
    headers = {"Authorization": f"Bearer {key}"}
    count = 0
    with httpx.Client(base_url=url, headers=headers, timeout=30, verify=NO_TLS) as client:
        while not stop.is_set():
            count += 1
            title = f"{writer} {count} {time.monotonic_ns()}"
            try:
                if count % 4 == 0:
                    write_both(client, writer, title, acknowledged)
                elif count % 7 == 0:
                    delete_one(client, f"{writer}-a", acknowledged)
                else:
                    put_one(client, f"{writer}-a", title, acknowledged)
            except httpx.TransportError:
                if stop.wait(0.05):
                    return


def put_one(client: httpx.Client, id: str, title: str, acknowledged: Acknowledged) -> None:
    answer = client.put(f"/r5/ValueSet/{id}", json=value_set(id, title))
    if answer.status_code in (200, 201):
        acknowledged.note(id, int(answer.headers["etag"][3:-1]), title)


def delete_one(client: httpx.Client, id: str, acknowledged: Acknowledged) -> None:
    before = acknowledged.heads.get(id, (0, None))[0]
    answer = client.delete(f"/r5/ValueSet/{id}", headers={"If-Match": f'W/"{before}"'} if before else {})
    if answer.status_code == 204 and before:
        acknowledged.note(id, before + 1, None)


def write_both(client: httpx.Client, writer: str, title: str, acknowledged: Acknowledged) -> None:
    ids = (f"{writer}-b", f"{writer}-c")
    entries = [{"resource": value_set(id, title), "request": {"method": "PUT", "url": f"ValueSet/{id}"}} for id in ids]
    answer = client.post("/r5", json={"resourceType": "Bundle", "type": "transaction", "entry": entries})
    if answer.status_code == 200:
        for id, entry in zip(ids, answer.json()["entry"], strict=True):
            acknowledged.note(id, int(entry["response"]["etag"][3:-1]), title)


def read(client: httpx.Client, path: str) -> httpx.Response:
    """The response, as soon as the store is available again."""
    until = time.monotonic() + READY_WITHIN_S
    while (answer := client.get(path)).status_code == 503 and time.monotonic() < until:
        time.sleep(0.05)
    return answer


def check(client: httpx.Client, acknowledged: Acknowledged, group: str = "") -> None:
    """Compares the content with the acknowledged writes; unacknowledged writes may exist as well.

    Of the group, or of all.
    """
    for id, (version, title) in [item for item in acknowledged.heads.items() if item[0].startswith(group)]:
        history = read(client, f"/r5/ValueSet/{id}/_history?_count=1000").json()
        versions = [int(entry["response"]["etag"][3:-1]) for entry in history["entry"]]
        assert versions == list(range(len(versions), 0, -1)), id
        assert len(versions) >= version, (id, versions[0], version)
        retained = history["entry"][len(versions) - version]
        assert retained.get("resource", {}).get("title") == title, id
    for writer in {id[:-2] for id in acknowledged.heads if id.startswith(group) and id[-1] in "bc"}:
        both = [read(client, f"/r5/ValueSet/{writer}-{letter}/_history?_count=1000") for letter in "bc"]
        titles = [[entry["resource"]["title"] for entry in answer.json()["entry"]] for answer in both]
        assert titles[0] == titles[1], "half a transaction"


def check_soon(client: httpx.Client, acknowledged: Acknowledged, group: str) -> None:
    """The same for a worker that lags behind another's write: it has two seconds, on a busy machine more."""
    until = time.monotonic() + READY_WITHIN_S
    while True:
        try:
            return check(client, acknowledged, group)
        except (AssertionError, KeyError):  # KeyError: the worker does not know the resource at all, and says 404
            if time.monotonic() > until:
                raise
        time.sleep(0.1)


def wait_until_ready(url: str) -> None:
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until:
        try:
            ready = httpx.get(f"{url}/readyz", timeout=5, verify=NO_TLS)
            if ready.status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError("the server did not recover")


def kill_store(folder: Path) -> None:
    os.kill(int((folder / "store.pid").read_text()), signal.SIGKILL)


@contextmanager
def writing(url: str, key: str, acknowledged: Acknowledged, group: str) -> Iterator[None]:
    """Writers that write while the body runs, and have stopped afterwards."""
    stop = threading.Event()
    writers = [
        threading.Thread(target=write_until_it_is_gone, args=(url, key, f"{group}{number}", acknowledged, stop))
        for number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    try:
        yield
    finally:
        stop.set()
        for writer in writers:
            writer.join()


def rounds(count: int) -> Iterator[int]:
    """This many, or fewer if the time is over; prints the number."""
    until = time.monotonic() + SECONDS
    done = 0
    while done < count and time.monotonic() < until:
        yield done
        done += 1
    print(f"{done} rounds of {count}")


def chance() -> random.Random:
    """For the moments; its seed is printed so that they can be repeated."""
    seed = os.environ.get("WRITE_CRASH_SEED") or str(random.SystemRandom().randrange(10**6))
    print(f"WRITE_CRASH_SEED={seed}")
    return random.Random(seed)


def let_them_write(moments: random.Random, acknowledged: Acknowledged) -> None:
    """For a random time, but at least until something was acknowledged: a slow machine starts later."""
    time.sleep(moments.random() * LONGEST_MIX_S)
    until = time.monotonic() + READY_WITHIN_S
    while not acknowledged.heads and time.monotonic() < until:
        time.sleep(0.01)


def check_all(folder: Path, acknowledged: Acknowledged) -> None:
    with (
        RunningServer(folder, "--no-starter") as server,
        httpx.Client(base_url=server.url, timeout=30, verify=NO_TLS) as client,
    ):
        check(client, acknowledged)
    assert acknowledged.heads


def test_a_server_that_is_killed_loses_nothing_acknowledged_and_leaves_nothing_half(folder: Path) -> None:
    moments, key, acknowledged = chance(), key_for(folder), Acknowledged()
    for number in rounds(ROUNDS - 2 * (ROUNDS // 3)):
        group = f"s{number // AT_ONE_GROUP}-"
        with (
            RunningServer(folder, "--no-starter") as server,
            httpx.Client(base_url=server.url, timeout=30, verify=NO_TLS) as client,
        ):
            check(client, acknowledged, group)
            with writing(server.url, key, acknowledged, group):
                let_them_write(moments, acknowledged)
                server.process.kill()
    check_all(folder, acknowledged)


def test_workers_that_are_killed_lose_nothing_acknowledged_and_leave_nothing_half(folder: Path) -> None:
    """The server lives and replaces them."""
    moments, key, acknowledged = chance(), key_for(folder), Acknowledged()
    with RunningServer(folder, "--no-starter", "--workers", "2") as server:
        process = psutil.Process(server.process.pid)
        for number in rounds(ROUNDS // 3):
            group = f"w{number // AT_ONE_GROUP}-"
            with writing(server.url, key, acknowledged, group):
                let_them_write(moments, acknowledged)
                killed = workers_of(process)
                for pid in killed:
                    os.kill(pid, signal.SIGKILL)
                wait_until_ready(server.url)
            assert killed
            with httpx.Client(base_url=server.url, timeout=30, verify=NO_TLS) as client:
                check_soon(client, acknowledged, group)
    check_all(folder, acknowledged)


@pytest.mark.parametrize("part", range(STORES))
def test_a_store_that_is_killed_loses_nothing_acknowledged_and_leaves_nothing_half(folder: Path, part: int) -> None:
    moments, key, acknowledged = chance(), key_for(folder), Acknowledged()
    with (
        RunningServer(folder, "--no-starter") as server,
        httpx.Client(base_url=server.url, timeout=30, verify=NO_TLS) as client,
    ):
        for number in rounds(ROUNDS // 3 // STORES):
            group = f"t{part}{number // AT_ONE_GROUP}-"
            with writing(server.url, key, acknowledged, group):
                let_them_write(moments, acknowledged)
                kill_store(folder)
                wait_until_ready(server.url)
            check(client, acknowledged, group)
    check_all(folder, acknowledged)
