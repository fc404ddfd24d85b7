"""The page of a value set: its definition in words, its codes on a date, and the health of its listed codes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from seed.hcpcs.code_system import URL as HCPCS
from terminology.core.errors import TerminologyError
from terminology.core.health import KINDS, HealthFinding, ValueSetHealth
from terminology.core.model import Header
from terminology.core.requests import ExpandRequest, ValueSetReference
from terminology.core.results import ExpandResult
from terminology.core.value_sets import ExpansionParameter, ValueSet
from terminology.library.resources import ResourceEntry
from terminology.operations.expand import expand
from terminology.operations.value_set_health import value_set_health
from terminology.pages.code_list import PAGE_SIZE, SHOWN_PROPERTIES, Entry, Pager, entries_of, pager_of, split_loose
from terminology.pages.code_table import MAX_CODES, PROPERTIES, code_table
from terminology.pages.context import Answer, Page, PageRequest, Redirect
from terminology.pages.definition_words import Definition, definition_of
from terminology.pages.downloads import FORMATS, Table, file_of
from terminology.pages.links import code_path, fhir_address, name_of, on_day, resource_id, with_query
from terminology.pages.problems import PageProblem
from terminology.pages.query import Query, day_text
from terminology.pages.related_codes import RelatedCode, successors

LIST_SIZE = 50
SHOWN_FINDINGS = 200
WORDS = {
    "unknown-system": "code system not loaded",
    "unknown": "unknown",
    "ended": "ended",
    "not-yet-valid": "not yet valid",
    "undecided": "unclear",
    "renamed": "renamed",
}


@dataclass(frozen=True, slots=True)
class FindingRow:
    kind: str
    word: str
    code: str
    href: str | None
    text: str
    stated: str | None
    successors: tuple[RelatedCode, ...]


@dataclass(frozen=True, slots=True)
class HealthView:
    """`counts` are (word, number) for each kind of finding."""

    checked: int
    counts: tuple[tuple[str, int], ...]
    rows: tuple[FindingRow, ...]
    more: int
    unresolved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValueSetView:
    """`refusal`: why the codes cannot be shown, if so."""

    title: str
    id: str
    name: str
    header: Header
    day: str
    words: str
    definition: Definition | None
    health: HealthView | None
    refusal: str | None
    exact: tuple[Entry, ...]
    loose: tuple[Entry, ...]
    pager: Pager
    remarks: tuple[str, ...]
    comparisons: tuple[tuple[str, str], ...]
    changes_query: str
    fhir_href: str


@dataclass(frozen=True, slots=True)
class ValueSetRow:
    name: str
    href: str
    version: str | None
    status: str


@dataclass(frozen=True, slots=True)
class ValueSetsView:
    title: str
    words: str
    rows: tuple[ValueSetRow, ...]
    pager: Pager


def value_sets_page(request: PageRequest) -> Answer:
    """All value sets by name; with `url` (and `version`), redirects to that value set."""
    if url := request.query.find("url"):
        url, _, version = url.partition("|")
        id = resource_id(request.resources, "ValueSet", url, version or None)
        if id is None:
            raise PageProblem(404, "That value set is not loaded", "Search for it by name.", "url")
        return Redirect(with_query(f"/value-sets/{id}", date=request.query.find("date")))
    words = request.query.text("q")
    wanted = words.lower().split()
    found = [
        item
        for item in request.resources.entries("ValueSet")
        if all(word in f"{name_of(item.header)} {item.header.url}".lower() for word in wanted)
    ]
    if download := request.query.choice("download", FORMATS):
        cells = [(name_of(item.header), item.header.url, item.header.version, item.header.status) for item in found]
        return file_of(Table("value-sets", ("name", "url", "version", "status"), cells), download)
    pager = pager_of(request.query, len(found), LIST_SIZE)
    rows = tuple(
        ValueSetRow(name_of(item.header), f"/value-sets/{item.id}", item.header.version, item.header.status)
        for item in found[(pager.page - 1) * LIST_SIZE :][:LIST_SIZE]
    )
    return Page("value_sets.html", ValueSetsView("Value sets", words, rows, pager))


def value_set_page(request: PageRequest) -> Answer:
    entry = request.resources.find("ValueSet", request.ids["id"])
    value_set = request.catalogue.find_value_set(entry.header.url, entry.header.version) if entry else None
    if entry is None or value_set is None:
        raise PageProblem(404, "That value set is not loaded", "See Content for what is loaded.")
    if download := request.query.choice("download", FORMATS):
        return _download(request, value_set, entry.id, download)
    refusal, result = None, None
    try:
        result = _expanded(request, value_set, (request.query.page() - 1) * PAGE_SIZE, PAGE_SIZE)
    except TerminologyError as error:
        refusal = str(error)
    words = request.query.text("q")
    day = request.query.find("date")
    entries = entries_of(result.contains, request.resources, words, day=day) if result else ()
    exact, loose = split_loose(entries)
    days, compose = request.query.days(), value_set.compose
    view = ValueSetView(
        title=f"{name_of(entry.header)} – value set",
        id=entry.id,
        name=name_of(entry.header),
        header=entry.header,
        day=day_text(days, request.context.today()),
        words=words,
        definition=definition_of(compose, request.catalogue, request.resources) if compose else None,
        health=_health_view(request, _health(request, value_set)),
        refusal=refusal,
        exact=exact,
        loose=loose,
        pager=pager_of(request.query, result.total or 0) if result else pager_of(Query(), 0),
        remarks=_remarks(result.parameters) if result else (),
        comparisons=tuple(_comparisons(request, entry)),
        changes_query=urlencode({"value-set": entry.header.url}),
        fhir_href=f"{fhir_address(request.context.library, 'ValueSet', entry.header)}?_format=json",
    )
    return Page("value_set.html", view)


def _expanded(request: PageRequest, value_set: ValueSet, offset: int, count: int) -> ExpandResult:
    asked = ExpandRequest(
        value_set=ValueSetReference(value_set=value_set),
        filter=request.query.text("q") or None,
        offset=offset,
        count=count,
        properties=SHOWN_PROPERTIES if count == PAGE_SIZE else PROPERTIES,
        context=replace(request.asked, days=request.query.days()),
    )
    return expand(request.catalogue, asked)


def _comparisons(request: PageRequest, entry: ResourceEntry) -> Iterable[tuple[str, str]]:
    """Links to compare it with its other versions, and with any value set."""
    mine = entry.header
    for other in request.resources.entries("ValueSet"):
        if other.header.url == mine.url and other.id != entry.id:
            label = f"with version {other.header.version or other.id}"
            yield label, with_query("/compare", this=other.header.canonical, other=mine.canonical)
    yield "with another value set", with_query("/compare", this=mine.canonical)


def _remarks(parameters: Sequence[ExpansionParameter]) -> tuple[str, ...]:
    return tuple(str(item.content) for item in parameters if item.name == "warning")


def _download(request: PageRequest, value_set: ValueSet, id: str, format: str) -> Answer:
    if request.query.choice("of", ("codes", "health")) == "health":
        found = _health(request, value_set)
        rows = [(item.kind, item.code, item.stated, item.display, item.system, item.text) for item in found.findings]
        headings = ("finding", "code", "stated", "display", "system", "text")
        return file_of(Table(f"{id}-health", headings, rows), format)
    return file_of(code_table(id, _expanded(request, value_set, 0, MAX_CODES).contains), format)


def _health(request: PageRequest, value_set: ValueSet) -> ValueSetHealth:
    days = request.query.days() or Query((("date", request.context.today().isoformat()),)).days()
    return value_set_health(request.catalogue, value_set, replace(request.asked, days=days))


def _health_view(request: PageRequest, found: ValueSetHealth) -> HealthView | None:
    """None for a value set without listed codes."""
    if not found.checked and found.is_healthy:
        return None
    counted = Counter(item.kind for item in found.findings)
    return HealthView(
        checked=found.checked,
        counts=tuple((WORDS[kind], counted[kind]) for kind in KINDS if counted[kind]),
        rows=tuple(_finding_row(request, item) for item in found.findings[:SHOWN_FINDINGS]),
        more=max(len(found.findings) - SHOWN_FINDINGS, 0),
        unresolved=found.unresolved,
    )


def _finding_row(request: PageRequest, finding: HealthFinding) -> FindingRow:
    path = code_path(request.resources, finding.system, finding.code) if finding.code else None
    is_replaced = finding.kind == "ended" and finding.system == HCPCS
    return FindingRow(
        kind=finding.kind,
        word=WORDS[finding.kind],
        code=finding.code,
        href=on_day(path, request.query.find("date")),
        text=finding.text,
        stated=finding.stated if finding.kind == "renamed" else None,
        successors=successors(request, finding.code) if is_replaced else (),
    )
