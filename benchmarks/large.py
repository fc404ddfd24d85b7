"""`python -m benchmarks.large`: a code system of 400,000 concepts with three designations each, as FHIR JSON.

Its text index is made by the first search with a filter.
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

from benchmarks import large_code_system
from benchmarks.figure import Figure, show
from benchmarks.processes import memory_mib
from benchmarks.releases import seconds, timed
from tests.examples.server import COMMAND, RunningServer, environment

LOOKUP = f"/r5/CodeSystem/$lookup?system={quote(large_code_system.SYSTEM, safe='')}&code=100000000"
EXPAND = f"/r5/ValueSet/$expand?url={quote(large_code_system.SYSTEM + '?fhir_vs', safe='')}&count=20&filter="
FILTERS = ("fracture hand", "burn wrist acute", "sprain kne", "stenosis spine stage 12", "fractur hnad", "neopl", "a")


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "large.json"
        large_code_system.write(file)
        started = time.monotonic()
        command = [*COMMAND, "import", "resources", str(file)]
        subprocess.run(command, env=environment(folder), check=True, capture_output=True)
        yield Figure("import of a code system of 400,000 concepts", seconds(time.monotonic() - started))
        with RunningServer(folder, "--no-starter") as server:
            with closing(http.client.HTTPConnection("127.0.0.1", server.port)) as connection:
                timed(connection, LOOKUP)
                yield Figure("first $lookup after start, 400,000 concepts", seconds(time.monotonic() - server.started))
                yield Figure("memory of one worker, 400,000 concepts", memory(server), "700 MiB")
                first, *others = (timed(connection, EXPAND + quote(text)) for text in FILTERS)
            yield Figure("first $expand with a filter, 400,000 concepts", seconds(first))
            slowest = f"{statistics.median(others) * 1000:.1f} / {max(others) * 1000:.1f} ms"
            yield Figure("the next ones, with other filters: median / slowest", slowest)
            yield Figure("memory of one worker after them", memory(server), "700 MiB")
            yield Figure("memory of one worker, the most it ever had", peak_memory(server))


def memory(server: RunningServer) -> str:
    return f"{memory_mib(server.process.pid):.0f} MiB"


def peak_memory(server: RunningServer) -> str:
    """Resident memory again, as the operating system remembers its highest."""
    lines = Path(f"/proc/{server.process.pid}/status").read_text().splitlines()
    (kib,) = (int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return f"{kib / 1024:.0f} MiB"


if __name__ == "__main__":
    sys.exit(show(figures()))
