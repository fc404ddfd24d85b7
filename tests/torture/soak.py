"""A soak test of a server as users start it: `python -m tests.torture.soak [--thousands N] [--minutes N]`.

Sends unknown codes and as many filters, all distinct, in batches: a million of each, or the number in `--thousands`;
after `--minutes` it ends early. `make torture LONG=1` runs all of it, `make torture` a fiftieth. A batch that a busy
machine refuses temporarily (503, 504) is sent again. After each tenth, the server's memory is printed and should stay
flat: from the first tenth on, when every cache is full, it may grow by ALLOWED_MB. Exit 1 if it grew more, or if a
request failed.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx

from tests.examples.server import RunningServer
from tests.torture.attack import FHIR_JSON, HCPCS, WHOLE, memory_mb

ALLOWED_MB = 20
CODES, FILTERS = 250, 100  # entries of one batch
ATTEMPTS = 20


def batch(urls: list[str]) -> dict[str, Any]:
    entries = [{"request": {"method": "GET", "url": url}} for url in urls]
    return {"resourceType": "Bundle", "type": "batch", "entry": entries}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--thousands", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    asked = parser.parse_args()
    thousands = asked.thousands
    statuses: Counter[str] = Counter()
    refused: Counter[int] = Counter()  # whole batches
    line: list[float] = []
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, RunningServer(Path(folder)) as server:

        def send(urls: list[str]) -> None:
            for _ in range(ATTEMPTS):
                answered = httpx.post(f"{server.url}/r4", json=batch(urls), headers=FHIR_JSON, timeout=120)
                if answered.status_code not in (503, 504):
                    break
                refused[answered.status_code] += 1
                time.sleep(1)
            statuses.update(entry["response"]["status"][:3] for entry in answered.json()["entry"])

        for thousand in range(thousands):
            numbers = range(thousand * 1000, thousand * 1000 + 1000)
            for start in range(0, 1000, CODES):
                codes = numbers[start : start + CODES]
                send([f"CodeSystem/$lookup?system={HCPCS}&code=X{number:07}" for number in codes])
            for start in range(0, 1000, FILTERS):
                some = numbers[start : start + FILTERS]
                send([f"ValueSet/$expand?url={WHOLE}&count=2&filter=chair%20{number:07}" for number in some])
            is_over = time.monotonic() - started > asked.minutes * 60
            if is_over or (thousand + 1) % max(1, thousands // 10) == 0:
                line.append(memory_mb(server))
                print(
                    f"{thousand + 1:5} thousand of each   {line[-1]:5.0f} MB   {time.monotonic() - started:6.0f} s",
                    flush=True,
                )
            if is_over:
                break
        is_clean = "Traceback" not in (Path(folder) / "server.log").read_text()
    growth = max(line) - line[0]
    print(f"grown by {growth:.0f} MB at most since the first tenth; statuses: {dict(statuses)}")
    print(f"batches sent again: {dict(refused)}")
    return int(growth > ALLOWED_MB or not is_clean or not set(statuses) <= {"200", "404"})


if __name__ == "__main__":
    sys.exit(main())
