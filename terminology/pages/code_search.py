"""A search by words and properties, as the value set that $expand evaluates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from terminology.core.days import Days
from terminology.core.requests import ExpandRequest, ValueSetReference
from terminology.core.results import ExpandResult
from terminology.core.value_sets import Compose, ConceptReference, Filter, Include, ValueSet, ValueSetHeader
from terminology.operations.expand import expand
from terminology.operations.facet_counts import facet_counts
from terminology.pages.context import PageRequest


@dataclass(frozen=True, slots=True)
class CodeQuery:
    """The search criteria. `codes` restricts the result; None does not."""

    system: str
    version: str | None = None
    words: str = ""
    filters: tuple[Filter, ...] = ()
    codes: tuple[str, ...] | None = None
    days: Days | None = None
    only_active: bool = False


def search_codes(
    request: PageRequest, query: CodeQuery, *, properties: tuple[str, ...] = (), offset: int = 0, count: int
) -> ExpandResult:
    """One page of codes, best match first if there are words."""
    asked = replace(_expand_request(request, query), properties=properties, offset=offset, count=count)
    return expand(request.catalogue, asked)


def counts_of(request: PageRequest, query: CodeQuery, facets: Sequence[Filter]) -> tuple[int, ...]:
    """The number of codes in each facet."""
    return facet_counts(request.catalogue, _expand_request(request, query), facets)


def _expand_request(request: PageRequest, query: CodeQuery) -> ExpandRequest:
    listed = tuple(ConceptReference(code) for code in query.codes or ())
    compose = Compose((Include(query.system, query.version, listed, query.filters),))
    return ExpandRequest(
        value_set=ValueSetReference(value_set=ValueSet(ValueSetHeader(url=""), compose)),
        filter=query.words or None,
        only_active=query.only_active,
        context=replace(request.asked, days=query.days),
    )
