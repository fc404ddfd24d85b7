"""Pages: CPU of a code page with seven releases and a crosswalk, its size without the narrative, CPU of a search."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.figure import Figure, show
from fhir_resources.version import FhirVersion
from seed.ndc.crosswalk import crosswalk_from_file
from seed.release import source_of
from terminology.library.library import Library
from terminology.library.snapshots import Snapshot
from terminology.pages.code_page import hcpcs_code_page
from terminology.pages.context import MakePage, Page, PageContext, PageRequest
from terminology.pages.query import Query
from terminology.pages.search_page import search_page
from terminology.pages.templates import render
from terminology.store.mongo_store import MongoStore
from tests.examples.all_releases import BASE, HCPCS, NOW, snapshot_of_all

DATA = Path(__file__).parents[2] / "shared" / "data" / "hcpcs"
CROSSWALK = DATA / "asp" / "2025-10_ASP_NDC-HCPCS_crosswalk.level2.csv"
EVERY = 20  # one of this many codes is shown
WORDS = ("wheelchair", "injection", "insulin pump", "oxygen", "romosozumab")


def figures() -> Iterator[Figure]:
    snapshot = _snapshot()
    context = _context(snapshot)
    provider = snapshot.catalogue.get_code_system(HCPCS)
    codes = [concept.code for concept in provider.concepts()][::EVERY]
    shown = _shower(snapshot, context)
    for code in codes[:5]:
        shown(hcpcs_code_page, f"/hcpcs/{code}", {"code": code})
    pages = [_timed(partial(shown, hcpcs_code_page, f"/hcpcs/{code}", {"code": code})) for code in codes]
    times = sorted(ms for ms, _ in pages)
    slow = times[len(times) * 99 // 100]
    yield Figure(
        "page of a code, seven releases: CPU, median / 99th percentile", f"{median(times):.2f} / {slow:.2f} ms", "4 ms"
    )
    largest = max(len(text.encode()) for _, text in pages)
    yield Figure("page of a code: the largest HTML, without narratives", f"{largest / 1000:.1f} kB", "60 kB")
    shown(search_page, "/", {}, q="bed")
    found = [_timed(partial(shown, search_page, "/", {}, q=words))[0] for words in WORDS]
    yield Figure("page of a search, with the count of each chapter: CPU, median", f"{median(found):.2f} ms")


def _snapshot() -> Snapshot:
    content = CROSSWALK.read_bytes()
    source = source_of(CROSSWALK.name, content)
    crosswalk = crosswalk_from_file(CROSSWALK.name, content, source, BASE).concept_map
    snapshot = snapshot_of_all(DATA)
    return replace(snapshot, catalogue=snapshot.catalogue.with_resources(concept_maps=[crosswalk]))


def _context(snapshot: Snapshot) -> PageContext:
    """On a library that serves the snapshot without a store."""
    served = dict.fromkeys(FhirVersion, snapshot)
    library = Library(MongoStore(lambda: "mongodb://127.0.0.1:1", "none"), BASE, _now, _snapshots=served)
    return PageContext(library, _now, lambda: "an-id", "0", 1)


def _now() -> datetime:
    return NOW


def _shower(snapshot: Snapshot, context: PageContext) -> Callable[..., str]:
    def shown(make_page: MakePage, path: str, ids: dict[str, str], **query: str) -> str:
        asked = PageRequest(context, snapshot, path, ids, Query(tuple(query.items())), "http://tx", lambda: None)
        page = make_page(asked)
        assert isinstance(page, Page)
        return render(page.template, view=page.view, query=asked.query, path=path)

    return shown


def _timed(work: Callable[[], str]) -> tuple[float, str]:
    started = time.process_time()
    text = work()
    return (time.process_time() - started) * 1000, text


if __name__ == "__main__":
    show(figures())
