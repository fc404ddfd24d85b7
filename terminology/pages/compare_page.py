"""What changed from one release to another: counts as a chart, then the changes of each kind, and as a file."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from seed.hcpcs.code_system import URL as HCPCS
from seed.hcpcs.value_sets import CHAPTERS
from terminology.core import canonical
from terminology.core.changes import KINDS, Change, ChangeKind, DiffResult
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import ExpandRequest, ValueSetReference
from terminology.operations.expand import expand
from terminology.pages.code_list import Pager, pager_of
from terminology.pages.code_table import MAX_CODES
from terminology.pages.context import Answer, Page, PageRequest
from terminology.pages.downloads import FORMATS, Cell, Table, file_of
from terminology.pages.links import code_path, name_of, short_name
from terminology.pages.matched_words import Piece
from terminology.pages.release_changes import release_changes
from terminology.pages.release_chart import WORDS, ChartBar, chart_of
from terminology.pages.release_notes import change_note
from terminology.pages.value_set_choice import SetChoice, get_value_set, offered
from terminology.pages.value_set_comparison import value_set_comparison
from terminology.pages.wording import words_of_name

FEW = 15  # changes of each kind on the overview
MANY = 100  # on the page of one kind
HEADINGS = ("kind", "code", "property", "old", "new")
TABLES = ("changes", "chapters")


@dataclass(frozen=True, slots=True)
class ChangeRow:
    code: str
    href: str | None
    property: str | None
    pieces: tuple[Piece, ...]
    display: str | None


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """The changes of one chapter: (query, number) of each kind in the order of the chart, and the total."""

    label: str
    counts: tuple[tuple[str, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """`query` links to all changes of the kind."""

    title: str
    count: int
    query: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class CompareView:
    """The parts of the result are empty if only one release is loaded."""

    title: str
    system: str
    versions: tuple[str, ...]
    from_version: str
    to_version: str
    chapters: tuple[Choice, ...]
    value_sets: tuple[SetChoice, ...]
    chart: tuple[ChartBar, ...]
    by_chapter: tuple[ChapterRow, ...]
    kinds: tuple[str, ...]
    groups: tuple[ChangeGroup, ...]
    pager: Pager | None
    message: str | None
    can_compare: bool


def compare_page(request: PageRequest) -> Answer:
    """`system` selects a code system other than HCPCS, `chapter` and `value-set` filter, `kind` lists one kind in full.

    With `this`, `other` or of=value-sets, two value sets are compared instead.
    """
    of = request.query.choice("of", ("value-sets", *TABLES))
    if of == "value-sets" or any(request.query.find(name) for name in ("this", "other")):
        return value_set_comparison(request)
    system = request.query.find("system") or HCPCS
    releases = _releases(request, system)
    versions = tuple(item.header.version or "" for item in releases)
    if len(versions) < 2:
        return Page("compare.html", _empty(request, system, releases, versions))
    from_version = request.query.find("from") or versions[-2]
    to_version = request.query.find("to") or versions[-1]
    found = release_changes(request, system, from_version, to_version)
    changes = [item for item in found.changes if _is_selected(request, item)]
    members = _members(request)
    if members is not None:
        changes = [item for item in changes if item.code in members]
    if download := request.query.choice("download", FORMATS):
        return file_of(_table(request, changes, f"{from_version}-{to_version}"), download)
    return Page("compare.html", _view(request, found, changes, versions))


def _table(request: PageRequest, changes: Sequence[Change], releases: str) -> Table:
    """A download of all changes, or of their counts by kind and chapter."""
    if request.query.find("of") == "chapters":
        counted = _by_chapter(request, changes)
        cells: list[tuple[Cell, ...]] = [(row.label, row.total, *(n for _, n in row.counts)) for row in counted]
        return Table(f"chapters-{releases}", ("chapter", "total", *(WORDS[item] for item in KINDS)), cells)
    rows = [(item.kind, item.code, item.property, item.old, item.new) for item in changes]
    return Table(f"changes-{releases}", HEADINGS, rows)


def _releases(request: PageRequest, system: str) -> tuple[CodeSystemProvider, ...]:
    request.catalogue.get_code_system(system)
    return tuple(reversed(request.catalogue.code_systems[request.catalogue.canonical_system(system)]))


def _is_selected(request: PageRequest, change: Change) -> bool:
    """Chapters are the first letters of procedure codes; modifiers have two characters."""
    chapter = request.query.choice("chapter", tuple(letter for letter, _ in CHAPTERS))
    return chapter is None or (change.code.startswith(chapter) and len(change.code) > 2)


def _members(request: PageRequest) -> frozenset[str] | None:
    """The codes, on any day, of the value set that filters the changes."""
    chosen = get_value_set(request, "value-set")
    if chosen is None:
        return None
    reference = ValueSetReference(*canonical.split(chosen))
    asked = ExpandRequest(reference, offset=0, count=MAX_CODES, context=request.asked)
    return frozenset(item.code or "" for item in expand(request.catalogue, asked).contains)


def _view(request: PageRequest, found: DiffResult, changes: Sequence[Change], versions: tuple[str, ...]) -> CompareView:
    kind = request.query.choice("kind", KINDS)
    counts = Counter(item.kind for item in changes)
    shown = [item for item in changes if item.kind == kind] if kind else changes
    pager = pager_of(request.query, len(shown), MANY) if kind else None
    kinds: tuple[ChangeKind, ...] = tuple(item for item in KINDS if kind in (None, item) and counts[item])
    groups = [_group(request, found, item, changes, pager) for item in kinds]
    from_version, to_version = found.old.version or "", found.new.version or ""
    return CompareView(
        title=f"{from_version} to {to_version} – what changed",
        system=short_name(request.catalogue, found.new),
        versions=versions,
        from_version=from_version,
        to_version=to_version,
        chapters=tuple(Choice(letter, f"{letter} {title}") for letter, title in CHAPTERS) if _is_hcpcs(found) else (),
        value_sets=_value_sets(request),
        chart=chart_of({item: counts[item] for item in KINDS}),
        by_chapter=_by_chapter(request, changes) if _is_hcpcs(found) and not kind else (),
        kinds=tuple(WORDS[item] for item in KINDS),
        groups=tuple(groups),
        pager=pager,
        message=found.message,
        can_compare=True,
    )


def _is_hcpcs(found: DiffResult) -> bool:
    return found.new.url == HCPCS


def _group(
    request: PageRequest, found: DiffResult, kind: str, changes: Sequence[Change], pager: Pager | None
) -> ChangeGroup:
    mine = [item for item in changes if item.kind == kind]
    start = (pager.page - 1) * MANY if pager else 0
    rows = (_row(request, found, item) for item in mine[start : start + (MANY if pager else FEW)])
    title = WORDS[mine[0].kind]
    return ChangeGroup(title[:1].upper() + title[1:], len(mine), request.query.changed(kind=kind), tuple(rows))


def _row(request: PageRequest, found: DiffResult, change: Change) -> ChangeRow:
    version = found.old.version if change.kind == "removed" else None
    href = code_path(request.resources, found.new.url, change.code, version)
    property = words_of_name(change.property) if change.property else None
    is_in_pieces = change.kind in ("added", "removed", "long-text")
    return ChangeRow(
        change.code,
        href,
        property,
        change_note(change).pieces,
        None if is_in_pieces else _display(request, found, change),
    )


def _display(request: PageRequest, found: DiffResult, change: Change) -> str | None:
    provider = request.catalogue.find_code_system(found.new.url, found.new.version)
    concept = provider.locate(change.code) if provider else None
    return concept.display if concept else None


def _by_chapter(request: PageRequest, changes: Sequence[Change]) -> tuple[ChapterRow, ...]:
    """The counts of each chapter with changes; modifiers belong to no chapter."""
    titles = {letter: f"{letter} {title}" for letter, title in CHAPTERS}
    counts = Counter((item.code[0], item.kind) for item in changes if len(item.code) > 2)
    rows = []
    for letter, title in titles.items():
        mine = tuple((request.query.changed(chapter=letter, kind=kind), counts[letter, kind]) for kind in KINDS)
        total = sum(number for _, number in mine)
        if total:
            rows.append(ChapterRow(title, mine, total))
    return tuple(rows)


def _value_sets(request: PageRequest) -> tuple[SetChoice, ...]:
    """The value sets to choose from, by name; empty if there are too many, so that the reader types a name."""
    found = {item.header.url: name_of(item.header) for item in request.resources.entries("ValueSet")}
    return offered(SetChoice(url, name) for url, name in sorted(found.items(), key=lambda item: item[1].lower()))


def _empty(
    request: PageRequest, system: str, releases: Sequence[CodeSystemProvider], versions: tuple[str, ...]
) -> CompareView:
    return CompareView(
        title="What changed between releases",
        system=short_name(request.catalogue, releases[0].header) if releases else system,
        versions=versions,
        from_version=versions[0] if versions else "",
        to_version=versions[0] if versions else "",
        chapters=(),
        value_sets=(),
        chart=(),
        by_chapter=(),
        kinds=(),
        groups=(),
        pager=None,
        message=None,
        can_compare=False,
    )
