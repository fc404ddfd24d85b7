"""The value sets that the user may edit, most recently changed first."""

from dataclasses import dataclass
from datetime import UTC, datetime

from terminology.library.resources import ResourceEntry
from terminology.pages.code_list import Pager, pager_of
from terminology.pages.context import Answer, Page
from terminology.pages.downloads import FORMATS, Table, file_of
from terminology.pages.links import name_of
from terminology.pages.writing.frame import Frame, frame_of
from terminology.pages.writing.writer import WriterRequest

LIST_SIZE = 50
HEADINGS = ("name", "url", "version", "status", "changed")


@dataclass(frozen=True, slots=True)
class WrittenRow:
    name: str
    href: str
    url: str
    version: str | None
    status: str
    changed: str


@dataclass(frozen=True, slots=True)
class WrittenView:
    """`may_create`: whether the user may create value sets; `below` are the URL prefixes the user is limited to."""

    title: str
    frame: Frame
    words: str
    below: tuple[str, ...]
    may_create: bool
    rows: tuple[WrittenRow, ...]
    pager: Pager


def written_page(request: WriterRequest) -> Answer:
    page, principal = request.page, request.writer.principal
    words = page.query.text("q")
    found = [
        item
        for item in page.resources.entries("ValueSet")
        if item.is_written
        and principal.may_write(item.header.url)
        and all(word in f"{name_of(item.header)} {item.header.url}".lower() for word in words.lower().split())
    ]
    found.sort(key=lambda item: item.last_updated or datetime.min.replace(tzinfo=UTC), reverse=True)
    if download := page.query.choice("download", FORMATS):
        cells = [(row.name, row.url, row.version, row.status, row.changed) for row in map(_row, found)]
        return file_of(Table("your-value-sets", HEADINGS, cells), download)
    pager = pager_of(page.query, len(found), LIST_SIZE)
    view = WrittenView(
        title="Your value sets",
        frame=frame_of(request),
        words=words,
        below=principal.below,
        may_create=principal.may("ValueSet", "c"),
        rows=tuple(map(_row, found[(pager.page - 1) * LIST_SIZE :][:LIST_SIZE])),
        pager=pager,
    )
    return Page("writing.html", view)


def _row(item: ResourceEntry) -> WrittenRow:
    changed = item.last_updated.date().isoformat() if item.last_updated else ""
    header = item.header
    return WrittenRow(name_of(header), f"/writing/{item.id}", header.url, header.version, header.status, changed)
