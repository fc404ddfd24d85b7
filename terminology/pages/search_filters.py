"""The filters of the HCPCS search: reads them from the query, and shows each choice as a link with its count."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from seed.hcpcs.code_system import URL as HCPCS
from seed.hcpcs.value_sets import CHAPTERS
from terminology.core.value_sets import Filter
from terminology.pages.code_search import CodeQuery, counts_of
from terminology.pages.context import PageRequest
from terminology.pages.rbcs_filter import codes_by_category

KINDS = (("procedure", "procedures"), ("modifier", "modifiers"))
COVERAGES = (
    ("C", "carrier judgment"),
    ("D", "special coverage instructions"),
    ("I", "not payable by Medicare"),
    ("M", "non-covered by Medicare"),
    ("S", "non-covered by statute"),
)
STATUSES = (("valid", "only valid codes"),)
ALL = ("all",)  # the status that is filtered out
FILTERS = ("kind", "status", "chapter", "rbcs", "coverage")  # the query parameters, in display order


@dataclass(frozen=True, slots=True)
class Option:
    """A filter choice as a link that adds it to the search or, if it is active, removes it."""

    label: str
    query: str
    is_chosen: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class OptionGroup:
    title: str
    options: tuple[Option, ...]


def hcpcs_query(request: PageRequest, words: str) -> CodeQuery:
    """Raises PageProblem for an unknown choice."""
    query = request.query
    chosen = [(name, query.choice(name, _values(choices))) for name, choices in _PROPERTIES]
    categories = codes_by_category(request)
    category = query.choice("rbcs", tuple(categories)) if categories else None
    return CodeQuery(
        HCPCS,
        words=words,
        filters=tuple(Filter(name, "=", value) for name, value in chosen if value),
        codes=categories[category] if category else None,
        days=query.days(),
        only_active=query.choice("status", (*_values(STATUSES), *ALL)) == "valid",
    )


def option_groups(request: PageRequest, query: CodeQuery) -> tuple[OptionGroup, ...]:
    """The choices with their numbers of codes; empty chapters and categories are left out."""
    groups = (
        _group(request, "kind", "Kind", KINDS),
        _group(request, "status", "Status", STATUSES),
        _group(request, "chapter", "Chapter", _CHAPTERS, _chapter_counts(request, query)),
        _group(request, "rbcs", "RBCS category", tuple((name, name) for name in codes_by_category(request))),
        _group(request, "coverage", "Medicare coverage", COVERAGES),
    )
    return tuple(group for group in groups if group.options)


_CHAPTERS = tuple((letter, f"{letter} {title}") for letter, title in CHAPTERS)
_PROPERTIES = (("coverage", COVERAGES), ("kind", KINDS), ("chapter", _CHAPTERS))


def _chapter_counts(request: PageRequest, query: CodeQuery) -> tuple[int, ...]:
    in_all = replace(query, filters=tuple(item for item in query.filters if item.property != "chapter"))
    return counts_of(request, in_all, [Filter("chapter", "=", letter) for letter, _ in CHAPTERS])


def _group(
    request: PageRequest,
    name: str,
    title: str,
    choices: Sequence[tuple[str, str]],
    counts: Sequence[int] = (),
) -> OptionGroup:
    chosen = request.query.find(name)
    known: Sequence[int | None] = counts or [None] * len(choices)
    options = (
        Option(label, request.query.changed(**{name: None if value == chosen else value}), value == chosen, count)
        for (value, label), count in zip(choices, known, strict=True)
        if count != 0 or value == chosen
    )
    return OptionGroup(title, tuple(options))


def _values(choices: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(value for value, _ in choices)
