"""`python -m benchmarks.writes`: what a reader notices while fifty writes a second happen, and how long a write takes.

One worker on the embedded store. A client writes value sets of twenty codes, fifty a second, half new and half another
version of what is there; another asks $lookup and $expand of a written value set, a question every few milliseconds,
over one connection. The same reader is measured before, with nothing else going on.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles

from benchmarks.figure import Figure, show
from tests.examples.server import COMMAND, RunningServer, environment

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
LOOKUP = f"/r5/CodeSystem/$lookup?code=J3111&system={HCPCS}"
EXPAND = "/r5/ValueSet/read/$expand"
WRITES_A_SECOND = 50
MEASURED_S = 10.0
PAUSE_S = 0.003


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with RunningServer(folder) as server:
            key = new_key(folder)
            write(HTTPConnection("127.0.0.1", server.port), key, "read", 0)
            reader = HTTPConnection("127.0.0.1", server.port)
            read_for(reader, 1.0)
            quiet = read_for(reader, MEASURED_S)
            writer = Writer(server.port, key)
            writer.start()
            busy = read_for(reader, MEASURED_S)
            writer.end.set()
            writer.join()
        yield Figure("$lookup and $expand, nothing written: 99th percentile / longest wait", shown(quiet))
        rate = len(writer.waits) / MEASURED_S
        yield Figure(f"the same while {rate:.0f} writes a second happen", shown(busy), "not slower")
        yield Figure("a write meanwhile, until it is durable: 99th percentile / longest wait", shown(writer.waits))


class Writer(threading.Thread):
    """Writes at its pace until `end` is set; `waits` are the seconds that each write took."""

    def __init__(self, port: int, key: str) -> None:
        super().__init__()
        self.connection = HTTPConnection("127.0.0.1", port)
        self.key = key
        self.end = threading.Event()
        self.waits: list[float] = []

    def run(self) -> None:
        began = time.perf_counter()
        while not self.end.is_set():
            number = len(self.waits)
            time.sleep(max(0.0, began + number / WRITES_A_SECOND - time.perf_counter()))
            started = time.perf_counter()
            write(self.connection, self.key, f"w{number // 2}", number)
            self.waits.append(time.perf_counter() - started)


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


def read_for(connection: HTTPConnection, seconds: float) -> list[float]:
    """The seconds that each answer took."""
    waits: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        started = time.perf_counter()
        connection.request("GET", EXPAND if len(waits) % 2 else LOOKUP)
        response = connection.getresponse()
        response.read()
        assert response.status == 200
        waits.append(time.perf_counter() - started)
        time.sleep(PAUSE_S)
    return waits


def shown(waits: list[float]) -> str:
    return f"{quantiles(waits, n=100)[-1] * 1e3:.1f} / {max(waits) * 1e3:.1f} ms"


if __name__ == "__main__":
    sys.exit(show(figures()))
