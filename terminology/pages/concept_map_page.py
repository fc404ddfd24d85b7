"""Concept maps: the list of loaded ones, and the mappings of one, with a search and downloads."""

from collections.abc import Iterator
from dataclasses import dataclass

from terminology.core import canonical
from terminology.core.concept_maps import ConceptMap, Element, Group, Target
from terminology.core.model import Header
from terminology.core.ports import CodeSystemProvider
from terminology.pages.code_list import Pager, pager_of
from terminology.pages.context import Answer, Page, PageRequest, Redirect
from terminology.pages.downloads import FORMATS, Table, file_of
from terminology.pages.links import code_path, fhir_address, name_of, resource_id
from terminology.pages.problems import PageProblem

LIST_SIZE = 50
DEADLINE_EVERY = 1000  # mappings between two deadline checks
HEADINGS = ("source system", "source", "source display", "relationship", "target system", "target", "target display")
WORDS = {
    "equivalent": "is the same as",
    "source-is-narrower-than-target": "is narrower than",
    "source-is-broader-than-target": "is broader than",
    "not-related-to": "is not related to",
    "related-to": "is related to",
}


@dataclass(frozen=True, slots=True)
class MapRow:
    name: str
    version: str | None
    href: str


@dataclass(frozen=True, slots=True)
class MapsView:
    title: str
    rows: tuple[MapRow, ...]


@dataclass(frozen=True, slots=True)
class MappedCode:
    """`code` is None for a target without one; then `display` explains it."""

    code: str | None
    display: str
    href: str | None


@dataclass(frozen=True, slots=True)
class MappingRow:
    source: MappedCode
    relationship: str
    target: MappedCode
    comment: str | None


@dataclass(frozen=True, slots=True)
class Direction:
    """The names of the source and target code systems."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class ConceptMapView:
    title: str
    name: str
    header: Header
    words: str
    directions: tuple[Direction, ...]
    rows: tuple[MappingRow, ...]
    pager: Pager
    fhir_href: str


Mapping = tuple[Group, Element, Target | None]


def concept_maps_page(request: PageRequest) -> Answer:
    """Redirects to the concept map of `url`; without it, lists all of them by name."""
    if url := request.query.find("url"):
        plain, version = canonical.split(url)
        id = resource_id(request.resources, "ConceptMap", plain, version)
        if id is None:
            raise PageProblem(404, "That concept map is not loaded", "See Content for what is loaded.", "url")
        return Redirect(f"/concept-maps/{id}")
    entries = sorted(request.resources.entries("ConceptMap"), key=lambda item: name_of(item.header).lower())
    if download := request.query.choice("download", FORMATS):
        cells = [(name_of(item.header), item.header.url, item.header.version, item.header.status) for item in entries]
        return file_of(Table("concept-maps", ("name", "url", "version", "status"), cells), download)
    rows = (MapRow(name_of(item.header), item.header.version, f"/concept-maps/{item.id}") for item in entries)
    return Page("concept_maps.html", MapsView("Concept maps", tuple(rows)))


def concept_map_page(request: PageRequest) -> Answer:
    entry = request.resources.find("ConceptMap", request.ids["id"])
    found = request.catalogue.find_concept_map(entry.header.url, entry.header.version) if entry else None
    if entry is None or found is None:
        raise PageProblem(404, "That concept map is not loaded", "See Content for what is loaded.")
    words = request.query.text("q")
    mappings = list(_matching(request, found, words.lower().split()))
    if download := request.query.choice("download", FORMATS):
        return file_of(Table(entry.id, HEADINGS, [_cells(item) for item in mappings]), download)
    pager = pager_of(request.query, len(mappings), LIST_SIZE)
    shown = mappings[(pager.page - 1) * LIST_SIZE :][:LIST_SIZE]
    view = ConceptMapView(
        title=f"{name_of(entry.header)} – concept map",
        name=name_of(entry.header),
        header=entry.header,
        words=words,
        directions=tuple(dict.fromkeys(_direction(request, group) for group in found.groups)),
        rows=tuple(_row(request, item) for item in shown),
        pager=pager,
        fhir_href=f"{fhir_address(request.context.library, 'ConceptMap', entry.header)}?_format=json",
    )
    return Page("concept_map.html", view)


def _matching(request: PageRequest, found: ConceptMap, words: list[str]) -> Iterator[Mapping]:
    """The mappings whose codes and displays contain all the words."""
    for number, mapping in enumerate(_mappings(found)):
        if number % DEADLINE_EVERY == 0:
            request.check_deadline()
        _, element, target = mapping
        if not words or all(word in _searched(element, target) for word in words):
            yield mapping


def _mappings(found: ConceptMap) -> Iterator[Mapping]:
    for group in found.groups:
        for element in group.elements:
            yield from ((group, element, target) for target in element.targets or (None,))


def _searched(element: Element, target: Target | None) -> str:
    texts = (element.code, element.display, *((target.code, target.display) if target else ()))
    return " ".join(filter(None, texts)).lower()


def _direction(request: PageRequest, group: Group) -> Direction:
    return Direction(*(_system_name(request, item) for item in (group.source, group.target)))


def _system_name(request: PageRequest, reference: str | None) -> str:
    url = canonical.split(reference or "")[0]
    provider, rules = _provider(request, reference), request.catalogue.rules.get(url)
    if rules:
        return rules.title
    return name_of(provider.header) if provider else url or "any code system"


def _provider(request: PageRequest, reference: str | None) -> CodeSystemProvider | None:
    url, version = canonical.split(reference or "")
    return request.catalogue.find_code_system(url, version) if url else None


def _row(request: PageRequest, mapping: Mapping) -> MappingRow:
    group, element, target = mapping
    source = _code(request, group.source, element.code, element.display, element.value_set)
    if target is None:
        return MappingRow(source, "has no match" if element.no_map else "", MappedCode(None, "", None), None)
    mapped = _code(request, group.target, target.code, target.display, target.value_set)
    return MappingRow(source, _words(target.relationship), mapped, target.comment)


def _code(
    request: PageRequest, system: str | None, code: str | None, display: str | None, value_set: str | None
) -> MappedCode:
    if code is None:
        return MappedCode(None, f"any code of the value set {value_set}" if value_set else "", None)
    provider = _provider(request, system)
    known = provider.locate(code) if provider else None
    text = display or (known.display if known else None) or ""
    return MappedCode(
        code, text, code_path(request.resources, provider.header.url, code) if provider and known else None
    )


def _words(relationship: str) -> str:
    return WORDS.get(relationship, relationship.replace("-", " "))


def _cells(mapping: Mapping) -> tuple[str | None, ...]:
    group, element, target = mapping
    mapped = (target.relationship, group.target, target.code, target.display) if target else ("", group.target, "", "")
    return group.source, element.code, element.display, *mapped
