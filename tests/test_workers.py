"""Two server processes on one store, as users start them: each answers as if it were the only one."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.examples.server import COMMAND, NO_TLS, RunningServer, environment

LETTERS = "http://example.org/letters"
WORKERS = 2
SOON_S = 15.0  # two seconds where a machine has time; `make bench` measures, here it must happen at all


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    folder = tmp_path_factory.mktemp("workers")
    with RunningServer(folder, "--workers", str(WORKERS)) as server:
        wait_until(lambda: len(worker_pids(server)) == WORKERS)
        yield server
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=30) == 0
    assert "Traceback" not in (folder / "server.log").read_text()


def worker_pids(server: RunningServer) -> list[int]:
    """The server's children that serve: they are forks of it."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    return [pid for pid in map(int, children) if command_line(pid) == command_line(server.process.pid)]


def command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""  # it has just ended


def sockets(pid: int) -> int:
    return sum(target(link).startswith("socket:") for link in Path(f"/proc/{pid}/fd").iterdir())


def target(link: Path) -> str:
    try:
        return os.readlink(link)
    except FileNotFoundError:
        return ""  # a worker that is starting opens and closes files all the time


def wait_until(is_so: Callable[[], bool], timeout_s: float = 30.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def import_letters(server: RunningServer, generation: str) -> None:
    concepts = [{"code": f"{number:03}", "display": f"{generation} {number}"} for number in range(400)]
    resource = {"resourceType": "CodeSystem", "url": LETTERS, "status": "active", "content": "complete"}
    file = server.folder / "letters.json"
    file.write_text(json.dumps(resource | {"title": generation, "concept": concepts}))
    command = [*COMMAND, "import", "resources", "--replace", str(file)]
    subprocess.run(command, env=environment(server.folder), capture_output=True, check=True)


def generations(client: httpx.Client, server: RunningServer) -> set[str]:
    """The generations in one response; empty for a worker that does not have the letters yet."""
    url = f"{server.url}/r5/ValueSet/$expand"
    answer = client.get(url, params={"url": f"{LETTERS}?fhir_vs", "count": 1000})
    if answer.status_code == 404:
        return set()
    contains = answer.json()["expansion"]["contains"]
    assert len(contains) == 400
    return {item["display"].split()[0] for item in contains}


def clients_of_each_worker(stack: ExitStack, server: RunningServer) -> list[httpx.Client]:
    """Enough open connections that every worker has some."""
    before = {pid: sockets(pid) for pid in worker_pids(server)}
    clients = []
    while any(sockets(pid) < count + 2 for pid, count in before.items()):
        clients.append(stack.enter_context(httpx.Client(timeout=30, verify=NO_TLS)))
        clients[-1].get(f"{server.url}/livez")
        assert len(clients) < 500
    return clients


def test_both_workers_show_an_import_soon_and_no_answer_mixes_two(server: RunningServer) -> None:
    import_letters(server, "old")
    with ExitStack() as stack:
        clients = clients_of_each_worker(stack, server)
        wait_until(lambda: all(generations(client, server) == {"old"} for client in clients))
        import_letters(server, "new")
        published = time.monotonic()
        waiting = clients
        while waiting:
            seen = {client: generations(client, server) for client in waiting}
            assert all(answer in ({"old"}, {"new"}) for answer in seen.values())
            waiting = [client for client, answer in seen.items() if answer != {"new"}]
            assert time.monotonic() - published < SOON_S
        assert all(generations(client, server) == {"new"} for client in clients)


def test_workers_share_the_memory_of_what_they_import(server: RunningServer) -> None:
    for pid in worker_pids(server):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        kib = {line.partition(":")[0]: int(line.split()[1]) for line in lines if line.endswith(" kB")}
        assert kib["Shared_Dirty"] > 25 * 1024  # 37 MiB; with an interpreter for each it is none


def test_a_worker_that_is_killed_is_replaced_while_the_other_answers(server: RunningServer) -> None:
    victim, survivor = worker_pids(server)
    os.kill(victim, signal.SIGKILL)

    def is_replaced() -> bool:
        httpx.get(f"{server.url}/r4/metadata", timeout=30, verify=NO_TLS).raise_for_status()
        pids = worker_pids(server)
        return len(pids) == WORKERS and survivor in pids and victim not in pids

    wait_until(is_replaced, 60)


def test_metrics_add_up_over_all_workers(server: RunningServer) -> None:
    with ExitStack() as stack:
        before = answered(server)
        clients = clients_of_each_worker(stack, server)
        assert answered(server) >= before + len(clients)


def answered(server: RunningServer) -> float:
    """How often /livez was answered, from /metrics."""
    lines = httpx.get(f"{server.url}/metrics", timeout=30, verify=NO_TLS).text.splitlines()
    counts = [line.rsplit(" ", 1) for line in lines if line.startswith("http_server_request_duration_seconds_count")]
    return sum(float(count) for name, count in counts if 'route="/livez"' in name)
