"""`python -m benchmarks.writes`: what a reader notices while fifty writes a second happen, and how long a write takes.

One worker on the embedded store. A client writes value sets of twenty codes, fifty a second, half new and half another
version of what is there; another asks $lookup and $expand of a written value set. `readers.py` says how it is measured.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.figure import Figure, show
from benchmarks.readers import WINDOW_S, WINDOWS, compared, shown
from tests.examples.server import COMMAND, RunningServer, environment

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
LOOKUP = f"/r5/CodeSystem/$lookup?code=J3111&system={HCPCS}"
EXPAND = "/r5/ValueSet/read/$expand"
WRITES_A_SECOND = 50


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with RunningServer(folder) as server:
            key, connection = new_key(folder), HTTPConnection("127.0.0.1", server.port)
            write(connection, key, "read", 0)
            quiet, busy, took = compared(
                server,
                (LOOKUP, EXPAND),
                lambda number: write(connection, key, f"w{number // 2}", number),
                WRITES_A_SECOND,
            )
    yield Figure("$lookup and $expand, nothing written: median / 99th percentile / longest wait", shown(quiet))
    rate = len(took) / (WINDOWS * WINDOW_S)
    yield Figure(f"the same while {rate:.0f} writes a second happen", shown(busy), "not slower")
    yield Figure("a write meanwhile, until it is durable: the same", shown([took]))


def new_key(folder: Path) -> str:
    command = [*COMMAND, "keys", "add", "bench", "--scope", "system/*.cruds"]
    printed = subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=True).stdout
    return next(word for word in printed.split() if word.startswith("tx_"))


def write(connection: HTTPConnection, key: str, id: str, number: int) -> None:
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
    connection.request("PUT", f"/r5/ValueSet/{id}", json.dumps(resource), headers)
    response = connection.getresponse()
    text = response.read()
    assert response.status in (200, 201), text


if __name__ == "__main__":
    sys.exit(show(figures()))
