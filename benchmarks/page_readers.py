"""`python -m benchmarks.page_readers`: latency of a FHIR client while other users read pages.

One worker on the embedded store with the starter content. One client sends $lookup and reads a value set; another opens
twenty pages per second: codes, a search, a value set, the changes of a release. See `readers.py` for the method.
"""

import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path

from benchmarks.figure import Figure, show
from benchmarks.readers import Load, Work, compared, rate_of, shown
from tests.examples.server import RunningServer

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
READS = (f"/r4/CodeSystem/$lookup?code=J3111&system={HCPCS}", "/r4/ValueSet/care-at-home-2022")
PAGES = ("/hcpcs/J3111", "/?q=wheelchair", "/hcpcs/E0601", "/value-sets/care-at-home-2022", "/compare", "/hcpcs/G0154")
PAGES_A_SECOND = 20
HTML = {"Accept": "text/html"}


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name, RunningServer(Path(name)) as server:
        opened = Load(partial(opening, server.port), PAGES_A_SECOND)
        try:
            (quiet, busy), (took,) = compared(server, cycle(READS), [opened])
        finally:
            opened.end()
    yield Figure("$lookup and a read over HTTP, no pages: median / 99th percentile / longest wait", shown(quiet))
    yield Figure(f"the same while {rate_of(took):.0f} pages a second are opened", shown(busy), "not slower")
    yield Figure("a page meanwhile: the same", shown(took))


def opening(port: int) -> Work:
    connection = HTTPConnection("127.0.0.1", port)

    def open_page(number: int) -> None:
        connection.request("GET", PAGES[number % len(PAGES)], headers=HTML)
        response = connection.getresponse()
        response.read()
        assert response.status == 200

    for number in range(len(PAGES)):
        open_page(number)
    return open_page


if __name__ == "__main__":
    sys.exit(show(figures()))
