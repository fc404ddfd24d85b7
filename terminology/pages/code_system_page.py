"""The page of a code system: what it is, its properties, and its codes as a tree, in order, or found by words."""

from dataclasses import dataclass

from terminology.core.model import CodeSystemHeader, PropertyDefinition
from terminology.library.resources import ResourceEntry
from terminology.pages.code_list import PAGE_SIZE, SHOWN_PROPERTIES, Entry, Pager, entries_of, pager_of
from terminology.pages.code_search import CodeQuery, search_codes
from terminology.pages.code_table import MAX_CODES, PROPERTIES, code_table
from terminology.pages.code_tree import CodeTree, code_tree
from terminology.pages.context import Answer, Page, PageRequest, Redirect
from terminology.pages.downloads import FORMATS, Table, file_of
from terminology.pages.links import code_path, fhir_address, name_of, resource_id, with_query
from terminology.pages.matched_words import marked
from terminology.pages.problems import PageProblem

TABLES = ("codes", "properties")


@dataclass(frozen=True, slots=True)
class CodeSystemView:
    title: str
    header: CodeSystemHeader
    words: str
    count: int
    entries: tuple[Entry, ...]
    pager: Pager
    tree: CodeTree | None
    properties: tuple[PropertyDefinition, ...]
    versions: tuple[tuple[str, str], ...]
    fhir_href: str


def code_systems_page(request: PageRequest) -> Answer:
    """Redirects to the code system or code of `url` (with `version`, `code`, `date`); without `url`, to Content."""
    url = request.query.find("url")
    if url is None:
        return Redirect("/content")
    system, _, version = request.catalogue.canonical_system(url).partition("|")
    version = version or (request.query.find("version") or "")
    id = resource_id(request.resources, "CodeSystem", system, version or None)
    if id is None:
        raise PageProblem(404, "That code system is not loaded", "See Content for what is loaded.", "url")
    code = request.query.find("code")
    path = code_path(request.resources, system, code, version or None) if code else f"/code-systems/{id}"
    return Redirect(f"{path}" if "?" in (path or "") else with_query(path or "/", date=request.query.find("date")))


def code_system_page(request: PageRequest) -> Answer:
    entry = request.resources.find("CodeSystem", request.ids["id"])
    if entry is None or not isinstance(entry.header, CodeSystemHeader):
        raise PageProblem(404, "That code system is not loaded", "See Content for what is loaded.")
    header, words = entry.header, request.query.text("q")
    if download := request.query.choice("download", FORMATS):
        return file_of(_table(request, entry.id, header), download)
    provider = request.catalogue.find_code_system(header.url, header.version) if not words else None
    tree = code_tree(request, provider) if provider and header.content != "supplement" else None
    entries, total = ((), provider.count) if tree and provider else _entries(request, header, words)
    view = CodeSystemView(
        title=f"{name_of(header)} – code system",
        header=header,
        words=words,
        entries=entries,
        count=total,
        pager=tree.pager if tree else pager_of(request.query, total),
        tree=tree,
        properties=header.properties,
        versions=tuple(_versions(request, entry)),
        fhir_href=f"{fhir_address(request.context.library, 'CodeSystem', entry.header)}?_summary=true&_format=json",
    )
    return Page("code_system.html", view)


def _table(request: PageRequest, id: str, header: CodeSystemHeader) -> Table:
    """A download of the codes (of a supplement, the codes it supplements) or of the declared properties."""
    if request.query.choice("of", TABLES) == "properties":
        rows = [(item.code, item.type, item.description, item.uri) for item in header.properties]
        return Table(f"{id}-properties", ("code", "type", "description", "uri"), rows)
    if header.content == "supplement":
        entries, _ = _of_supplement(request, header, 0, MAX_CODES)
        return Table(id, ("code", "display"), [(item.code, item.display) for item in entries])
    query = CodeQuery(header.url, header.version, request.query.text("q"))
    return code_table(id, search_codes(request, query, properties=PROPERTIES, count=MAX_CODES).contains)


def _entries(request: PageRequest, header: CodeSystemHeader, words: str) -> tuple[tuple[Entry, ...], int]:
    offset = (request.query.page() - 1) * PAGE_SIZE
    if header.content == "supplement":
        return _of_supplement(request, header, offset, PAGE_SIZE)
    if request.catalogue.find_code_system(header.url, header.version) is None:
        return (), 0  # one whose concepts are not here
    query = CodeQuery(header.url, header.version, words)
    found = search_codes(request, query, properties=SHOWN_PROPERTIES, offset=offset, count=PAGE_SIZE)
    day = request.query.known_day()
    return entries_of(found.contains, request.resources, words, header.version, day), found.total or 0


def _of_supplement(
    request: PageRequest, header: CodeSystemHeader, offset: int, count: int
) -> tuple[tuple[Entry, ...], int]:
    """The codes of a supplement, with the displays of its code system, because it has none of its own."""
    supplement = request.catalogue.find_supplement(header.canonical)
    concepts = supplement.code_system.concepts if supplement else ()
    url = (header.supplements or "").partition("|")[0]
    provider = request.catalogue.find_code_system(url)
    entries = []
    for concept in concepts[offset : offset + count]:
        known = provider.locate(concept.code) if provider else None
        display = (known.display if known else concept.display) or ""
        href = code_path(request.resources, url, concept.code)
        entries.append(Entry(concept.code, marked(display, ""), display, href, (), False))
    return tuple(entries), len(concepts)


def _versions(request: PageRequest, entry: ResourceEntry) -> list[tuple[str, str]]:
    others = request.resources.entries("CodeSystem")
    found = [item for item in others if item.header.url == entry.header.url and item.id != entry.id]
    return [(item.header.version or item.id, f"/code-systems/{item.id}") for item in found]
