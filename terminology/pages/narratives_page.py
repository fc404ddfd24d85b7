"""The list of procedure narratives with their provenance, filtered by words, language, review status and source."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from terminology.core.model import Concept
from terminology.core.ports import CodeSystemProvider
from terminology.library.narratives import texts
from terminology.pages.code_list import Pager, pager_of
from terminology.pages.context import Answer, Page, PageRequest
from terminology.pages.downloads import FORMATS, Table, file_of
from terminology.pages.facts import text_of
from terminology.pages.language_names import language_name
from terminology.pages.links import code_path
from terminology.pages.search_filters import Option, OptionGroup
from terminology.pages.wording import words_of_name

LIST_SIZE = 50
MAX_OPTIONS = 20
HEADINGS = ("code", "display", "common name", "language", "status", "source", "sections", "provenance")
NOT_STATED = "not stated"
STATUS = ("status", "reviewStatus")  # supplement properties with the review status
SOURCE = ("publisher", "source", "sourceFile")  # and with the source, most specific first


@dataclass(frozen=True, slots=True)
class NarrativeRow:
    code: str
    href: str | None
    display: str
    common_name: str
    language: str
    language_name: str
    status: str
    source: str
    sections: int
    provenance: tuple[tuple[str, str], ...]


FILTERS: tuple[tuple[str, str, Callable[[NarrativeRow], str]], ...] = (
    ("language", "Language", lambda row: row.language),
    ("status", "Review status", lambda row: row.status),
    ("source", "Source", lambda row: row.source),
)


@dataclass(frozen=True, slots=True)
class NarrativesView:
    title: str
    words: str
    filters: tuple[OptionGroup, ...]
    filter_names: tuple[str, ...]
    rows: tuple[NarrativeRow, ...]
    pager: Pager


def narratives_page(request: PageRequest) -> Answer:
    words = request.query.text("q")
    found = [row for row in _rows(request) if _matches(row, words)]
    chosen = {name: request.query.text(name) for name, _, _ in FILTERS}
    rows = [row for row in found if all(not chosen[name] or of(row) == chosen[name] for name, _, of in FILTERS)]
    if download := request.query.choice("download", FORMATS):
        return file_of(Table("narratives", HEADINGS, [_cells(row) for row in rows]), download)
    pager = pager_of(request.query, len(rows), LIST_SIZE)
    shown = tuple(rows[(pager.page - 1) * LIST_SIZE :][:LIST_SIZE])
    labels = {row.language: row.language_name for row in found}
    groups = tuple(_group(request, name, title, [of(row) for row in found], labels) for name, title, of in FILTERS)
    return Page("narratives.html", NarrativesView("Procedure narratives", words, groups, tuple(chosen), shown, pager))


def _group(
    request: PageRequest, name: str, title: str, values: Sequence[str], labels: Mapping[str, str]
) -> OptionGroup:
    """`labels` are display texts for values that are codes."""
    chosen = request.query.find(name)
    options = (
        Option(
            labels.get(value, value),
            request.query.changed(**{name: None if value == chosen else value}),
            value == chosen,
            number,
        )
        for value, number in Counter(values).most_common(MAX_OPTIONS)
    )
    return OptionGroup(title, tuple(options))


def _rows(request: PageRequest) -> Iterable[NarrativeRow]:
    for versions in request.catalogue.supplements.values():
        if versions[0].is_default:
            url = (versions[0].header.supplements or "").partition("|")[0]
            provider = request.catalogue.find_code_system(url)
            parts = (part for item in versions[0].code_system.concepts for part in texts().parts(item))
            yield from (_row(request, provider, url, part) for part in parts)


def _row(request: PageRequest, provider: CodeSystemProvider | None, url: str, concept: Concept) -> NarrativeRow:
    known = provider.locate(concept.code) if provider else None
    names = (item.value for item in concept.designations if item.use and item.use.code == "common-name")
    languages = dict.fromkeys(item.language for item in concept.designations if item.language)
    stated = {item.code: text_of(item.value) for item in concept.properties}
    return NarrativeRow(
        code=concept.code,
        href=code_path(request.resources, url, concept.code),
        display=stated.get("about") or (known.display if known else None) or "",
        common_name=next(names, ""),
        language=", ".join(languages) or NOT_STATED,
        language_name=", ".join(language_name(request.catalogue, tag) for tag in languages) or NOT_STATED,
        status=_first(stated, STATUS),
        source=_first(stated, SOURCE),
        sections=len(concept.designations),
        provenance=tuple((words_of_name(code), text) for code, text in stated.items()),
    )


def _first(stated: dict[str, str], codes: tuple[str, ...]) -> str:
    return next((stated[code] for code in codes if stated.get(code)), NOT_STATED)


def _cells(row: NarrativeRow) -> tuple[str | int, ...]:
    provenance = "; ".join(f"{what}: {value}" for what, value in row.provenance)
    facts = (row.language, row.status, row.source)
    return row.code, row.display, row.common_name, *facts, row.sections, provenance


def _matches(row: NarrativeRow, words: str) -> bool:
    text = f"{row.code} {row.display} {row.common_name}".lower()
    return all(word in text for word in words.lower().split())
