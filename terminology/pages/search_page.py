"""The front page, with a search over all code systems and the loaded content; and the HCPCS browser."""

from dataclasses import dataclass

from fhir_resources.json_format import dumps
from seed.hcpcs.code_system import URL as HCPCS
from terminology.core.counts import counted
from terminology.core.ports import CodeSystemProvider
from terminology.pages.code_list import (
    PAGE_SIZE,
    SHOWN_PROPERTIES,
    Entry,
    Pager,
    entries_of,
    pager_of,
    split_loose,
)
from terminology.pages.code_search import CodeQuery, search_codes
from terminology.pages.code_table import MAX_CODES, PROPERTIES, code_table
from terminology.pages.context import Answer, File, Page, PageRequest, Redirect
from terminology.pages.downloads import FORMATS, Table, file_of
from terminology.pages.links import code_path, name_of, on_day, resource_id
from terminology.pages.other_systems import OtherSystemHits, loaded_systems, search_elsewhere
from terminology.pages.query import day_text
from terminology.pages.search_filters import FILTERS, OptionGroup, hcpcs_query, option_groups

SUGGESTED = 8
SUGGESTED_SYSTEMS = 40  # searched for suggestions; the full search covers all
MAX_SYSTEMS = 12  # on the front page
EXAMPLES = ("wheelchair", "romosozumab", "J3111", "oxygen", "E1")


@dataclass(frozen=True, slots=True)
class LoadedSystem:
    title: str
    href: str
    versions: str
    codes: int


@dataclass(frozen=True, slots=True)
class SearchView:
    """`count` is for screen readers; `elsewhere` has results from other code systems, on the first page only."""

    title: str
    words: str
    day: str
    count: str
    exact: tuple[Entry, ...]
    loose: tuple[Entry, ...]
    pager: Pager
    filters: tuple[OptionGroup, ...]
    filter_names: tuple[str, ...]
    elsewhere: tuple[OtherSystemHits, ...]


@dataclass(frozen=True, slots=True)
class FrontView:
    """`more` is the number of loaded code systems that are not shown."""

    title: str
    systems: tuple[LoadedSystem, ...]
    more: int
    examples: tuple[str, ...] = EXAMPLES


def search_page(request: PageRequest) -> Answer:
    """The results for `q`; without it, the front page. `go`, from the search field, redirects straight to a code."""
    words = request.query.text("q")
    if not words:
        return _front(request)
    if request.query.find("go") and (path := _path_of_code(request, words)):
        return Redirect(on_day(path, request.query.known_day()) or path)
    is_narrowed = any(map(request.query.find, FILTERS)) or request.query.page() > 1
    elsewhere = () if is_narrowed or request.query.find("download") else search_elsewhere(request, words)
    return _shown(request, words, f"{words} – search", elsewhere)


def hcpcs_page(request: PageRequest) -> Answer:
    """All HCPCS codes, filtered by chapter and others, with or without words."""
    return _shown(request, request.query.text("q"), "Browse HCPCS Level II")


def _shown(request: PageRequest, words: str, title: str, elsewhere: tuple[OtherSystemHits, ...] = ()) -> Answer:
    """The results, as a page or as a download."""
    query = hcpcs_query(request, words)
    if download := request.query.choice("download", FORMATS):
        found = search_codes(request, query, properties=PROPERTIES, count=MAX_CODES)
        return file_of(code_table("hcpcs", found.contains), download)
    return Page("search.html", _results(request, query, title, elsewhere))


def _results(request: PageRequest, query: CodeQuery, title: str, elsewhere: tuple[OtherSystemHits, ...]) -> SearchView:
    offset = (request.query.page() - 1) * PAGE_SIZE
    found = search_codes(request, query, properties=SHOWN_PROPERTIES, offset=offset, count=PAGE_SIZE)
    total = found.total or 0
    day = request.query.find("date")
    exact, loose = split_loose(entries_of(found.contains, request.resources, query.words, day=day))
    if exact or not all(item.is_loose for item in elsewhere):
        elsewhere = tuple(item for item in elsewhere if not item.is_loose)
    is_loose = bool(loose) and not exact and request.query.page() == 1
    return SearchView(
        title=title,
        words=query.words,
        day=day_text(query.days, request.context.today()),
        count=counted(total, "similar code" if is_loose else "code"),
        exact=exact,
        loose=loose,
        pager=pager_of(request.query, total),
        filters=option_groups(request, query) if total or not elsewhere else (),
        filter_names=FILTERS,
        elsewhere=elsewhere,
    )


def suggestions(request: PageRequest) -> Answer:
    """Suggestions for the search field as JSON: HCPCS codes first, then other code systems."""
    words = request.query.text("q")
    if not words:
        return File("suggestions.json", "application/json", dumps({"total": 0, "entries": []}))
    day = request.query.known_day()
    found = search_codes(request, CodeQuery(HCPCS, words=words), properties=SHOWN_PROPERTIES, count=SUGGESTED)
    listed = [_suggestion(item) for item in entries_of(found.contains, request.resources, words, day=day)]
    if len(listed) < SUGGESTED:
        for system in search_elsewhere(request, words, SUGGESTED - len(listed), SUGGESTED_SYSTEMS):
            listed += [_suggestion(item, system.title) for item in system.entries]
    return File("suggestions.json", "application/json", dumps({"total": found.total, "entries": listed[:SUGGESTED]}))


def _suggestion(item: Entry, system: str | None = None) -> dict[str, object]:
    marks = ([system] if system else []) + (["similar"] if item.is_loose else [])
    badges = [*marks, *(badge.text for badge in item.badges)]
    return {"code": item.code, "display": item.display, "href": item.href, "badges": badges}


def _path_of_code(request: PageRequest, words: str) -> str | None:
    """The page of the typed code, in the spelling of HCPCS or another loaded code system."""
    newest = [versions[0] for versions in loaded_systems(request)]
    for provider in sorted(newest, key=lambda item: item.header.url != HCPCS):
        if " " in words:
            break
        url = provider.header.url
        spellings = (words, words.upper(), *request.catalogue.candidate_codes(url, words))
        for concept in filter(None, map(provider.locate, spellings)):
            return code_path(request.resources, url, concept.code)
    return None


def _front(request: PageRequest) -> Answer:
    loaded = loaded_systems(request)
    if download := request.query.choice("download", FORMATS):
        systems = (_loaded_system(request, versions) for versions in loaded)
        rows = [(item.title, item.codes, item.versions) for item in systems]
        return file_of(Table("code-systems", ("code system", "codes", "versions"), rows), download)
    shown = tuple(_loaded_system(request, versions) for versions in loaded[:MAX_SYSTEMS])
    return Page("front.html", FrontView("HCPCS Level II", shown, max(len(loaded) - MAX_SYSTEMS, 0)))


def _loaded_system(request: PageRequest, versions: tuple[CodeSystemProvider, ...]) -> LoadedSystem:
    header = versions[0].header
    id = resource_id(request.resources, "CodeSystem", header.url, header.version)
    names = ", ".join(item.header.version or "" for item in versions)
    return LoadedSystem(
        title=name_of(header),
        href="/hcpcs" if header.url == HCPCS else f"/code-systems/{id or ''}",
        versions=names,
        codes=versions[0].count,
    )
