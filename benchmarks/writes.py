"""`python -m benchmarks.writes`: latency of a reader during fifty writes per second, and the duration of a write.

On the embedded store. A client writes fifty value sets of twenty codes per second, half of them new and half new
versions of existing ones; a reader sends $lookup, $validate-code and $expand for another value set, half of them
repeated and half about new codes. Any load takes a part of two cores, so the same is measured with fifty refused writes
(412) of the same size per second: the difference is waiting for writes. See `readers.py` for the method.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path

from benchmarks.figure import Figure, show
from benchmarks.readers import Load, Work, compared, rate_of, shown
from tests.examples.server import COMMAND, RunningServer, environment

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
LOOKUP = f"/r5/CodeSystem/$lookup?code=J3111&system={HCPCS}"
EXPAND = "/r5/ValueSet/read/$expand"
OF_ANY_CODE = (
    f"/r5/CodeSystem/$validate-code?url={HCPCS}&code=",
    f"/r5/ValueSet/$validate-code?url=https://bench.example.org/ValueSet/read&system={HCPCS}&code=",
)
WRITES_A_SECOND = 50
SEEN_S = 2.0  # every worker serves a write within this time
WAITS = "median / 99th percentile / longest wait"
REQUESTS = "$lookup, $validate-code, $expand"


def figures() -> Iterator[Figure]:
    for workers in (1, 2):
        yield from figures_of(workers)


def figures_of(workers: int) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with RunningServer(folder, "--workers", str(workers)) as server:
            key = new_key(folder)
            write(HTTPConnection("127.0.0.1", server.port), key, "read", 0)
            time.sleep(SEEN_S)
            others = [Load(partial(make, server.port, key), WRITES_A_SECOND) for make in (refused, writing)]
            try:
                (quiet, with_refused, busy), (_, took) = compared(server, questions(), others)
            finally:
                for other in others:
                    other.end()
    of = "one worker" if workers == 1 else f"{workers} workers"
    yield Figure(f"{REQUESTS}, {of}, nothing written: {WAITS}", shown(quiet))
    yield Figure(f"the same while {WRITES_A_SECOND} writes of that size a second are refused", shown(with_refused))
    yield Figure(f"the same while {rate_of(took):.0f} writes a second happen", shown(busy), "not slower")
    yield Figure("a write meanwhile, until it is durable: the same", shown(took))


def questions() -> Iterator[str]:
    """Two that repeat, and two about a new code."""
    for number, path in enumerate(cycle((LOOKUP, OF_ANY_CODE[0], EXPAND, OF_ANY_CODE[1]))):
        yield path if path in (LOOKUP, EXPAND) else f"{path}Y{number}"


def new_key(folder: Path) -> str:
    command = [*COMMAND, "keys", "add", "bench", "--scope", "system/*.cruds"]
    printed = subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=True).stdout
    return next(word for word in printed.split() if word.startswith("tx_"))


def writing(port: int, key: str) -> Work:
    connection = HTTPConnection("127.0.0.1", port)
    return lambda number: write(connection, key, f"w{number // 2}", number)


def refused(port: int, key: str) -> Work:
    """Updates with a wrong version."""
    connection = HTTPConnection("127.0.0.1", port)
    return lambda number: write(connection, key, "read", number, {"If-Match": 'W/"999"'}, (412,))


def write(
    connection: HTTPConnection,
    key: str,
    id: str,
    number: int,
    more: dict[str, str] | None = None,
    statuses: tuple[int, ...] = (200, 201),
) -> None:
    concept = [{"code": code} for code in ("J3111", "A4206", *(f"X{number}{place}" for place in range(18)))]
    resource = {
        "resourceType": "ValueSet",
        "id": id,
        "url": f"https://bench.example.org/ValueSet/{id}",
        "version": "1",
        "status": "draft",
        "title": f"Title {number}",
        "compose": {"include": [{"system": HCPCS, "concept": concept}]},
    }
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/fhir+json", "Prefer": "return=minimal"}
    connection.request("PUT", f"/r5/ValueSet/{id}", json.dumps(resource), headers | (more or {}))
    response = connection.getresponse()
    text = response.read()
    assert response.status in statuses, text


if __name__ == "__main__":
    sys.exit(show(figures()))
