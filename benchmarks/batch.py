"""`python -m benchmarks.batch`: many codes in one request, as $batch-validate-code and as batch Bundles.

Server CPU per entry, with different codes as far as there are enough, and its growth from 1,000 entries to 10,000.
Then validations as clients send them: with displays, a tenth of them wrong, and a tenth of the codes unknown. The
content is that of `response_cache`.
"""

import http.client
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import count, islice
from urllib.parse import quote

from benchmarks.figure import Figure, show
from benchmarks.processes import server_processes
from benchmarks.response_cache import HCPCS, WHOLE, Request, codes_of, content, fetched
from fhir_resources.elements import Json
from fhir_resources.json_format import dumps, loads
from tests.examples.server import RunningServer

SIZES = (1_000, 10_000)
ROUNDS = 5
LEFT_OUT = count()  # makes every request different, so that no response comes from a cache
Body = Callable[[list[str]], Json]


def figures() -> Iterator[Figure]:
    with content() as folder, RunningServer(folder, "--no-starter") as server:
        codes = codes_of(server.port, max(SIZES))
        for name, path, body in WORKS:
            fewer, more = _cpu_us(server, path, codes, [(body, size) for size in SIZES])
            value = f"{fewer / SIZES[0]:.0f} / {more / SIZES[1]:.0f} µs"
            yield Figure(f"{name}, an entry of 1,000 / of 10,000: CPU", value, "60 µs")
            yield Figure(f"{name}, growth from 1,000 to 10,000", f"{more / fewer:.1f} times", "12 times")
        displays = _displays(server.port)
        for name, path, shared in VALIDATIONS:
            bodies = (_validations(shared), _validations(shared, displays))
            plain, mixed = _cpu_us(server, path, codes, [(body, max(SIZES)) for body in bodies])
            value = f"{mixed / plain:.2f} times: {mixed / max(SIZES):.0f} µs"
            yield Figure(f"{name} with displays, a fifth wrong: against codes alone", value)


def _cpu_us(server: RunningServer, path: str, codes: list[str], works: Sequence[tuple[Body, int]]) -> list[float]:
    """The minimum of several rounds for each body and number of entries, in turn, as the machine's speed varies."""
    rounds: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for taken, (body, n) in zip(rounds, works, strict=True):
            start = next(LEFT_OUT) * n  # with codes other than those of the previous request, so that none are cached
            asked = dumps(body(list(islice((codes[i % len(codes)] for i in count(start)), n))))
            before = server_processes(server.process.pid).cpu_s
            with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)) as connection:
                _post(connection, path, asked, n)
            taken.append(server_processes(server.process.pid).cpu_s - before)
    return [min(taken) * 1e6 for taken in rounds]


def _post(connection: http.client.HTTPConnection, path: str, body: bytes, n: int) -> None:
    connection.request("POST", path, body, {"Content-Type": "application/fhir+json"})
    answered = connection.getresponse()
    text = answered.read()
    if answered.status != http.client.OK:
        raise RuntimeError(text.decode())
    found = loads(text)
    if len(found.get("parameter") or found.get("entry")) != n:
        raise RuntimeError("There is not an answer to every entry.")


def _displays(port: int) -> dict[str, str]:
    page = Request("GET", f"/r4/ValueSet/$expand?url={quote(WHOLE, safe='')}&count=100000")
    return {entry["code"]: entry["display"] for entry in loads(fetched(port, page)[1])["expansion"]["contains"]}


def _validations(shared: list[Json], displays: dict[str, str] | None = None) -> Body:
    """With `displays`, every tenth display is wrong and every tenth code unknown."""

    def coding(number: int, code: str) -> Json:
        if displays is None:
            return {"system": HCPCS, "code": code}
        display = "A wrong display of it" if number % 10 == 3 else displays[code]
        return {"system": HCPCS, "code": f"Q{code[::-1]}X" if number % 10 == 7 else code, "display": display}

    def body(codes: list[str]) -> Json:
        entries = (
            {"resourceType": "Parameters", "parameter": [{"name": "coding", "valueCoding": coding(number, code)}]}
            for number, code in enumerate(codes)
        )
        return {"resourceType": "Parameters",
                "parameter": [*shared, *({"name": "validation", "resource": entry} for entry in entries)]}  # fmt: skip

    return body


def _bundle(path: str) -> Body:
    def body(codes: list[str]) -> Json:
        entries = [{"request": {"method": "GET", "url": path + code}} for code in codes]
        return {"resourceType": "Bundle", "type": "batch", "entry": entries}

    return body


SYSTEM = quote(HCPCS, safe="")
VALIDATIONS: tuple[tuple[str, str, list[Json]], ...] = (
    ("CodeSystem/$batch-validate-code", "/r4/CodeSystem/$batch-validate-code", []),
    ("ValueSet/$batch-validate-code", "/r4/ValueSet/$batch-validate-code", [{"name": "url", "valueUri": WHOLE}]),
)
WORKS: tuple[tuple[str, str, Body], ...] = (
    *((name, path, _validations(shared)) for name, path, shared in VALIDATIONS),
    ("batch of $lookup", "/r4", _bundle(f"CodeSystem/$lookup?system={SYSTEM}&code=")),
    (
        "batch of ValueSet/$validate-code",
        "/r4",
        _bundle(f"ValueSet/$validate-code?url={quote(WHOLE, safe='')}&system={SYSTEM}&code="),
    ),
)


if __name__ == "__main__":
    sys.exit(show(figures()))
