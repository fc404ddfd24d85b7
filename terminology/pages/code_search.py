"""A search as a value set: what $expand is asked to find codes in a code system, by words and by properties."""

from collections.abc import Sequence
from dataclasses import replace

from terminology.core.days import Days
from terminology.core.requests import ExpandRequest, ValueSetReference
from terminology.core.results import ExpandResult
from terminology.core.value_sets import Compose, Filter, Include, ValueSet, ValueSetHeader
from terminology.operations.expand import expand
from terminology.pages.context import PageRequest


def found_codes(
    request: PageRequest,
    system: str,
    version: str | None = None,
    *,
    words: str = "",
    filters: Sequence[Filter] = (),
    days: Days | None = None,
    properties: tuple[str, ...] = (),
    only_active: bool = False,
    offset: int = 0,
    count: int,
) -> ExpandResult:
    """A page of the codes, with words the best first."""
    compose = Compose((Include(system, version, filters=tuple(filters)),))
    asked = ExpandRequest(
        value_set=ValueSetReference(value_set=ValueSet(ValueSetHeader(url=""), compose)),
        filter=words or None,
        offset=offset,
        count=count,
        only_active=only_active,
        properties=properties,
        context=replace(request.asked, days=days),
    )
    return expand(request.catalogue, asked)
