"""What a search can ask of CodeSystem, ValueSet and ConceptMap: one table for searching, `/metadata` and OpenAPI.

Source: https://hl7.org/fhir/R5/search.html and the search parameters of the three types.
"""

import operator
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.http.versioned_resource import VersionedResource

Kind = Literal["uri", "token", "string", "date"]
EVERY_TYPE = ("CodeSystem", "ValueSet", "ConceptMap", "NamingSystem")
Matches = Callable[
    [VersionedResource, str, str, Catalogue], bool
]  # (the entry, one value asked for, modifier, catalogue)


@dataclass(frozen=True, slots=True)
class SearchParameter:
    """`url` is the definition of FHIR; `modifiers` are those understood besides none."""

    name: str
    kind: Kind
    documentation: str
    matches: Matches
    modifiers: tuple[str, ...] = ()
    types: tuple[str, ...] = EVERY_TYPE
    example: str = ""


def parameters_of(type: str) -> Mapping[str, SearchParameter]:
    return _BY_TYPE[type]


def is_match(
    parameter: SearchParameter, modifier: str, asked: str, resource: VersionedResource, catalogue: Catalogue
) -> bool:
    """Values divided by commas are alternatives."""
    return any(parameter.matches(resource, value, modifier, catalogue) for value in alternatives(asked))


def alternatives(text: str) -> tuple[str, ...]:
    """The values between commas; `\\,` is a comma that belongs to its value."""
    values, current, escaped = [], "", False
    for character in text:
        if not escaped and character == ",":
            values.append(current)
            current = ""
        elif not escaped and character == "\\":
            escaped = True
            continue
        else:
            current += character
        escaped = False
    return (*values, current)


def _string(read: Callable[[VersionedResource], str | None]) -> Matches:
    def matches(resource: VersionedResource, asked: str, modifier: str, _catalogue: Catalogue) -> bool:
        text = read(resource) or ""
        if modifier == "exact":
            return text == asked
        if modifier == "contains":
            return _folded(asked) in _folded(text)
        return _folded(text).startswith(_folded(asked))

    return matches


def _token(read: Callable[[VersionedResource], str | None]) -> Matches:
    def matches(resource: VersionedResource, asked: str, modifier: str, _catalogue: Catalogue) -> bool:
        is_equal = read(resource) == asked.rpartition("|")[2]
        return not is_equal if modifier == "not" else is_equal

    return matches


def _url(resource: VersionedResource, asked: str, modifier: str, catalogue: Catalogue) -> bool:
    url, version = canonical.split(asked)
    if modifier == "below":
        return resource.entry.header.url.startswith(url)
    system = catalogue.canonical_system(url) if resource.entry.type == "CodeSystem" else url
    return resource.entry.header.url == system and (version is None or _has_version(resource, version))


def _version(resource: VersionedResource, asked: str, _modifier: str, _catalogue: Catalogue) -> bool:
    return _has_version(resource, asked.rpartition("|")[2])


def _has_version(resource: VersionedResource, version: str) -> bool:
    header = resource.entry.header
    return version in (header.version, *getattr(header, "version_aliases", ()))


def _code(resource: VersionedResource, asked: str, _modifier: str, catalogue: Catalogue) -> bool:
    system, _, code = asked.rpartition("|")
    header = resource.entry.header
    if system and catalogue.canonical_system(system) != header.url:
        return False
    provider = catalogue.find_code_system(header.url, header.version)
    return provider is not None and provider.locate(code) is not None


COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "ne": operator.ne,
    "gt": operator.gt,
    "lt": operator.lt,
    "ge": operator.ge,
    "le": operator.le,
    "sa": operator.gt,
    "eb": operator.lt,
    "eq": operator.eq,
}


def _last_updated(resource: VersionedResource, asked: str, _modifier: str, _catalogue: Catalogue) -> bool:
    """Compared to the precision asked for: `ge2025-10` is true of everything since the first of October."""
    prefix, text = (asked[:2], asked[2:]) if asked[:2] in COMPARISONS else ("eq", asked)
    own = resource.last_updated.isoformat()
    return COMPARISONS[prefix](own[: len(text)], _utc(text))


def _utc(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text if len(text) > 7 else f"{text}-01-01"[:10])
    except ValueError:
        raise BadRequest(
            Issue("error", "value", f"_lastUpdated needs a date or a time, not '{text}'", expression=("_lastUpdated",))
        ) from None
    return moment.astimezone(UTC).isoformat()[: len(text)] if moment.tzinfo else text


def _folded(text: str) -> str:
    """Without case and accents, as FHIR compares strings."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


SEARCH_PARAMETERS: Sequence[SearchParameter] = (
    SearchParameter(
        "url",
        "uri",
        "The canonical url, also as `url|version`; other spellings of HCPCS's url are understood.",
        _url,
        ("below",),
        example="http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
    ),
    SearchParameter("version", "token", "The business version.", _version, example="2025-10"),
    SearchParameter(
        "name",
        "string",
        "The computable name: its beginning, in any case.",
        _string(lambda resource: resource.entry.header.name),
        ("exact", "contains"),
    ),
    SearchParameter(
        "title",
        "string",
        "The title for people: its beginning, in any case.",
        _string(lambda resource: resource.entry.header.title),
        ("exact", "contains"),
    ),
    SearchParameter(
        "status",
        "token",
        "draft, active, retired or unknown.",
        _token(lambda resource: resource.entry.header.status),
        ("not",),
        example="active",
    ),
    SearchParameter("_id", "token", "The id of the resource.", _token(lambda resource: resource.entry.id)),
    SearchParameter("_lastUpdated", "date", "When it was loaded here, with eq, ne, gt, lt, ge or le.", _last_updated),
    SearchParameter("system", "uri", "The same as url.", _url, types=("CodeSystem",)),
    SearchParameter("code", "token", "A code that the code system has.", _code, types=("CodeSystem",), example="J3111"),
)
_BY_TYPE: Mapping[str, Mapping[str, SearchParameter]] = {
    type: {parameter.name: parameter for parameter in SEARCH_PARAMETERS if type in parameter.types}
    for type in EVERY_TYPE
}
