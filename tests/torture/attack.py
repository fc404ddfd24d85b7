"""An attack on a server as users start it: `python -m tests.torture.attack`, part of `make torture`.

    half-sent bodies   60 connections that each send 15 MB of a body and stop
    large inline       value sets and code systems of megabytes in one request, different ones each time
    caches             $cache-control, started again and again
    codings            a CodeableConcept of 50,000
    floods             unknown codes and filters that never repeat
    batches            of 10,000 entries

Meanwhile, small requests must be answered continuously; in the end, the server must be back within 50 MB of its initial
memory, without any 5xx except 503 and 504. Prints its observations; exit 1 on a violation.
"""

import json
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx

from tests.examples.server import RunningServer

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
WHOLE = "http://terminology.hl7.org/ValueSet/v3-HealthCareCommonProcedureCodingSystem"
ALLOWED_MB = 50
SETTLING_S = 40.0
FHIR_JSON = {"Content-Type": "application/fhir+json"}


class Attack:
    def __init__(self, server: RunningServer) -> None:
        self.server = server
        self.statuses: Counter[int] = Counter()

    def post(self, path: str, body: Any) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        try:
            response = httpx.post(f"{self.server.url}{path}", content=content, headers=FHIR_JSON, timeout=120)
            self.statuses[response.status_code] += 1
        except httpx.TransportError:  # it was cut off, or refused
            self.statuses[0] += 1

    def half_sent_bodies(self) -> None:
        head = f"POST /r4/ValueSet/$expand HTTP/1.1\r\nHost: x\r\nContent-Length: {16 * 1024 * 1024}\r\n"
        sent = head.encode() + b"Content-Type: application/fhir+json\r\n\r\n" + b" " * 15_000_000
        with ExitStack() as stack:
            for _ in range(60):
                connection = stack.enter_context(socket.create_connection(("127.0.0.1", self.server.port), timeout=5))
                try:
                    connection.sendall(sent)
                except OSError:  # it is not taken
                    self.statuses[0] += 1
            time.sleep(2)

    def large_inline(self) -> None:
        for number in range(12):
            concepts = [{"code": f"{number}-{i}", "display": f"Display {i} of {number}"} for i in range(60_000)]
            code_system = {"resourceType": "CodeSystem", "url": f"http://x/{number}", "status": "active"}
            code_system |= {"content": "complete", "concept": concepts}
            value_set = {"resourceType": "ValueSet", "status": "active"}
            value_set["compose"] = {"include": [{"system": f"http://x/{number}"}]}  # type: ignore[assignment]
            parameter = [{"name": "valueSet", "resource": value_set}, {"name": "tx-resource", "resource": code_system}]
            parameter += [{"name": "count", "valueInteger": 5}, {"name": "filter", "valueString": f"display {number}"}]
            self.post("/r4/ValueSet/$expand", {"resourceType": "Parameters", "parameter": parameter})

    def caches(self) -> None:
        for number in range(60):
            concepts = [{"code": f"{number}-{i}"} for i in range(4000)]
            code_system = {"resourceType": "CodeSystem", "url": f"http://y/{number}", "status": "active"}
            code_system |= {"content": "complete", "concept": concepts}
            parameter = [{"name": "mode", "valueCode": "start"}, {"name": "tx-resource", "resource": code_system}]
            self.post("/r4/$cache-control", {"resourceType": "Parameters", "parameter": parameter})

    def codings(self) -> None:
        concept = {"coding": [{"system": HCPCS, "code": str(number)} for number in range(50_000)]}
        parameter = [{"name": "url", "valueUri": WHOLE}, {"name": "codeableConcept", "valueCodeableConcept": concept}]
        for _ in range(5):
            self.post("/r4/ValueSet/$validate-code", {"resourceType": "Parameters", "parameter": parameter})

    def floods(self) -> None:
        with httpx.Client(base_url=self.server.url, timeout=60) as client:
            for number in range(3000):
                for path, query in (
                    ("/r4/CodeSystem/$lookup", {"system": HCPCS, "code": f"X{number}"}),
                    ("/r4/ValueSet/$expand", {"url": WHOLE, "count": "2", "filter": f"chair {number}"}),
                ):
                    self.statuses[client.get(path, params=query).status_code] += 1

    def batches(self) -> None:
        entries = [
            {"request": {"method": "GET", "url": f"CodeSystem/$validate-code?url={HCPCS}&code=X{number}"}}
            for number in range(10_000)
        ]
        for _ in range(3):
            self.post("/r4", {"resourceType": "Bundle", "type": "batch", "entry": entries})


class SmallQuestions(threading.Thread):
    """Sends small requests in sequence; `longest_s` is the longest duration of one."""

    def __init__(self, server: RunningServer) -> None:
        super().__init__(daemon=True)
        self.server = server
        self.may_end = threading.Event()
        self.answers = self.longest_s = 0.0

    def run(self) -> None:
        query = {"system": HCPCS, "code": "J3111"}
        while not self.may_end.wait(0.05):
            started = time.monotonic()
            query["code"] = f"J3111{started}"  # never asked before
            httpx.get(f"{self.server.url}/r4/CodeSystem/$lookup", params=query, timeout=120)
            self.longest_s = max(self.longest_s, time.monotonic() - started)
            self.answers += 1


def memory_mb(server: RunningServer) -> float:
    lines = Path(f"/proc/{server.process.pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, RunningServer(Path(folder)) as server:
        attack = Attack(server)
        httpx.get(f"{server.url}/r4/ValueSet/$expand", params={"url": WHOLE, "filter": "chair"})
        before = memory_mb(server)
        questions = SmallQuestions(server)
        questions.start()
        for step in ("half_sent_bodies", "large_inline", "caches", "codings", "floods", "batches"):
            started = time.monotonic()
            getattr(attack, step)()
            print(f"{step:17} {time.monotonic() - started:6.1f} s   {memory_mb(server):6.0f} MB", flush=True)
        questions.may_end.set()
        questions.join()
        settled = time.monotonic() + SETTLING_S
        while memory_mb(server) - before > ALLOWED_MB and time.monotonic() < settled:
            time.sleep(1)
        after = memory_mb(server)
        print(f"memory: {before:.0f} MB before, {after:.0f} MB after")
        print(
            f"statuses: {dict(attack.statuses)}; small questions: {questions.answers:.0f}, "
            f"the longest took {questions.longest_s:.2f} s"
        )
        log = (Path(folder) / "server.log").read_text()
        failed = {status for status in attack.statuses if status >= 500} - {503, 504}
        return int(after - before > ALLOWED_MB or bool(failed) or "Traceback" in log)


if __name__ == "__main__":
    sys.exit(main())
