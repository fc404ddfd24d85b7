"""Pages: CPU of a code page with seven releases and a crosswalk, its size without the narrative, CPU of a search.

python -m benchmarks.pages        needs CMS's releases beside the project
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from statistics import median

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
EVERY = 20  # of how many codes one is shown
WORDS = ("wheelchair", "injection", "insulin pump", "oxygen", "romosozumab")


def main() -> None:
    snapshot, context = _snapshot(), _context()
    provider = snapshot.catalogue.get_code_system(HCPCS)
    codes = [concept.code for concept in provider.concepts()][::EVERY]
    show = _shower(snapshot, context)
    for code in codes[:5]:
        show(hcpcs_code_page, f"/hcpcs/{code}", {"code": code})
    pages = [_timed(lambda code=code: show(hcpcs_code_page, f"/hcpcs/{code}", {"code": code})) for code in codes]  # type: ignore[misc]
    sizes = sorted(len(text.encode()) for _, text in pages)
    print(
        f"code page: {median(ms for ms, _ in pages):.2f} ms CPU (median of {len(codes)}), largest {sizes[-1]:,} bytes"
    )
    show(search_page, "/", {}, q="bed")
    found = [_timed(lambda words=words: show(search_page, "/", {}, q=words)) for words in WORDS]  # type: ignore[misc]
    print(f"search page: {median(ms for ms, _ in found):.2f} ms CPU (median of {len(WORDS)})")


def _snapshot() -> Snapshot:
    content = CROSSWALK.read_bytes()
    source = source_of(CROSSWALK.name, content)
    crosswalk = crosswalk_from_file(CROSSWALK.name, content, source, BASE).concept_map
    snapshot = snapshot_of_all(DATA)
    return replace(snapshot, catalogue=snapshot.catalogue.with_resources(concept_maps=[crosswalk]))


def _context() -> PageContext:
    library = Library(MongoStore(lambda: "mongodb://127.0.0.1:1", "none"), BASE, _now)
    return PageContext(library, _now, lambda: "an-id", "0", 1)


def _now() -> datetime:
    return NOW


def _shower(snapshot: Snapshot, context: PageContext) -> Callable[..., str]:
    def show(make_page: MakePage, path: str, ids: dict[str, str], **query: str) -> str:
        asked = PageRequest(context, snapshot, path, ids, Query(tuple(query.items())), "http://tx", lambda: None)
        page = make_page(asked)
        assert isinstance(page, Page)
        return render(page.template, view=page.view, query=asked.query, path=path)

    return show


def _timed(work: Callable[[], str]) -> tuple[float, str]:
    started = time.process_time()
    text = work()
    return (time.process_time() - started) * 1000, text


if __name__ == "__main__":
    main()
