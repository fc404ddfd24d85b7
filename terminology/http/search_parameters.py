"""The search parameters of CodeSystem, ValueSet and ConceptMap: one table for search, `/metadata` and OpenAPI.

Source: https://hl7.org/fhir/R5/search.html, the search parameters of the three types in R4 and R5, and those required
by IHE's SVCM (https://profiles.ihe.net/ITI/SVCM/). Both endpoints accept the names of both versions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from terminology.core import canonical
from terminology.core.catalogue import IMPLICIT_VALUE_SET, Catalogue
from terminology.http.search_content import (
    attributes,
    content_mode,
    group_system,
    identifiers,
    listed_codes,
    mapped_codes,
    other_maps,
    references,
    scope,
    supplemented,
)
from terminology.http.search_matches import Matches, coded, date, last_updated, reference, string, token
from terminology.http.versioned_resource import VersionedResource

Kind = Literal["uri", "token", "string", "date", "reference"]
EVERY_TYPE = ("CodeSystem", "ValueSet", "ConceptMap", "NamingSystem")
CONCEPT_MAP = ("ConceptMap",)
TEXT_MODIFIERS, TOKEN_MODIFIERS, URI_MODIFIERS = ("exact", "contains"), ("not",), ("below", "contains")


@dataclass(frozen=True, slots=True)
class SearchParameter:
    """`modifiers` are the supported ones."""

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
    """Comma-separated values are alternatives; `:not` negates all of them together."""
    is_not = modifier == "not"
    found = any(
        parameter.matches(resource, value, "" if is_not else modifier, catalogue) for value in alternatives(asked)
    )
    return found is not is_not


def alternatives(text: str) -> tuple[str, ...]:
    """Splits at commas; `\\,` is a literal comma."""
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


def _url(resource: VersionedResource, asked: str, modifier: str, catalogue: Catalogue) -> bool:
    url, version = canonical.split(asked)
    own = resource.entry.header.url
    if modifier:
        return own.startswith(url) if modifier == "below" else url in own
    return own == _canonical(url, resource.entry.type, catalogue) and (
        version is None or _has_version(resource, version, catalogue)
    )


def _canonical(url: str, type: str, catalogue: Catalogue) -> str:
    """Accepts alternative spellings of a code system's url, also for its implicit value set."""
    if type == "ValueSet" and url.endswith(IMPLICIT_VALUE_SET):
        return catalogue.canonical_system(url.removesuffix(IMPLICIT_VALUE_SET)) + IMPLICIT_VALUE_SET
    return catalogue.canonical_system(url) if type == "CodeSystem" else url


def _version(resource: VersionedResource, asked: str, _modifier: str, catalogue: Catalogue) -> bool:
    system, _, version = asked.rpartition("|")
    return not system and _has_version(resource, version, catalogue)


def _has_version(resource: VersionedResource, version: str, catalogue: Catalogue) -> bool:
    """For code systems also matches versions as operations do: 2025 is the newest release of that year."""
    header = resource.entry.header
    is_own = version in (header.version, *getattr(header, "version_aliases", ()))
    return is_own or (resource.entry.type == "CodeSystem" and catalogue.matches_version(header, version))


def _code(resource: VersionedResource, asked: str, _modifier: str, catalogue: Catalogue) -> bool:
    system, _, code = asked.rpartition("|")
    header = resource.entry.header
    if system and catalogue.canonical_system(system) != header.url:
        return False
    provider = catalogue.find_code_system(header.url, header.version)
    return provider is not None and provider.locate(code) is not None


def _of_map(side: str) -> tuple[SearchParameter, ...]:
    """The search parameters of one side of a concept map; R4 and R5 have different names for some."""
    scoped, systems = reference(scope(side)), reference(group_system(side))
    from_or_to = "from" if side == "source" else "to"
    value_set = f"The value set mapped {from_or_to}."
    system = f"A code system mapped {from_or_to}."
    return (
        SearchParameter(side, "reference", value_set, scoped, ("below",), CONCEPT_MAP),
        SearchParameter(f"{side}-uri", "reference", value_set, scoped, ("below",), CONCEPT_MAP),
        SearchParameter(f"{side}-scope", "reference", value_set, scoped, ("below",), CONCEPT_MAP),
        SearchParameter(f"{side}-scope-uri", "uri", value_set, scoped, URI_MODIFIERS, CONCEPT_MAP),
        SearchParameter(f"{side}-system", "uri", system, systems, URI_MODIFIERS, CONCEPT_MAP),
        SearchParameter(f"{side}-group-system", "uri", system, systems, URI_MODIFIERS, CONCEPT_MAP),
        SearchParameter(
            f"{side}-code",
            "token",
            f"A code mapped {from_or_to}.",
            coded(mapped_codes(side)),
            TOKEN_MODIFIERS,
            CONCEPT_MAP,
        ),
    )


STATUS_SYSTEM, CONTENT_SYSTEM = (
    "http://hl7.org/fhir/publication-status",
    "http://hl7.org/fhir/codesystem-content-mode",
)
SEARCH_PARAMETERS: Sequence[SearchParameter] = (
    SearchParameter(
        "url",
        "uri",
        "The canonical url, also as `url|version`; other spellings of HCPCS's url also work.",
        _url,
        URI_MODIFIERS,
        example="http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
    ),
    SearchParameter(
        "version",
        "token",
        "The business version; for code systems also a partial one, such as 2025.",
        _version,
        TOKEN_MODIFIERS,
        example="2025-10",
    ),
    SearchParameter(
        "identifier",
        "token",
        "A business identifier, such as urn:oid:2.16.840.1.113883.6.285; also as `system|value`.",
        coded(identifiers),
        TOKEN_MODIFIERS,
    ),
    SearchParameter(
        "name",
        "string",
        "The beginning of the computable name, ignoring case.",
        string(lambda resource: resource.entry.header.name),
        TEXT_MODIFIERS,
    ),
    SearchParameter(
        "title",
        "string",
        "The beginning of the title, ignoring case.",
        string(lambda resource: resource.entry.header.title),
        TEXT_MODIFIERS,
    ),
    SearchParameter(
        "description",
        "string",
        "The beginning of the description, ignoring case.",
        string(lambda resource: resource.entry.header.description),
        TEXT_MODIFIERS,
    ),
    SearchParameter(
        "publisher",
        "string",
        "The beginning of the publisher's name, ignoring case.",
        string(lambda resource: resource.entry.header.publisher),
        TEXT_MODIFIERS,
    ),
    SearchParameter(
        "date",
        "date",
        "The publication date, with eq, ne, gt, lt, ge, le, sa, eb or ap.",
        date("date", lambda resource: resource.entry.header.date),
    ),
    SearchParameter(
        "status",
        "token",
        "draft, active, retired or unknown.",
        token(lambda resource, _: (resource.entry.header.status,), STATUS_SYSTEM),
        TOKEN_MODIFIERS,
        example="active",
    ),
    SearchParameter(
        "_id", "token", "The id of the resource.", token(lambda resource, _: (resource.entry.id,)), TOKEN_MODIFIERS
    ),
    SearchParameter(
        "_lastUpdated", "date", "When it was loaded here, with eq, ne, gt, lt, ge, le, sa, eb or ap.", last_updated
    ),
    SearchParameter("system", "uri", "The same as url.", _url, URI_MODIFIERS, types=("CodeSystem",)),
    SearchParameter(
        "code",
        "token",
        "A code in the code system.",
        _code,
        TOKEN_MODIFIERS,
        types=("CodeSystem",),
        example="J3111",
    ),
    SearchParameter(
        "content-mode",
        "token",
        "not-present, example, fragment, complete or supplement.",
        token(content_mode, CONTENT_SYSTEM),
        TOKEN_MODIFIERS,
        types=("CodeSystem",),
        example="complete",
    ),
    SearchParameter(
        "supplements",
        "reference",
        "The code system that a supplement adds to.",
        reference(supplemented),
        ("below",),
        types=("CodeSystem",),
    ),
    SearchParameter(
        "language",
        "token",
        "The language of the resource.",
        token(lambda resource, _: (resource.entry.header.language,), "urn:ietf:bcp:47"),
        TOKEN_MODIFIERS,
        types=("CodeSystem",),
        example="en",
    ),
    SearchParameter(
        "reference",
        "uri",
        "A code system or value set that the value set includes.",
        reference(references),
        URI_MODIFIERS,
        types=("ValueSet",),
    ),
    SearchParameter(
        "code",
        "token",
        "A code that the value set lists explicitly, not by a filter.",
        coded(listed_codes),
        TOKEN_MODIFIERS,
        types=("ValueSet",),
    ),
    *_of_map("source"),
    *_of_map("target"),
    SearchParameter(
        "dependson", "uri", "What a mapping depends on.", reference(attributes("dependsOn")), URI_MODIFIERS, CONCEPT_MAP
    ),
    SearchParameter(
        "product",
        "uri",
        "A further value that a mapping yields.",
        reference(attributes("product")),
        URI_MODIFIERS,
        CONCEPT_MAP,
    ),
    SearchParameter(
        "other",
        "reference",
        "The concept map to use for unmapped codes.",
        reference(other_maps),
        ("below",),
        CONCEPT_MAP,
    ),
)
_BY_TYPE: Mapping[str, Mapping[str, SearchParameter]] = {
    type: {parameter.name: parameter for parameter in SEARCH_PARAMETERS if type in parameter.types}
    for type in EVERY_TYPE
}
