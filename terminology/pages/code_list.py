"""Codes in a list, as searches, code systems and value sets show them: entries with badges, and a pager."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from terminology.core.value_sets import Contains
from terminology.library.resources import ResourceIndex
from terminology.pages.links import code_path, on_day
from terminology.pages.matched_words import Piece, marked
from terminology.pages.problems import PageProblem
from terminology.pages.query import Query

PAGE_SIZE = 25
LOOSE_MATCH = "/StructureDefinition/loose-match"
SHOWN_PROPERTIES = ("kind", "coverage", "notOtherwiseClassified", "retirementDate")
NOT_COVERED = frozenset({"I", "M", "S"})  # by Medicare: CMS's coverage codes


@dataclass(frozen=True, slots=True)
class Badge:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """`is_loose`: matched by a corrected spelling, or by only some of the words."""

    code: str
    pieces: tuple[Piece, ...]
    display: str
    href: str | None
    badges: tuple[Badge, ...]
    is_loose: bool


@dataclass(frozen=True, slots=True)
class Pager:
    """`previous` and `next` are queries; None at the ends."""

    page: int
    pages: int
    first: int
    last: int
    total: int
    previous: str | None
    next: str | None


def entries_of(
    contains: Iterable[Contains],
    resources: ResourceIndex,
    words: str = "",
    version: str | None = None,
    day: str | None = None,
) -> tuple[Entry, ...]:
    """`day` is the requested date; links to the codes' pages carry it along."""
    return tuple(_entry(item, resources, words, version, day) for item in contains)


def _entry(item: Contains, resources: ResourceIndex, words: str, version: str | None, day: str | None) -> Entry:
    code, display = item.code or "", item.display or ""
    return Entry(
        code=code,
        pieces=marked(display, words),
        display=display,
        href=on_day(code_path(resources, item.system or "", code, version or item.version), day),
        badges=tuple(_badges(item)),
        is_loose=any(extension.url.endswith(LOOSE_MATCH) for extension in item.extensions),
    )


def _badges(item: Contains) -> Iterable[Badge]:
    stated = {found.code: str(found.value.content) for found in item.properties}
    if item.is_inactive:
        ended = stated.get("retirementDate", "")[:10]
        yield Badge("ended", f"ended {ended}" if ended else "inactive")
    if stated.get("kind") == "modifier":
        yield Badge("plain", "modifier")
    if stated.get("notOtherwiseClassified") == "True":
        yield Badge("unsure", "not otherwise classified")
    if stated.get("coverage") in NOT_COVERED:
        yield Badge("plain", "not payable by Medicare")
    if item.is_abstract:
        yield Badge("plain", "group")


def pager_of(query: Query, total: int, size: int = PAGE_SIZE) -> Pager:
    """Raises PageProblem for a page after the last."""
    page = query.page()
    pages = max(1, -(-total // size))
    if page > pages:
        raise PageProblem(404, f"There is no page {page}", f"The last page is {pages}.", "page")
    return Pager(
        page=page,
        pages=pages,
        first=min((page - 1) * size + 1, total),
        last=min(page * size, total),
        total=total,
        previous=query.changed(page=page - 1 if page > 2 else None) if page > 1 else None,
        next=query.changed(page=page + 1) if page < pages else None,
    )


def split_loose(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The exact matches, and the loose ones, which are shown under "Did you mean"."""
    exact = tuple(item for item in entries if not item.is_loose)
    return exact, tuple(item for item in entries if item.is_loose)
