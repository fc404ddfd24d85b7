"""Two value sets compared with `$compare`: a summary sentence, and the codes in both or in only one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from terminology.core import canonical
from terminology.core.comparison import CODE_KINDS, CodeKind, ComparedCode, CompareRequest, CompareResult
from terminology.core.model import Header
from terminology.core.requests import ValueSetReference
from terminology.core.value_sets import Contains
from terminology.operations.compare import compare
from terminology.pages.code_list import Entry, Pager, entries_of, pager_of
from terminology.pages.code_table import MAX_CODES
from terminology.pages.context import Answer, Page, PageRequest, Redirect
from terminology.pages.downloads import FORMATS, Table, file_of
from terminology.pages.links import name_of, resource_id
from terminology.pages.query import day_text
from terminology.pages.value_set_choice import (
    LONGEST_TEXT,
    SetChoice,
    find_value_set,
    not_loaded,
    offered,
    value_set_choices,
)

FEW = 25  # codes of each kind on the overview
MANY = 100  # on the page of one kind
CHOICES = 50  # value sets of one page to choose from
HEADINGS = ("in", "code", "display", "system", "version")
WORDS = {
    "same": "Both have the same codes.",
    "subset": "Every code of the first is in the second, which has more.",
    "superset": "Every code of the second is in the first, which has more.",
    "overlapping": "They share codes, and each has some that the other does not have.",
    "disjoint": "They share no code.",
    "empty": "Neither has any code.",
}


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """The codes of one kind; `query` links to all of them."""

    kind: CodeKind
    title: str
    count: int
    query: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ComparedSet:
    name: str
    version: str | None
    href: str | None


@dataclass(frozen=True, slots=True)
class SetComparisonView:
    """`this` and `other` are None until both are chosen; `is_unsure`: the codes are not enough to decide.

    `typed` are the values of the fields, `offered` their suggestions. `choosing` is the ambiguous field, and `choices`
    the value sets that match its words.
    """

    title: str
    typed: tuple[str, str]
    offered: tuple[SetChoice, ...]
    day: str
    choosing: str = ""
    choices: tuple[SetChoice, ...] = ()
    this: ComparedSet | None = None
    other: ComparedSet | None = None
    relation: str = ""
    is_unsure: bool = False
    groups: tuple[CodeGroup, ...] = ()
    pager: Pager | None = None
    warnings: tuple[str, ...] = ()


def value_set_comparison(request: PageRequest) -> Answer:
    """`this` and `other` are canonicals or names; for ambiguous words, the page offers the matches.

    `kind` shows all codes of one kind.
    """
    typed = _typed(request)
    this, other = (find_value_set(request, text) for text in typed)
    if this is None or other is None:
        return Page("compare_value_sets.html", _choosing(request, "this" if this is None else "other"))
    if (this, other) != typed:
        return Redirect(f"/compare?{request.query.changed(this=this, other=other)}")
    if download := request.query.choice("download", FORMATS):
        found = _compared(request, CODE_KINDS, 0, MAX_CODES)
        return file_of(Table("compared-value-sets", HEADINGS, [_cells(item) for item in found.codes]), download)
    return Page("compare_value_sets.html", _view(request))


def _compared(request: PageRequest, kinds: tuple[CodeKind, ...], offset: int, count: int) -> CompareResult:
    this, other = (ValueSetReference(*canonical.split(text)) for text in _typed(request))
    context = replace(request.asked, days=request.query.days())
    asked = CompareRequest(this, other, kinds=kinds, offset=offset, count=count, context=context)
    return compare(request.catalogue, asked)


def _typed(request: PageRequest) -> tuple[str, str]:
    return request.query.text("this", LONGEST_TEXT), request.query.text("other", LONGEST_TEXT)


def _choosing(request: PageRequest, field: str) -> SetComparisonView:
    """The choices for a field: all value sets, or those that match its words. Raises PageProblem for none."""
    typed = _typed(request)
    words = request.query.text(field, LONGEST_TEXT)
    found = [item for item in value_set_choices(request, words) if item.value not in typed]
    if not found:
        raise not_loaded(words, field)
    pager = pager_of(request.query, len(found), CHOICES)
    return SetComparisonView(
        title="Compare two value sets",
        typed=typed,
        offered=offered(value_set_choices(request)),
        day=day_text(request.query.days(), request.context.today()),
        choosing=field,
        choices=tuple(found[(pager.page - 1) * CHOICES :][:CHOICES]),
        pager=pager,
    )


def _view(request: PageRequest) -> SetComparisonView:
    kind = next((item for item in CODE_KINDS if item == request.query.choice("kind", CODE_KINDS)), None)
    size = MANY if kind else FEW
    offset = (request.query.page() - 1) * size if kind else 0
    found = {item: _compared(request, (item,), offset, size) for item in CODE_KINDS if kind in (None, item)}
    first = next(iter(found.values()))
    names = _names(first.this, first.other)
    titles = {"common": "In both", "missing": f"Only in {names[0]}", "extra": f"Only in {names[1]}"}
    groups = (
        CodeGroup(item, titles[item], each.total, request.query.changed(kind=item), _entries(request, each.codes))
        for item, each in found.items()
    )
    return SetComparisonView(
        title="Two value sets compared",
        typed=_typed(request),
        offered=offered(value_set_choices(request)),
        day=day_text(request.query.days(), request.context.today()),
        this=_set(request, first.this),
        other=_set(request, first.other),
        relation=WORDS.get(first.relation, f"{first.message}."),
        is_unsure=first.relation == "indeterminate",
        groups=tuple(item for item in groups if item.count or kind),
        pager=pager_of(request.query, first.total, MANY) if kind else None,
        warnings=first.warnings,
    )


def _names(this: Header, other: Header) -> tuple[str, str]:
    """The names of both; with their versions if the names are equal."""
    names = name_of(this), name_of(other)
    if names[0] != names[1]:
        return names
    return f"{names[0]}, {this.version or 'no version'}", f"{names[1]}, {other.version or 'no version'}"


def _set(request: PageRequest, header: Header) -> ComparedSet:
    id = resource_id(request.resources, "ValueSet", header.url, header.version)
    return ComparedSet(name_of(header), header.version, f"/value-sets/{id}" if id else None)


def _entries(request: PageRequest, codes: Iterable[ComparedCode]) -> tuple[Entry, ...]:
    contains = (Contains(system=c.system, code=c.code, display=c.display) for item in codes for c in (item.coding,))
    return entries_of(contains, request.resources, day=request.query.find("date"))


def _cells(item: ComparedCode) -> tuple[str | None, ...]:
    words = {"common": "both", "missing": "the first only", "extra": "the second only"}
    coding = item.coding
    return words[item.kind], coding.code, coding.display, coding.system, coding.version
