"""Every procedure narrative, with where it came from."""

from collections.abc import Iterable
from dataclasses import dataclass

from terminology.core.model import Concept
from terminology.core.ports import CodeSystemProvider
from terminology.pages.code_list import Pager, pager_of
from terminology.pages.context import Answer, Page, PageRequest
from terminology.pages.downloads import FORMATS, Table, file_of
from terminology.pages.facts import text_of
from terminology.pages.links import code_path
from terminology.pages.wording import words_of_name

LIST_SIZE = 50
HEADINGS = ("code", "display", "common name", "sections", "provenance")


@dataclass(frozen=True, slots=True)
class NarrativeRow:
    code: str
    href: str | None
    display: str
    common_name: str
    sections: int
    provenance: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NarrativesView:
    title: str
    words: str
    rows: tuple[NarrativeRow, ...]
    pager: Pager


def narratives_page(request: PageRequest) -> Answer:
    words = request.query.text("q")
    rows = [row for row in _rows(request) if _matches(row, words)]
    if download := request.query.choice("download", FORMATS):
        cells = [_cells(row) for row in rows]
        return file_of(Table("narratives", HEADINGS, cells), download)
    pager = pager_of(request.query, len(rows), LIST_SIZE)
    shown = tuple(rows[(pager.page - 1) * LIST_SIZE :][:LIST_SIZE])
    return Page("narratives.html", NarrativesView("Procedure narratives", words, shown, pager))


def _rows(request: PageRequest) -> Iterable[NarrativeRow]:
    for versions in request.catalogue.supplements.values():
        if versions[0].is_default:
            url = (versions[0].header.supplements or "").partition("|")[0]
            provider = request.catalogue.find_code_system(url)
            yield from (_row(request, provider, url, item) for item in versions[0].code_system.concepts)


def _row(request: PageRequest, provider: CodeSystemProvider | None, url: str, concept: Concept) -> NarrativeRow:
    known = provider.locate(concept.code) if provider else None
    names = (item.value for item in concept.designations if item.use and item.use.code == "common-name")
    return NarrativeRow(
        code=concept.code,
        href=code_path(request.resources, url, concept.code),
        display=(known.display if known else None) or "",
        common_name=next(names, ""),
        sections=len(concept.designations),
        provenance=tuple((words_of_name(item.code), text_of(item.value)) for item in concept.properties),
    )


def _cells(row: NarrativeRow) -> tuple[str | int, ...]:
    provenance = "; ".join(f"{what}: {value}" for what, value in row.provenance)
    return row.code, row.display, row.common_name, row.sections, provenance


def _matches(row: NarrativeRow, words: str) -> bool:
    text = f"{row.code} {row.display} {row.common_name}".lower()
    return all(word in text for word in words.lower().split())
