"""`python -m benchmarks.swap`: latency of readers while a complete release is published.

One worker answers $lookup every few milliseconds over one connection, while `terminology import hcpcs` in another
process publishes a release. The longest wait during the switch is compared with the one before the import, because
requests on a shared machine also wait for other load. A search follows the first new response.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple
from urllib.parse import quote

from benchmarks.figure import Figure, show
from tests.examples.server import COMMAND, ROOT_OF_DATA, RunningServer, environment

RELEASES = ROOT_OF_DATA / "hcpcs" / "releases"
FIRST = RELEASES / "2024-07-JUL-derived" / "HCPC2024_JUL_codes.csv"
SECOND = RELEASES / "2025-10-OCT-derived" / "HCPC2025_OCT_ANWEB.normalised.csv"
HCPCS = quote("http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", "")
LOOKUP = f"/r4/CodeSystem/$lookup?code=A4206&system={HCPCS}"
SEARCH = f"/r4/ValueSet/$expand?url={HCPCS}%3Ffhir_vs&filter=wheelchair&count=20"
PAUSE_S = 0.003
BEFORE_S = 6.0
SWITCH_S = 3.0  # before the first new response: two for noticing the publication, and reading


class Waited(NamedTuple):
    at_s: float
    seconds: float
    answer: bytes


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run_import(folder, FIRST).wait()
        with RunningServer(folder, "--no-starter") as server:
            connection = HTTPConnection("127.0.0.1", server.port)
            first_search = ask(connection, SEARCH)
            ask_for(connection, 1.0)
            quiet = ask_for(connection, BEFORE_S)
            with ThreadPoolExecutor(1) as others:
                ended = others.submit(end_of, run_import(folder, SECOND))
                before = ask_until_it_changes(connection)
                search = ask(connection, SEARCH)
            # The import ends after its publication, so its own load is over here.
            after = ask_for(connection, BEFORE_S)
        swap = [item for item in before if item.at_s > before[-1].at_s - SWITCH_S]
        yield Figure("$lookup, nothing else going on: 99th percentile / longest wait", shown(quiet))
        yield Figure("$lookup while a release is taken over: 99th percentile / longest wait", shown(swap), "50 ms")
        yield Figure("$lookup after it: 99th percentile / longest wait", shown(after))
        late_s = max(0.0, before[-1].at_s - ended.result())
        yield Figure("a release is seen, after the command that published it has ended", f"{late_s:.1f} s", "2 s")
        yield Figure("first search of all", f"{first_search.seconds * 1e3:.0f} ms")
        yield Figure("first search after a release was taken over", f"{search.seconds * 1e3:.1f} ms", "50 ms")


def run_import(folder: Path, file: Path) -> "subprocess.Popen[bytes]":
    command = [*COMMAND, "import", "hcpcs", str(file)]
    return subprocess.Popen(command, env=environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def end_of(command: "subprocess.Popen[bytes]") -> float:
    """The time of its end, in seconds on the clock of `ask`."""
    command.wait()
    return time.perf_counter()


def ask_for(connection: HTTPConnection, seconds: float) -> list[Waited]:
    end = time.perf_counter() + seconds
    asked = []
    while time.perf_counter() < end:
        asked.append(ask(connection))
    return asked


def ask_until_it_changes(connection: HTTPConnection) -> list[Waited]:
    asked = [ask(connection)]
    while asked[-1].answer == asked[0].answer:
        asked.append(ask(connection))
    return asked


def ask(connection: HTTPConnection, path: str = LOOKUP) -> Waited:
    time.sleep(PAUSE_S)
    started = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse().read()
    return Waited(started, time.perf_counter() - started, answer)


def shown(asked: list[Waited]) -> str:
    times = [item.seconds * 1e3 for item in asked]
    return f"{quantiles(times, n=100)[98]:.1f} / {max(times):.1f} ms"


if __name__ == "__main__":
    sys.exit(show(figures()))
