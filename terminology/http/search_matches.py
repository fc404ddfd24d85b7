"""Comparison functions for each kind of search parameter: string, token, uri and date.

A test handles one requested value; the table (`search_parameters.py`) handles alternatives and `:not`. Source:
https://hl7.org/fhir/R5/search.html
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.days import Moments, moments_of, parse_moments
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.http.versioned_resource import VersionedResource

# (entry, one requested value, its modifier, catalogue) -> whether they match.
Matches = Callable[[VersionedResource, str, str, Catalogue], bool]
Texts = Callable[[VersionedResource, Catalogue], Iterable[str | None]]


def string(read: Callable[[VersionedResource], str | None]) -> Matches:
    """Matches the start, ignoring case; `:contains` anywhere, `:exact` the whole text exactly."""

    def matches(resource: VersionedResource, asked: str, modifier: str, _catalogue: Catalogue) -> bool:
        text = read(resource) or ""
        if modifier == "exact":
            return text == asked
        if modifier == "contains":
            return folded(asked) in folded(text)
        return folded(text).startswith(folded(asked))

    return matches


def token(read: Texts, system: str | None = None) -> Matches:
    """`code` or `system|code`; `system` is that of the codes, if any, and must match if stated."""

    def matches(resource: VersionedResource, asked: str, _modifier: str, catalogue: Catalogue) -> bool:
        stated, has_system, code = asked.rpartition("|")
        if has_system and stated != (system or ""):
            return False
        return any(text == code for text in read(resource, catalogue))

    return matches


def coded(read: Callable[[VersionedResource, Catalogue], Iterable[tuple[str, str]]]) -> Matches:
    """A token over (system, code): `system|code`, `code` in any system, `system|` any code of it, `|code` of none."""

    def matches(resource: VersionedResource, asked: str, _modifier: str, catalogue: Catalogue) -> bool:
        stated, has_system, code = asked.rpartition("|")
        wanted = catalogue.canonical_system(stated)
        return any(
            (not code or theirs == code) and (not has_system or catalogue.canonical_system(system) == wanted)
            for system, theirs in read(resource, catalogue)
        )

    return matches


def reference(read: Texts) -> Matches:
    """A canonical: all of it, or only its url; `:below` and `:contains` match parts of it."""

    def matches(resource: VersionedResource, asked: str, modifier: str, catalogue: Catalogue) -> bool:
        found = (text for text in read(resource, catalogue) if text)
        if modifier == "below":
            return any(text.startswith(asked) for text in found)
        if modifier == "contains":
            return any(asked in text for text in found)
        url, version = canonical.split(asked)
        wanted = catalogue.canonical_system(url)
        return any(_names(text, wanted, version, catalogue) for text in found)

    return matches


def _names(text: str, url: str, version: str | None, catalogue: Catalogue) -> bool:
    own, own_version = canonical.split(text)
    return catalogue.canonical_system(own) == url and (version is None or version == own_version)


# (moments of the resource, requested moments) -> whether the comparison holds.
COMPARISONS: Mapping[str, Callable[[Moments, Moments], bool]] = {
    "eq": lambda own, asked: asked.first <= own.first and own.last <= asked.last,
    "ne": lambda own, asked: not (asked.first <= own.first and own.last <= asked.last),
    "gt": lambda own, asked: own.last > asked.last,
    "lt": lambda own, asked: own.first < asked.first,
    "ge": lambda own, asked: own.last > asked.last or (asked.first <= own.first and own.last <= asked.last),
    "le": lambda own, asked: own.first < asked.first or (asked.first <= own.first and own.last <= asked.last),
    "sa": lambda own, asked: own.first > asked.last,
    "eb": lambda own, asked: own.last < asked.first,
    "ap": lambda own, asked: own.first <= asked.last and asked.first <= own.last,
}


def date(name: str, read: Callable[[VersionedResource], str | None]) -> Matches:
    """Dates are intervals of their stated precision; a resource without one never matches."""

    def matches(resource: VersionedResource, asked: str, _modifier: str, _catalogue: Catalogue) -> bool:
        compare, moments = _parse_comparison(name, asked)
        text = read(resource)
        try:
            return text is not None and compare(parse_moments(text), moments)
        except BadRequest:  # the resource's own date is invalid
            return False

    return matches


def last_updated(resource: VersionedResource, asked: str, _modifier: str, _catalogue: Catalogue) -> bool:
    compare, moments = _parse_comparison("_lastUpdated", asked)
    return compare(moments_of(resource.last_updated), moments)


def _parse_comparison(name: str, text: str) -> tuple[Callable[[Moments, Moments], bool], Moments]:
    prefix, rest = (text[:2], text[2:]) if text[:2] in COMPARISONS else ("eq", text)
    try:
        return COMPARISONS[prefix], parse_moments(rest)
    except BadRequest:
        problem = (
            f"{name} needs a date or a time, with eq, ne, gt, lt, ge, le, sa, eb or ap before it, not '{text[:60]}'"
        )
        raise BadRequest(Issue("error", "value", problem, "invalid-data", expression=(name,))) from None


def folded(text: str) -> str:
    """Without case and accents, as FHIR compares strings."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
