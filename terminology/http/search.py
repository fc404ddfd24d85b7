"""A parsed search: the criteria, the page, the order, and how much of each resource to show.

Pure: `http/resources.py` answers with it. Source: https://hl7.org/fhir/R5/search.html.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.http.requests import FhirRequest, Query
from terminology.http.search_parameters import SearchParameter, is_match, parameters_of
from terminology.http.versioned_resource import VersionedResource

DEFAULT_COUNT, LARGEST_COUNT = 50, 1000
SUMMARIES = ("true", "text", "data", "count", "false")
# Handled by the REST layer; those of the second line are accepted but have no effect.
CONTROLS = ("_count", "_offset", "_summary", "_elements", "_sort", "_format", "_pretty")
ACCEPTED = ("_total",)
SORT_KEYS: Mapping[str, Callable[[VersionedResource], Any]] = {
    "url": lambda resource: resource.entry.header.url,
    "name": lambda resource: resource.entry.header.name or "",
    "title": lambda resource: resource.entry.header.title or "",
    "version": lambda resource: canonical.version_key(resource.entry.header.version),
    "status": lambda resource: resource.entry.header.status,
    "_lastUpdated": lambda resource: resource.last_updated,
    "_id": lambda resource: resource.entry.id,
}


@dataclass(frozen=True, slots=True)
class Criterion:
    parameter: SearchParameter
    modifier: str
    asked: str


@dataclass(frozen=True, slots=True)
class Search:
    """`understood` is the query without ignored parameters, for the self link. `ignored` are their names."""

    criteria: tuple[Criterion, ...]
    understood: Query
    ignored: tuple[str, ...]
    sort: tuple[str, ...]  # keys of SORT_KEYS, prefixed with "-" to sort descending
    count: int
    offset: int
    summary: str | None
    elements: tuple[str, ...]

    def find(self, entries: Iterable[VersionedResource], catalogue: Catalogue) -> list[VersionedResource]:
        """Every match, in the requested order or, by default, in the order of the entries."""
        found = [
            entry
            for entry in entries
            if all(is_match(item.parameter, item.modifier, item.asked, entry, catalogue) for item in self.criteria)
        ]
        for key in reversed(self.sort):
            found.sort(key=SORT_KEYS[key.removeprefix("-")], reverse=key.startswith("-"))
        return found

    def links(self, address: str, total: int, shown: int | None = None) -> list[tuple[str, str]]:
        """(relation, absolute address) of the pages; a count without resources has none.

        `shown`: the number on this page, if large ones made it shorter than requested.
        """
        links = [("self", self._address(address, self.offset))]
        if self.count == 0:
            return links
        last = max(0, (total - 1) // self.count * self.count)
        links.append(("first", self._address(address, 0)))
        if self.offset > 0:
            links.append(("previous", self._address(address, max(0, min(self.offset, total) - self.count))))
        following = self.offset + (self.count if shown is None else shown)
        if following < total and shown != 0:
            links.append(("next", self._address(address, following)))
        return [*links, ("last", self._address(address, last))]

    def _address(self, address: str, offset: int) -> str:
        retained = [(name, value) for name, value in self.understood if name not in ("_offset", "_count")]
        paging = [("_count", str(self.count))] + ([("_offset", str(offset))] if offset else [])
        return f"{address}?{urlencode([*retained, *paging], safe=':/|,')}"


def read_search(type: str, request: FhirRequest) -> Search:
    """Raises BadRequest for an invalid value, an unknown modifier or, under strict handling, an unknown name."""
    known = parameters_of(type)
    criteria, understood, ignored = [], [], []
    for name, value in request.query:
        bare, _, modifier = name.partition(":")
        if bare in known and value:
            criteria.append(Criterion(known[bare], _modifier(known[bare], modifier), value))
        elif name not in (*CONTROLS, *ACCEPTED) and bare not in known:
            ignored.append(name)
            continue
        understood.append((name, value))
    search = Search(
        tuple(criteria),
        tuple(understood),
        tuple(dict.fromkeys(ignored)),
        (),
        min(_number(request, "_count", DEFAULT_COUNT), LARGEST_COUNT),
        _number(request, "_offset", 0),
        read_summary(request),
        read_elements(request),
    )
    return _judged(_sorted(search, request), request)


def read_summary(request: FhirRequest) -> str | None:
    summary = request.control("_summary")
    if summary is not None and summary not in SUMMARIES:
        raise _bad("_summary", f"_summary must be one of {', '.join(SUMMARIES)}, not '{summary}'")
    return summary


def read_elements(request: FhirRequest) -> tuple[str, ...]:
    return tuple(name.strip() for text in request.texts("_elements") for name in text.split(",") if name.strip())


def _sorted(search: Search, request: FhirRequest) -> Search:
    keys = [key.strip() for key in (request.control("_sort") or "").split(",") if key.strip()]
    known = tuple(key for key in keys if key.removeprefix("-") in SORT_KEYS)
    unknown = tuple(f"_sort={key}" for key in keys if key not in known)
    understood = [
        (name, ",".join(known) if name == "_sort" else value)
        for name, value in search.understood
        if name != "_sort" or known
    ]
    return replace(search, sort=known, ignored=search.ignored + unknown, understood=tuple(understood))


def _judged(search: Search, request: FhirRequest) -> Search:
    if search.ignored and request.is_strict:
        raise _bad(search.ignored[0], f"Unknown parameters: {', '.join(search.ignored)}")
    return replace(search, count=0) if search.summary == "count" else search


def _modifier(parameter: SearchParameter, modifier: str) -> str:
    if modifier and modifier not in parameter.modifiers:
        raise _bad(parameter.name, f"The search parameter {parameter.name} does not have the modifier :{modifier}")
    return modifier


def _number(request: FhirRequest, name: str, default: int) -> int:
    text = request.control(name)
    if text is None or text == "":
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise _bad(name, f"{name} must be a whole number that is not negative, not '{text}'")
    return int(text)


def _bad(name: str, text: str) -> BadRequest:
    return BadRequest(Issue("error", "value", text, "invalid-data", expression=(name,)))
