"""`python -m benchmarks.response_cache`: CPU per request of frequent requests, as a ratio to a bare ASGI application.

Server and bare application get the same requests from wrk and send the same bytes, headers included, alternately in the
same run; each is pinned to one core and wrk to the other. 2,000 different codes are cycled. For each, the round with
the least CPU counts, because other load on a shared machine only adds to it, up to half as much again. The content is
that of TERMINOLOGY_DATA_DIR, which should have a HCPCS release and the narrative of J3111; without the variable, the
October 2025 release next to the project and its narrative are imported into a temporary folder.
"""

import asyncio
import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

from benchmarks.expansion import times_faster
from benchmarks.figure import Figure
from tests.examples.server import COMMAND, ROOT_OF_DATA, RunningServer, environment, free_port

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
WHOLE = "http://terminology.hl7.org/ValueSet/v3-HealthCareCommonProcedureCodingSystem"
RELEASE = ROOT_OF_DATA / "hcpcs" / "releases" / "2025-10-OCT-derived" / "HCPC2025_OCT_ANWEB.normalised.csv"
NARRATIVES = ROOT_OF_DATA.parent / "seeds"
NO_WRK = "wrk is missing. On Debian: apt-get update && apt-get install -y wrk"
DIFFERENT_CODES = 2000
CONNECTIONS = 16
ROUNDS = 9
ROUND_S = 1
SERVER_CORE, CLIENT_CORE = 0, 1
PROCESS_CLOCK = 2  # in the id of a CPU clock: the scheduler's count for the whole process
SCRIPT = """
local requests, i = {}, 0
for line in io.lines("%s") do
  local method, path, body = line:match("^(%%S+)\\t(%%S+)\\t(.*)$")
  local headers = {["Host"] = "127.0.0.1", ["Accept"] = "application/fhir+json"}
  if method == "POST" then headers["Content-Type"] = "application/fhir+json" end
  requests[#requests + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
end
request = function() i = i %% #requests + 1; return requests[i] end
"""


class Request(NamedTuple):
    method: str
    path: str
    body: str = ""


class Work(NamedTuple):
    """The same request for many codes. `aim`: the minimum ratio of the bare application's CPU to the server's."""

    what: str
    aim: float | None
    requests: list[Request]


class Row(NamedTuple):
    work: Work
    size_bytes: int
    bare_us: float
    cold_us: float
    warm_us: float
    ratio: float

    def __str__(self) -> str:
        aim = f"{self.work.aim:.2f}" if self.work.aim else ""
        return (
            f"{self.work.what:<44} {self.size_bytes:>8,} {self.bare_us:>8.0f} {self.warm_us:>8.0f} "
            f"{self.ratio:>8.2f} {aim:>6} {self.cold_us:>8.0f}"
        )


def main() -> int:
    if shutil.which("wrk") is None:
        print(NO_WRK)
        return 1
    head = ("answer, warm unless it says cold", "bytes", "bare µs", "server µs", "ratio", "aim", "cold µs")
    print("{:<44} {:>8} {:>8} {:>8} {:>8} {:>6} {:>8}".format(*head))
    with content() as folder:
        for row in rows(folder):
            print(row, flush=True)
        faster = asyncio.run(times_faster(folder, WHOLE))
        print(f"$expand count=1000, in process: {faster:.1f} times as fast as building dicts and orjson (aim 7)")
    return 0


def figures() -> Iterator[Figure]:
    if shutil.which("wrk") is None:
        print(f"This part is left out: {NO_WRK}")
        return
    with content() as folder:
        for row in rows(folder):
            aim = f"{row.work.aim:.2f}" if row.work.aim else ""
            value = f"{row.ratio:.2f}: {row.warm_us:.0f} µs (cold {row.cold_us:.0f}), bare {row.bare_us:.0f}"
            yield Figure(f"{row.work.what}, {row.size_bytes:,} bytes: CPU of bare ASGI / of the server", value, aim)
        faster = asyncio.run(times_faster(folder, WHOLE))
        yield Figure("$expand count=1000 in process, against dicts and orjson", f"{faster:.1f} times faster", "7 times")


def rows(folder: Path) -> Iterator[Row]:
    with RunningServer(folder, "--no-starter") as server:
        pin(server.process.pid, SERVER_CORE)
        for work in works(codes_of(server.port)):
            cold_us = one_by_one(server.process.pid, server.port, work.requests)
            headers, body = fetched(server.port, work.requests[0])
            with tempfile.TemporaryDirectory() as name, bare_server(Path(name), headers, body) as (bare_pid, bare_port):
                pin(bare_pid, SERVER_CORE)
                script = script_of(Path(name), work.requests)
                measured = [
                    (hammered(bare_pid, bare_port, script), hammered(server.process.pid, server.port, script))
                    for _ in range(ROUNDS)
                ]
            bare_us, warm_us = map(min, zip(*measured, strict=True))
            yield Row(work, len(body), bare_us, cold_us, warm_us, bare_us / warm_us)


def works(codes: list[str]) -> Iterator[Work]:
    def gets(address: str, **query: str) -> list[Request]:
        return [Request("GET", f"/r4/{address}?{urlencode(query | {'code': code})}") for code in codes]

    yield Work("$lookup GET, about 1 KB", 0.70, gets("CodeSystem/$lookup", system=HCPCS, property="coverage"))
    yield Work("$lookup GET, everything", None, gets("CodeSystem/$lookup", system=HCPCS))
    whole = Request("GET", f"/r4/CodeSystem/$lookup?system={quote(HCPCS, safe='')}&code=J3111")
    yield Work("$lookup GET, J3111 with its narratives", 0.65, [whole])
    yield Work("CodeSystem/$validate-code GET", None, gets("CodeSystem/$validate-code", url=HCPCS))
    yield Work("ValueSet/$validate-code GET", 0.75, gets("ValueSet/$validate-code", url=WHOLE, system=HCPCS))
    posts = [Request("POST", "/r4/ValueSet/$validate-code", validation(code)) for code in codes]
    yield Work("ValueSet/$validate-code POST", 0.65, posts)
    page = Request("GET", f"/r4/ValueSet/$expand?url={quote(WHOLE, safe='')}&count=20&filter=wheelchair")
    yield Work("$expand GET, filter=wheelchair, count=20", 0.70, [page])
    thousand = Request("GET", f"/r4/ValueSet/$expand?url={quote(WHOLE, safe='')}&count=1000")
    yield Work("$expand GET, count=1000", 0.75, [thousand])


def validation(code: str) -> str:
    parameter = [
        {"name": "url", "valueUri": WHOLE},
        {"name": "system", "valueUri": HCPCS},
        {"name": "code", "valueCode": code},
    ]
    return json.dumps({"resourceType": "Parameters", "parameter": parameter}, separators=(",", ":"))


def codes_of(port: int, size: int = DIFFERENT_CODES) -> list[str]:
    """A sample of the served codes, at equal intervals."""
    page = Request("GET", f"/r4/ValueSet/$expand?url={quote(WHOLE, safe='')}&count=100000")
    found = [entry["code"] for entry in json.loads(fetched(port, page)[1])["expansion"]["contains"]]
    return found[:: max(1, len(found) // size)][:size]


def fetched(port: int, asked: Request) -> tuple[list[tuple[str, str]], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    try:
        return exchanged(connection, asked)
    finally:
        connection.close()


def exchanged(connection: http.client.HTTPConnection, asked: Request) -> tuple[list[tuple[str, str]], bytes]:
    headers = {"Accept": "application/fhir+json"} | ({"Content-Type": "application/fhir+json"} if asked.body else {})
    connection.request(asked.method, asked.path, asked.body or None, headers)
    response = connection.getresponse()
    body = response.read()
    assert response.status == http.client.OK, (asked, body)
    return [(name.lower(), value) for name, value in response.getheaders() if name.lower() != "date"], body


def one_by_one(pid: int, port: int, requests: list[Request]) -> float:
    """CPU microseconds per request, each sent for the first time."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    before = cpu_s(pid)
    for asked in requests:
        exchanged(connection, asked)
    used = cpu_s(pid) - before
    connection.close()
    return used / len(requests) * 1e6


def hammered(pid: int, port: int, script: Path) -> float:
    """CPU microseconds per request, under wrk."""
    wrk = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{ROUND_S}s", "-s", str(script), f"http://127.0.0.1:{port}"]
    before = cpu_s(pid)
    done = subprocess.run(["taskset", "-c", str(CLIENT_CORE), *wrk], check=True, capture_output=True, text=True)
    used = cpu_s(pid) - before
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(done.stdout)
    found = re.search(r"(\d+) requests in", done.stdout)
    assert found, done.stdout
    served = int(found[1])
    # None at all: the machine gave this round no CPU, so it is repeated.
    return used / served * 1e6 if served else hammered(pid, port, script)


def cpu_s(pid: int) -> float:
    """CPU seconds of a process, including threads that have ended, from Linux's CPU clock of the process."""
    return time.clock_gettime(~pid << 3 | PROCESS_CLOCK)


def script_of(folder: Path, requests: list[Request]) -> Path:
    lines, script = folder / "requests", folder / "requests.lua"
    lines.write_text("".join(f"{asked.method}\t{asked.path}\t{asked.body}\n" for asked in requests))
    script.write_text(SCRIPT % lines)
    return script


@contextmanager
def bare_server(folder: Path, headers: list[tuple[str, str]], body: bytes) -> Iterator[tuple[int, int]]:
    answer, port = folder / "answer.json", free_port()
    answer.write_text(json.dumps({"headers": headers, "body": body.decode()}))
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.bare", str(port), str(answer)])
    try:
        for _ in range(200):
            try:
                fetched(port, Request("GET", "/"))
                break
            except ConnectionRefusedError:
                time.sleep(0.05)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait()


def pin(pid: int, core: int) -> None:
    for task in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(task.name), {core})


@contextmanager
def content() -> Iterator[Path]:
    """The folder of the served store."""
    supplied = os.environ.get("TERMINOLOGY_DATA_DIR")
    if supplied:
        yield Path(supplied)
        return
    with tempfile.TemporaryDirectory() as name:
        for kind, path in (("hcpcs", RELEASE), ("narratives", NARRATIVES)):
            command = [*COMMAND, "import", kind, str(path)]
            subprocess.run(command, env=environment(Path(name)), check=True, capture_output=True)
        yield Path(name)


if __name__ == "__main__":
    sys.exit(main())
