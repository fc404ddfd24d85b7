"""The loaded content: source files with checksums, import dates, age, and rejected rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from seed.release import RejectedRow
from terminology.core.counts import counted
from terminology.library.listing import Listed, listed
from terminology.pages.code_list import Pager, pager_of
from terminology.pages.context import Answer, Page, PageRequest
from terminology.pages.downloads import FORMATS, Table, file_of
from terminology.pages.links import name_of, resource_id

LIST_SIZE = 50
SHOWN_REFUSED = 20  # rows of a file
HEADINGS = ("type", "system", "version", "concepts", "file", "sha256", "bytes", "imported", "rejected rows")
REFUSED_HEADINGS = ("file", "line", "reason")
TABLES = ("loaded", "refused")
FOLDERS = {"CodeSystem": "code-systems", "ValueSet": "value-sets", "ConceptMap": "concept-maps"}


@dataclass(frozen=True, slots=True)
class SourceRow:
    name: str
    sha256: str
    size: str


@dataclass(frozen=True, slots=True)
class ContentRow:
    type: str
    name: str | None
    system: str
    href: str | None
    version: str | None
    concepts: str
    content: str | None
    sources: tuple[SourceRow, ...]
    imported: str
    age: str
    rejected: int


@dataclass(frozen=True, slots=True)
class RejectedList:
    """The first rejected rows of a file; `total` counts all of them."""

    file: str
    total: int
    rows: tuple[RejectedRow, ...]


@dataclass(frozen=True, slots=True)
class ContentView:
    title: str
    words: str
    rows: tuple[ContentRow, ...]
    rejected: tuple[RejectedList, ...]
    pager: Pager
    store: str
    revision: int
    built_in: str


def content_page(request: PageRequest) -> Answer:
    words = request.query.text("q") or (request.query.find("url") or "")
    wanted = words.lower().split()
    library = request.context.library
    found = [item for item in listed(library.loaded) if all(word in _searched(item) for word in wanted)]
    if download := request.query.choice("download", FORMATS):
        return file_of(_table(request, found), download)
    pager = pager_of(request.query, len(found), LIST_SIZE)
    shown = found[(pager.page - 1) * LIST_SIZE :][:LIST_SIZE]
    status = library.status()
    view = ContentView(
        title="What is loaded",
        words=words,
        rows=tuple(_row(request, item) for item in shown),
        rejected=tuple(_rejected(request, SHOWN_REFUSED)),
        pager=pager,
        store="reachable" if status.is_store_reachable else status.problem or "not read yet",
        revision=request.snapshot.revision,
        built_in=f"{counted(len(request.resources.entries('CodeSystem')), 'code system')} and "
        f"{counted(len(request.resources.entries('ValueSet')), 'value set')} are served in all.",
    )
    return Page("content.html", view)


def _table(request: PageRequest, found: Iterable[Listed]) -> Table:
    if request.query.choice("of", TABLES) == "refused":
        refused = [(item.file, row.line, row.reason) for item in _rejected(request, None) for row in item.rows]
        return Table("refused-rows", REFUSED_HEADINGS, refused)
    return Table("content", HEADINGS, [cells for item in found for cells in _cells(item)])


def _searched(item: Listed) -> str:
    return f"{item.type} {item.system} {item.version} {' '.join(s.name for s in item.sources)}".lower()


def _row(request: PageRequest, item: Listed) -> ContentRow:
    folder = FOLDERS.get(item.type)
    id = resource_id(request.resources, item.type, item.system, item.version)
    entry = request.resources.find(item.type, id) if id else None
    return ContentRow(
        type=item.type,
        name=name_of(entry.header) if entry else None,
        system=item.system,
        href=f"/{folder}/{id}" if id and folder else None,
        version=item.version,
        concepts="" if item.concepts is None else f"{item.concepts:,}",
        content=item.content,
        sources=tuple(SourceRow(_name(s.name, s.member), s.sha256, f"{s.size_bytes:,} bytes") for s in item.sources),
        imported=item.imported_at.date().isoformat() if item.imported_at else "",
        age=_age(item.imported_at, request.context.now()),
        rejected=item.rejected_rows,
    )


def _name(name: str, member: str | None) -> str:
    return f"{name} / {member}" if member else name


def _age(imported: datetime | None, now: datetime) -> str:
    days = (now - imported).days if imported else -1
    return "" if days < 0 else "today" if days == 0 else f"{counted(days, 'day')} ago"


def _rejected(request: PageRequest, most: int | None) -> Iterable[RejectedList]:
    for item in request.context.library.loaded.imports:
        record = item.record
        if record.rejected_total:
            names = ", ".join(source.name for source in record.sources)
            yield RejectedList(names, record.rejected_total, record.rejected[:most])


def _cells(item: Listed) -> Iterable[tuple[str | int | None, ...]]:
    imported = item.imported_at.isoformat() if item.imported_at else None
    for source in item.sources:
        name = _name(source.name, source.member)
        facts = (name, source.sha256, source.size_bytes, imported, item.rejected_rows)
        yield (item.type, item.system, item.version, item.concepts, *facts)
