"""`python -m benchmarks.page_readers`: what a FHIR client notices while people read pages.

One worker on the embedded store with the starter content. One client asks $lookup and reads a value set; another opens
pages meanwhile, twenty a second: codes, a search, a value set, what a release changed. `readers.py` says how.
"""

import sys
import tempfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.figure import Figure, show
from benchmarks.readers import WINDOW_S, WINDOWS, compared, shown
from tests.examples.server import RunningServer

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
READS = (f"/r4/CodeSystem/$lookup?code=J3111&system={HCPCS}", "/r4/ValueSet/care-at-home-2022")
PAGES = ("/hcpcs/J3111", "/?q=wheelchair", "/hcpcs/E0601", "/value-sets/care-at-home-2022", "/compare", "/hcpcs/G0154")
PAGES_A_SECOND = 20
HTML = {"Accept": "text/html"}


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name, RunningServer(Path(name)) as server:
        connection = HTTPConnection("127.0.0.1", server.port)

        def open_page(number: int) -> None:
            connection.request("GET", PAGES[number % len(PAGES)], headers=HTML)
            response = connection.getresponse()
            response.read()
            assert response.status == 200

        for number in range(len(PAGES)):
            open_page(number)
        quiet, busy, took = compared(server, READS, open_page, PAGES_A_SECOND)
    yield Figure("$lookup and a read over HTTP, no pages: median / 99th percentile / longest wait", shown(quiet))
    rate = len(took) / (WINDOWS * WINDOW_S)
    yield Figure(f"the same while {rate:.0f} pages a second are opened", shown(busy), "not slower")
    yield Figure("a page meanwhile: the same", shown([took]))


if __name__ == "__main__":
    sys.exit(show(figures()))
