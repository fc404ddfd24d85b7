"""`python -m benchmarks.large`: a code system of 400,000 concepts in five levels, with three designations each.

Also one of 4,000 concepts and one of 40,000, to show what grows with the content. The store runs all the time, like a
MongoDB server, and column files exist after the import.
"""

import http.client
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import count, islice
from pathlib import Path
from urllib.parse import quote

from benchmarks import large_code_system
from benchmarks.figure import Figure, show
from benchmarks.processes import memory_mb, proportional_mb, run_command, server_processes
from benchmarks.releases import seconds, timed
from fhir_resources.elements import Json
from fhir_resources.json_format import dumps
from terminology.store.embedded import EmbeddedStore
from tests.examples.server import COMMAND, RunningServer, environment

SMALL = 4_000
TENTH = large_code_system.CONCEPTS // 10
WORKERS = 4
ROUNDS = 8  # of all requests for each worker, on new connections, so that each worker is used
REPEATED = 20
ROUNDS_OF_SETS = 3
SYSTEM = quote(large_code_system.SYSTEM, safe="")
LOOKUP = f"/r5/CodeSystem/$lookup?system={SYSTEM}&code={large_code_system.code_of(0)}"
EXPAND = f"/r5/ValueSet/$expand?url={quote(large_code_system.SYSTEM + '?fhir_vs', safe='')}&count=20&filter="
FILTERS = ("fracture hand", "burn wrist acute", "sprain kne", "stenosis spine stage 12", "fractur hnad", "neopl", "a")
ROOT, BRANCH = large_code_system.code_of(0), large_code_system.code_of(1)
SETS: Mapping[str, tuple[str, ...]] = {  # filters of an include, then of an exclude
    "is-a root": (f"is-a {ROOT}",),
    "is-not-a branch": (f"is-not-a {BRANCH}",),
    "is-a root less is-a branch": (f"is-a {ROOT}", f"is-a {BRANCH}"),
}


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder, small, tenth = (Path(name) / part for part in ("large", "small", "tenth"))
        yield from imported(folder, large_code_system.CONCEPTS)
        yield from imported(small, SMALL)
        yield from imported(tenth, TENTH)
        with running_store(tenth), RunningServer(tenth, "--no-starter") as server, connected(server) as connection:
            of_tenth = cpu_of_sets(server, connection, TENTH)
        first = {}
        for place, concepts in ((small, SMALL), (folder, large_code_system.CONCEPTS)):
            with running_store(place), RunningServer(place, "--no-starter") as server, connected(server) as connection:
                timed(connection, LOOKUP)
                first[concepts] = time.monotonic() - server.started
                if concepts != SMALL:
                    yield from of_one_worker(server, connection, of_tenth)
        yield Figure("first $lookup after start, 400,000 concepts", seconds(first[large_code_system.CONCEPTS]), "1.2 s")
        more = first[large_code_system.CONCEPTS] - first[SMALL]
        yield Figure("the same, more than with 4,000 concepts", f"{more:.2f} s", "0.3 s")
        yield from of_workers(folder)


def imported(folder: Path, concepts: int) -> Iterator[Figure]:
    """Writes a code system and imports it; the figures of the large one."""
    folder.mkdir()
    file = folder / "large.json"
    large_code_system.write(file, concepts)
    command = run_command([*COMMAND, "import", "resources", str(file)], environment(folder))
    if command.code:
        raise RuntimeError("The import failed.")
    if concepts == large_code_system.CONCEPTS:
        yield Figure("import of a code system of 400,000 concepts", seconds(command.seconds), "30 s")
        yield Figure("the same, the most memory it had", f"{command.peak_bytes / 1e6:.0f} MB", "900 MB")


@contextmanager
def running_store(folder: Path) -> Iterator[None]:
    """Runs the embedded store of a folder."""
    store = EmbeddedStore(folder)
    store.locate()
    try:
        yield
    finally:
        store.leave()


def connected(server: RunningServer) -> closing[http.client.HTTPConnection]:
    return closing(http.client.HTTPConnection("127.0.0.1", server.port))


def of_one_worker(
    server: RunningServer, connection: http.client.HTTPConnection, of_tenth: Mapping[str, float]
) -> Iterator[Figure]:
    yield Figure("memory of one worker, 400,000 concepts", f"{memory_mb(server.process.pid):.0f} MB")
    first, *others = (timed(connection, EXPAND + quote(text)) for text in FILTERS)
    yield Figure("first search after start, 400,000 concepts", f"{first * 1000:.1f} ms", "100 ms")
    value = f"{statistics.median(others) * 1000:.1f} / {max(others) * 1000:.1f} ms"
    yield Figure("the next ones, with other filters: median / slowest", value, "5 ms")
    for what, used in cpu_of_sets(server, connection, large_code_system.CONCEPTS).items():
        aim = "5 ms" if what.startswith("$expand") else ""
        yield Figure(f"{what}, 400,000 concepts: CPU", f"{used * 1000:.1f} ms", aim)
        yield Figure(f"{what}, growth from 40,000 to 400,000", f"{used / of_tenth[what]:.1f} times", "3 times")
    yield Figure("memory of one worker after them", f"{memory_mb(server.process.pid):.0f} MB")


def cpu_of_sets(server: RunningServer, connection: http.client.HTTPConnection, concepts: int) -> dict[str, float]:
    """CPU seconds of each request about the sets, minimum of several rounds; their selections are cached by then."""
    found: dict[str, float] = {}
    numbers = count()
    for name, filters in SETS.items():
        for what, ask in ((f"$expand {name}, first 10", expand), (f"$validate-code against {name}", validate)):
            ask(connection, filters, next(numbers), concepts)
            rounds = []
            for _ in range(ROUNDS_OF_SETS):
                before = server_processes(server.process.pid).cpu_s
                for number in islice(numbers, REPEATED):
                    ask(connection, filters, number, concepts)
                rounds.append((server_processes(server.process.pid).cpu_s - before) / REPEATED)
            found[what] = min(rounds)
    return found


def expand(connection: http.client.HTTPConnection, filters: tuple[str, ...], number: int, concepts: int = 0) -> None:
    """A new value set on each call."""
    asked = ({"name": "valueSet", "resource": value_set_of(filters, number)}, {"name": "count", "valueInteger": 10})
    post(connection, "/r5/ValueSet/$expand", *asked)


def validate(connection: http.client.HTTPConnection, filters: tuple[str, ...], number: int, concepts: int) -> None:
    """A new value set and a new code on each call."""
    code = large_code_system.code_of(concepts - 1 - number * 97)
    asked = (
        {"name": "valueSet", "resource": value_set_of(filters, number)},
        {"name": "coding", "valueCoding": {"system": large_code_system.SYSTEM, "code": code}},
    )
    post(connection, "/r5/ValueSet/$validate-code", *asked)


def value_set_of(filters: tuple[str, ...], number: int) -> Json:
    include, *exclude = (
        {"system": large_code_system.SYSTEM, "filter": [{"property": "concept", "op": op, "value": code}]}
        for op, code in (item.split() for item in filters)
    )
    compose = {"include": [include], **({"exclude": exclude} if exclude else {})}
    url = f"http://example.org/ValueSet/{number}"
    return {"resourceType": "ValueSet", "url": url, "status": "active", "compose": compose}


def post(connection: http.client.HTTPConnection, path: str, *parameter: Json) -> None:
    body = dumps({"resourceType": "Parameters", "parameter": parameter})
    connection.request("POST", path, body, {"Content-Type": "application/fhir+json"})
    answer = connection.getresponse()
    if answer.status != http.client.OK:
        raise RuntimeError(answer.read().decode())
    answer.read()


def of_workers(folder: Path) -> Iterator[Figure]:
    """The memory of each further worker, after all answered every request once."""
    taken: dict[int, float] = {}
    for workers in (1, WORKERS):
        with running_store(folder), RunningServer(folder, "--no-starter", "--workers", str(workers)) as server:
            for _ in range(workers * ROUNDS):
                with connected(server) as connection:
                    for path in (LOOKUP, *(EXPAND + quote(text) for text in FILTERS)):
                        timed(connection, path)
                    for filters in SETS.values():
                        expand(connection, filters, 0)
            taken[workers] = proportional_mb(server.process.pid)
    each = (taken[WORKERS] - taken[1]) / (WORKERS - 1)
    yield Figure("proportional memory (PSS) of each further worker, 400,000 concepts", f"{each:.0f} MB", "80 MB")


if __name__ == "__main__":
    sys.exit(show(figures()))
