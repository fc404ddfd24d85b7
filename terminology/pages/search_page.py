"""The front page: the search, and what is loaded."""

from dataclasses import dataclass

from fhir_resources.json_format import dumps
from seed.hcpcs.code_system import URL as HCPCS
from seed.hcpcs.value_sets import CHAPTERS
from terminology.core.ports import CodeSystemProvider
from terminology.core.results import ExpandResult
from terminology.core.value_sets import Filter
from terminology.pages.code_list import (
    PAGE_SIZE,
    SHOWN_PROPERTIES,
    Entry,
    Pager,
    entries_of,
    pager_of,
    split_loose,
)
from terminology.pages.code_search import found_codes
from terminology.pages.code_table import MOST_CODES, PROPERTIES, code_table
from terminology.pages.context import Answer, File, Page, PageRequest, Redirect
from terminology.pages.downloads import FORMATS, file_of
from terminology.pages.links import code_path, name_of
from terminology.pages.query import day_text
from terminology.pages.wording import counted

SUGGESTED = 8
KINDS = ("procedure", "modifier")
COVERAGES = (
    ("C", "carrier judgment"),
    ("D", "special coverage instructions"),
    ("I", "not payable by Medicare"),
    ("M", "non-covered by Medicare"),
    ("S", "non-covered by statute"),
)
STATUSES = ("valid", "all")
EXAMPLES = ("wheelchair", "romosozumab", "J3111", "insulin pump", "E1")


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a filter as a link: to the same search with it, or without it where it is chosen."""

    label: str
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class OptionGroup:
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class LoadedSystem:
    title: str
    href: str
    versions: str
    codes: str


@dataclass(frozen=True, slots=True)
class SearchView:
    title: str
    words: str
    day: str
    count: str
    exact: tuple[Entry, ...]
    loose: tuple[Entry, ...]
    pager: Pager
    filters: tuple[OptionGroup, ...]


@dataclass(frozen=True, slots=True)
class FrontView:
    title: str
    systems: tuple[LoadedSystem, ...]
    examples: tuple[str, ...] = EXAMPLES


def search_page(request: PageRequest) -> Answer:
    """With `q` the codes found, without it what can be searched. `go` (of the search field) leads right to a code."""
    words = request.query.text("q")
    if not words:
        return Page("front.html", FrontView("HCPCS Level II", _loaded(request)))
    if request.query.find("go") and (path := _path_of_code(request, words)):
        return Redirect(path)
    return _shown(request, words, f"{words} – search")


def hcpcs_page(request: PageRequest) -> Answer:
    """Every code, by chapter and the other filters, with or without words."""
    return _shown(request, request.query.text("q"), "Browse HCPCS Level II")


def _shown(request: PageRequest, words: str, title: str) -> Answer:
    """The codes found, as a page or as a file."""
    if download := request.query.choice("download", FORMATS):
        found = _found(request, words, PROPERTIES, 0, MOST_CODES)
        return file_of(code_table("hcpcs", found.contains), download)
    return Page("search.html", _results(request, words, title))


def _found(request: PageRequest, words: str, properties: tuple[str, ...], offset: int, count: int) -> ExpandResult:
    return found_codes(
        request,
        HCPCS,
        words=words,
        filters=_filters(request),
        days=request.query.days(),
        properties=properties,
        only_active=request.query.choice("status", STATUSES) == "valid",
        offset=offset,
        count=count,
    )


def _results(request: PageRequest, words: str, title: str) -> SearchView:
    days = request.query.days()
    found = _found(request, words, SHOWN_PROPERTIES, (request.query.page() - 1) * PAGE_SIZE, PAGE_SIZE)
    total = found.total or 0
    exact, loose = split_loose(entries_of(found.contains, request.resources, words))
    return SearchView(
        title=title,
        words=words,
        day=day_text(days, request.context.today()),
        count=counted(total, "code"),
        exact=exact,
        loose=loose,
        pager=pager_of(request.query, total),
        filters=_option_groups(request),
    )


def suggestions(request: PageRequest) -> Answer:
    """The first codes for the list below the search field, as JSON for the script."""
    words = request.query.text("q")
    found = found_codes(request, HCPCS, words=words, properties=SHOWN_PROPERTIES, count=SUGGESTED) if words else None
    entries = entries_of(found.contains, request.resources, words) if found else ()
    listed = [
        {"code": item.code, "display": item.display, "href": item.href, "badges": [b.text for b in item.badges]}
        for item in entries
    ]
    document = {"total": found.total if found else 0, "entries": listed}
    return File("suggestions.json", "application/json", dumps(document))


def _path_of_code(request: PageRequest, words: str) -> str | None:
    provider = request.catalogue.find_code_system(HCPCS)
    concept = (provider.locate(words) or provider.locate(words.upper())) if provider else None
    return code_path(request.resources, HCPCS, concept.code) if concept else None


def _filters(request: PageRequest) -> list[Filter]:
    chosen = [
        ("coverage", request.query.choice("coverage", tuple(value for value, _ in COVERAGES))),
        ("kind", request.query.choice("kind", KINDS)),
        ("chapter", request.query.choice("chapter", tuple(letter for letter, _ in CHAPTERS))),
    ]
    return [Filter(name, "=", value) for name, value in chosen if value]


def _option_groups(request: PageRequest) -> tuple[OptionGroup, ...]:
    return (
        _options(request, "kind", "Kind", (("procedure", "procedures"), ("modifier", "modifiers"))),
        _options(request, "status", "Status", (("valid", "only valid codes"),)),
        _options(request, "coverage", "Medicare coverage", COVERAGES),
        _options(request, "chapter", "Chapter", tuple((letter, f"{letter} {title}") for letter, title in CHAPTERS)),
    )


def _options(request: PageRequest, name: str, title: str, choices: tuple[tuple[str, str], ...]) -> OptionGroup:
    chosen = request.query.find(name)
    options = (
        Option(label, request.query.changed(**{name: None if value == chosen else value}), value == chosen)
        for value, label in choices
    )
    return OptionGroup(title, tuple(options))


def _loaded(request: PageRequest) -> tuple[LoadedSystem, ...]:
    """Code systems that were loaded, with their versions; the lists that are part of the server are left out."""
    base = request.context.library.canonical_base
    systems = [
        versions for url, versions in request.catalogue.code_systems.items() if versions and not url.startswith(base)
    ]
    return tuple(_loaded_system(request, versions) for versions in systems[:12])


def _loaded_system(request: PageRequest, versions: tuple[CodeSystemProvider, ...]) -> LoadedSystem:
    header = versions[0].header
    entries = request.resources.by_type.get("CodeSystem", {}).values()
    id = next((e.id for e in entries if e.header.canonical == header.canonical), "")
    names = ", ".join(item.header.version or "" for item in versions)
    return LoadedSystem(
        title=name_of(header),
        href="/hcpcs" if header.url == HCPCS else f"/code-systems/{id}",
        versions=names,
        codes=counted(versions[0].count, "code"),
    )
