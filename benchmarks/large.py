"""`python -m benchmarks.large`: a code system of 400,000 concepts with three designations each, as FHIR JSON."""

import http.client
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
            memory = f"{memory_mib(server.process.pid):.0f} MiB"
            yield Figure("memory of one worker, 400,000 concepts", memory, "700 MiB")


if __name__ == "__main__":
    sys.exit(show(figures()))
