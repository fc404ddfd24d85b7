"""`python -m benchmarks.releases`: importing CMS's releases, startup with seven of them, memory, and first responses.

Every figure is from the real commands on the real embedded store, in a temporary folder, on a free port. Then the same
with HL7's terminology packages in addition, if they are available (see `tests/conformance/definitions.py`).
"""

import http.client
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from benchmarks.connections import CONNECTIONS, ask_all
from benchmarks.figure import Figure, show
from benchmarks.processes import memory_mb, server_processes
from benchmarks.response_cache import Request, bare_server, fetched
from terminology.store.embedded import EmbeddedStore
from tests.conformance import definitions
from tests.examples.server import COMMAND, ROOT_OF_DATA, RunningServer, environment

FOLDER = ROOT_OF_DATA / "hcpcs" / "releases"
HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
LATEST = "2025-10-OCT-derived/HCPC2025_OCT_ANWEB.normalised.csv"
RELEASES = (
    "2017-annual/HCPC17_CONTR_ANWEB.txt",
    "2019-annual/HCPC2019_CONTR_ANWEB.txt",
    "2020-04-APR/anweb.xlsx",
    "2020-07-JUL/anweb.xlsx",
    "2023-01-JAN/HCPC2023_JAN_ANWEB_v3.xlsx",
    "2024-07-JUL-derived/HCPC2024_JUL_codes.csv",
    LATEST,
)
DIFFERENT_CODES = 2000
REQUESTS = 6000
NO_PACKAGES = (
    f"HL7's terminology packages are left out: they are not in {definitions.FOLDER}. `npm pack "
    "hl7.terminology.r4@7.0.1 hl7.terminology.r5@7.0.1` brings them; TERMINOLOGY_DEFINITIONS names their folder."
)
LOOKUP = f"/r4/CodeSystem/$lookup?system={quote(HCPCS, safe='')}&code="


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        taken = imported(folder, FOLDER / LATEST)
        yield Figure("import of October 2025 into an empty embedded store", seconds(taken), "8 s")
        for release in RELEASES[:-1]:
            taken = imported(folder, FOLDER / release)
            yield Figure(f"import of one more release, {release.partition('/')[0]}", seconds(taken))
        with RunningServer(folder, "--no-starter") as server:
            yield Figure("first $lookup after start, seven releases, store stopped", seconds(first_lookup(server)))
        held = EmbeddedStore(folder)
        held.locate()
        try:
            with RunningServer(folder, "--no-starter") as server:
                yield Figure(
                    "first $lookup after start, seven releases, store running", seconds(first_lookup(server)), "1.5 s"
                )
                yield Figure("memory of one worker, seven releases", mebibytes(server), "90 MB")
                yield from lookups(server)
            yield from with_definitions(folder)
        finally:
            held.leave()


def with_definitions(folder: Path) -> Iterator[Figure]:
    """The same with HL7's terminology packages for R4 and R5 in addition to the releases."""
    packages = [path for name in definitions.TERMINOLOGY.values() for path in definitions.FOLDER.glob(name)]
    if not packages:
        print(NO_PACKAGES)
        return
    taken = imported(folder, *packages, kind="resources")
    yield Figure("import of HL7's terminology packages, R4 and R5", seconds(taken))
    with RunningServer(folder, "--no-starter") as server:
        yield Figure("first $lookup after start, with HL7's terminology beside", seconds(first_lookup(server)))
        yield Figure("memory of one worker, with HL7's terminology beside", mebibytes(server))


def first_lookup(server: RunningServer) -> float:
    """Seconds from the start of the command; the request is sent as soon as the server reports that it is ready."""
    with closing(http.client.HTTPConnection("127.0.0.1", server.port)) as connection:
        timed(connection, f"{LOOKUP}A4206")
    return time.monotonic() - server.started


def mebibytes(server: RunningServer) -> str:
    return f"{memory_mb(server.process.pid):.0f} MB"


def imported(folder: Path, *files: Path, kind: str = "hcpcs") -> float:
    """Seconds of a `terminology import` process, including start and stop of the store if it is not running."""
    started = time.monotonic()
    command = [*COMMAND, "import", kind, *map(str, files)]
    subprocess.run(command, env=environment(folder), check=True, capture_output=True)
    return time.monotonic() - started


def lookups(server: RunningServer) -> Iterator[Figure]:
    """$lookup over keep-alive connections: first time for each code, then again.

    Compared with a bare ASGI application for the same requests from the same client, a moment later: over one
    connection, each request wakes the server up and needs a separate read and write.
    """
    paths = [LOOKUP + code for code in some_codes(server)]
    paths, others = paths[:DIFFERENT_CODES], paths[DIFFERENT_CODES:]
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    before = server_processes(server.process.pid).cpu_s
    cold = [timed(connection, path) for path in paths]
    one = (server_processes(server.process.pid).cpu_s - before) / len(paths) * 1e6
    many = cpu_us_of_many(server.process.pid, server.port, others)
    headers, body = fetched(server.port, Request("GET", paths[0]))
    with tempfile.TemporaryDirectory() as name, bare_server(Path(name), headers, body) as (bare_pid, bare_port):
        bare = cpu_us_of_many(bare_pid, bare_port, others)
    what = "$lookup on /r4 over HTTP, each code for the first time: CPU of the server per request"
    yield Figure(f"{what}, one connection", f"{one:.0f} µs")
    value = f"{many:.0f} µs: {many / bare:.1f} times the {bare:.0f} µs of bare ASGI"
    yield Figure(f"{what}, {CONNECTIONS} connections", value, "150 µs")
    warm = [timed(connection, paths[i % len(paths)]) for i in range(REQUESTS)]
    for label, times in (("each code for the first time", cold), ("warm", warm)):
        percentiles = statistics.quantiles(times, n=100)
        value = f"{percentiles[49] * 1e3:.2f} / {percentiles[98] * 1e3:.2f} ms"
        yield Figure(f"$lookup over HTTP, {label}: median / 99th percentile", value)
    before = server_processes(server.process.pid).cpu_s
    for i in range(REQUESTS):
        timed(connection, paths[i % len(paths)])
    used = server_processes(server.process.pid).cpu_s - before
    yield Figure("$lookup over HTTP, warm: CPU of the server per request", f"{used / REQUESTS * 1e6:.0f} µs")


def cpu_us_of_many(pid: int, port: int, paths: list[str]) -> float:
    """Per request, over many connections."""
    before = server_processes(pid).cpu_s
    ask_all(port, paths)
    return (server_processes(pid).cpu_s - before) / len(paths) * 1e6


def some_codes(server: RunningServer) -> list[str]:
    from httpx import get

    query = {"url": f"{HCPCS}?fhir_vs", "count": str(2 * DIFFERENT_CODES), "offset": "1000"}
    contains = get(f"{server.url}/r4/ValueSet/$expand", params=query, timeout=60).json()["expansion"]["contains"]
    return [entry["code"] for entry in contains]


def timed(connection: http.client.HTTPConnection, path: str) -> float:
    started = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    taken = time.perf_counter() - started
    if answer.status != http.client.OK:
        raise RuntimeError(f"{path} was answered {answer.status}")
    return taken


def seconds(value: float) -> str:
    return f"{value:.1f} s"


if __name__ == "__main__":
    sys.exit(show(figures()))
