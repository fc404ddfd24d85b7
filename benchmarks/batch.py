"""`python -m benchmarks.batch`: many codes in one request, as $batch-validate-code and as batch Bundles.

Server CPU per entry, with different codes as far as there are enough, and its growth from 1,000 entries to 10,000. The
content is that of `response_cache`.
"""

import http.client
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count, islice
from urllib.parse import quote

from benchmarks.figure import Figure, show
from benchmarks.processes import server_processes
from benchmarks.response_cache import HCPCS, WHOLE, codes_of, content
from fhir_resources.elements import Json
from fhir_resources.json_format import dumps, loads
from tests.examples.server import RunningServer

SIZES = (1_000, 10_000)
ROUNDS = 3
LEFT_OUT = count()  # makes every request different, so that no response comes from a cache
Body = Callable[[list[str]], Json]


def figures() -> Iterator[Figure]:
    with content() as folder, RunningServer(folder, "--no-starter") as server:
        codes = codes_of(server.port, max(SIZES))
        for name, path, body in WORKS:
            fewer, more = (_cpu_us(server, path, body, codes, size) for size in SIZES)
            value = f"{fewer / SIZES[0]:.0f} / {more / SIZES[1]:.0f} µs"
            yield Figure(f"{name}, an entry of 1,000 / of 10,000: CPU", value, "60 µs")
            yield Figure(f"{name}, growth from 1,000 to 10,000", f"{more / fewer:.1f} times", "12 times")


def _cpu_us(server: RunningServer, path: str, body: Body, codes: list[str], n: int) -> float:
    """The minimum of several rounds."""
    rounds = []
    for _ in range(ROUNDS):
        start = next(LEFT_OUT) * n  # with codes other than those of the previous request, so that none are cached
        asked = dumps(body(list(islice((codes[i % len(codes)] for i in count(start)), n))))
        before = server_processes(server.process.pid).cpu_s
        with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)) as connection:
            _post(connection, path, asked, n)
        rounds.append(server_processes(server.process.pid).cpu_s - before)
    return min(rounds) * 1e6


def _post(connection: http.client.HTTPConnection, path: str, body: bytes, n: int) -> None:
    connection.request("POST", path, body, {"Content-Type": "application/fhir+json"})
    answered = connection.getresponse()
    text = answered.read()
    if answered.status != http.client.OK:
        raise RuntimeError(text.decode())
    found = loads(text)
    if len(found.get("parameter") or found.get("entry")) != n:
        raise RuntimeError("There is not an answer to every entry.")


def _validations(shared: list[Json]) -> Body:
    def body(codes: list[str]) -> Json:
        entries = (
            {"resourceType": "Parameters",
             "parameter": [{"name": "coding", "valueCoding": {"system": HCPCS, "code": code}}]}
            for code in codes
        )  # fmt: skip
        return {"resourceType": "Parameters",
                "parameter": [*shared, *({"name": "validation", "resource": entry} for entry in entries)]}  # fmt: skip

    return body


def _bundle(path: str) -> Body:
    def body(codes: list[str]) -> Json:
        entries = [{"request": {"method": "GET", "url": path + code}} for code in codes]
        return {"resourceType": "Bundle", "type": "batch", "entry": entries}

    return body


SYSTEM = quote(HCPCS, safe="")
WORKS: tuple[tuple[str, str, Body], ...] = (
    ("CodeSystem/$batch-validate-code", "/r4/CodeSystem/$batch-validate-code", _validations([])),
    (
        "ValueSet/$batch-validate-code",
        "/r4/ValueSet/$batch-validate-code",
        _validations([{"name": "url", "valueUri": WHOLE}]),
    ),
    ("batch of $lookup", "/r4", _bundle(f"CodeSystem/$lookup?system={SYSTEM}&code=")),
    (
        "batch of ValueSet/$validate-code",
        "/r4",
        _bundle(f"ValueSet/$validate-code?url={quote(WHOLE, safe='')}&system={SYSTEM}&code="),
    ),
)


if __name__ == "__main__":
    sys.exit(show(figures()))
