"""`make bench`: measures the server as a user starts it, and writes the table into benchmarks/README.md.

Every figure is taken from the real commands over the real embedded store, in folders of their own, on a free port. The
releases are read where they lie, beside the project; without them one sentence says so. It takes a few minutes.
"""

import http.client
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from benchmarks.processes import memory_mib, server_processes
from tests.examples.server import COMMAND, ROOT_OF_DATA, RunningServer, environment

HERE = Path(__file__).parent
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


class Figure(NamedTuple):
    what: str
    value: str
    aim: str = ""


def main() -> int:
    releases = ROOT_OF_DATA / "hcpcs" / "releases"
    if not releases.is_dir():
        print(f"CMS's releases are missing: expected in {releases}. Nothing is measured.")
        return 0
    figures = []
    for figure in measure(releases):
        print(f"{figure.what:<58} {figure.value:>22}   {figure.aim}", flush=True)
        figures.append(figure)
    write_table(figures)
    return 0


def measure(releases: Path) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        taken = imported(folder, releases / LATEST)
        yield Figure("import of October 2025 into an empty embedded store", seconds(taken), "8 s")
        with RunningServer(folder, "--no-starter") as server:
            yield Figure("start to ready, one release", seconds(server.ready_after_s), "5 s")
        for release in RELEASES[:-1]:
            taken = imported(folder, releases / release)
            yield Figure(f"import of one more release, {release.partition('/')[0]}", seconds(taken))
        with RunningServer(folder, "--no-starter") as server:
            yield Figure("start to ready, seven releases", seconds(server.ready_after_s), "5 s")
            yield Figure("memory of the server, seven releases", f"{memory_mib(server.process.pid):.0f} MiB", "300 MiB")
            yield from lookups(server)


def imported(folder: Path, *files: Path) -> float:
    """Seconds that `terminology import hcpcs` takes as a process, the start and end of the store included."""
    started = time.monotonic()
    command = [*COMMAND, "import", "hcpcs", *map(str, files)]
    subprocess.run(command, env=environment(folder), check=True, capture_output=True)
    return time.monotonic() - started


def lookups(server: RunningServer) -> Iterator[Figure]:
    """$lookup over one connection, kept alive: first time for each code, then again."""
    codes = some_codes(server)
    paths = [f"/r4/CodeSystem/$lookup?system={quote(HCPCS, safe='')}&code={code}" for code in codes]
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    cold = [timed(connection, path) for path in paths]
    warm = [timed(connection, paths[i % len(paths)]) for i in range(REQUESTS)]
    for label, times in (("each code for the first time", cold), ("warm", warm)):
        percentiles = statistics.quantiles(times, n=100)
        value = f"{percentiles[49] * 1e3:.2f} / {percentiles[98] * 1e3:.2f} ms"
        yield Figure(f"$lookup over HTTP, {label}: median / 99th percentile", value)
    before = server_processes(server.process.pid).cpu_s
    for i in range(REQUESTS):
        timed(connection, paths[i % len(paths)])
    used = server_processes(server.process.pid).cpu_s - before
    yield Figure("$lookup over HTTP, CPU of the server per request", f"{used / REQUESTS * 1e6:.0f} µs")


def some_codes(server: RunningServer) -> list[str]:
    from httpx import get

    query = {"url": f"{HCPCS}?fhir_vs", "count": str(DIFFERENT_CODES), "offset": "1000"}
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


def write_table(figures: list[Figure]) -> None:
    """Replaces what stands between the marks in benchmarks/README.md."""
    page = HERE / "README.md"
    before, mark, rest = page.read_text().partition("<!-- figures -->\n")
    _, end, after = rest.partition("<!-- /figures -->")
    rows = "\n".join(f"| {figure.what} | {figure.value} | {figure.aim} |" for figure in figures)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    about = f"{date.today().isoformat()}, {machine}"
    table = f"\nMeasured {about}.\n\n| what | measured | aim |\n|---|---|---|\n{rows}\n\n"
    page.write_text(before + mark + table + end + after)


if __name__ == "__main__":
    sys.exit(main())
