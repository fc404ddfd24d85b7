"""Extracts the search values from resource content: the systems and codes of value sets and concept maps.

Each function returns texts, or (system, code) pairs, for a test of `search_matches.py`. Resources without a url have
none, as operations identify resources by canonical.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from terminology.core.catalogue import Catalogue
from terminology.core.concept_maps import ConceptMap, ConceptMapHeader, Group
from terminology.core.model import CodeSystemHeader
from terminology.core.value_sets import ValueSet
from terminology.core.versioned import OID
from terminology.http.versioned_resource import VersionedResource
from terminology.operations.value_sets.all_codes import flattened

URI_IDENTIFIERS = "urn:ietf:rfc:3986"
Codes = Iterator[tuple[str, str]]


def identifiers(resource: VersionedResource, _catalogue: Catalogue) -> Codes:
    header = resource.entry.header
    yield from ((URI_IDENTIFIERS, value) for value in header.identifiers)
    # An OID also matches without its prefix, as VSAC writes it.
    yield from ((OID[:-1], value.removeprefix(OID)) for value in header.identifiers if value.startswith(OID))
    for text in header.other_identifiers:
        system, _, value = text.partition("|")
        yield system, value


def supplemented(resource: VersionedResource, _catalogue: Catalogue) -> Iterable[str | None]:
    header = resource.entry.header
    return (header.supplements,) if isinstance(header, CodeSystemHeader) else ()


def content_mode(resource: VersionedResource, _catalogue: Catalogue) -> Iterable[str | None]:
    header = resource.entry.header
    return (header.content,) if isinstance(header, CodeSystemHeader) else ()


def references(resource: VersionedResource, catalogue: Catalogue) -> Iterator[str]:
    """The code systems and value sets that a value set includes."""
    value_set = _value_set(resource, catalogue)
    compose = value_set.compose if value_set else None
    for part in (*compose.include, *compose.exclude) if compose else ():
        if part.system:
            yield f"{part.system}|{part.version}" if part.version else part.system
        yield from part.value_sets
    for entry in flattened(value_set.expansion or ()) if value_set else ():
        if entry.system:
            yield entry.system


def listed_codes(resource: VersionedResource, catalogue: Catalogue) -> Codes:
    """The codes that a value set enumerates; not those that it selects by filter."""
    value_set = _value_set(resource, catalogue)
    for include in value_set.compose.include if value_set and value_set.compose else ():
        yield from ((include.system or "", concept.code) for concept in include.concepts)
    for entry in flattened(value_set.expansion or ()) if value_set else ():
        yield entry.system or "", entry.code or ""


def scope(side: str) -> Callable[[VersionedResource, Catalogue], Iterable[str | None]]:
    """The value set that a concept map maps from (`source`) or to (`target`)."""

    def read(resource: VersionedResource, _catalogue: Catalogue) -> Iterable[str | None]:
        header = resource.entry.header
        if not isinstance(header, ConceptMapHeader):
            return ()
        return (header.source_scope if side == "source" else header.target_scope,)

    return read


def group_system(side: str) -> Callable[[VersionedResource, Catalogue], Iterable[str | None]]:
    """The code systems that a concept map maps from or to."""

    def read(resource: VersionedResource, catalogue: Catalogue) -> Iterable[str | None]:
        return (group.source if side == "source" else group.target for group in _groups(resource, catalogue))

    return read


def mapped_codes(side: str) -> Callable[[VersionedResource, Catalogue], Codes]:
    def read(resource: VersionedResource, catalogue: Catalogue) -> Codes:
        for group in _groups(resource, catalogue):
            system = (group.source if side == "source" else group.target) or ""
            system = system.partition("|")[0]
            for element in group.elements:
                named = (element,) if side == "source" else element.targets
                yield from ((system, item.code) for item in named if item.code is not None)

    return read


def attributes(kind: str) -> Callable[[VersionedResource, Catalogue], Iterable[str | None]]:
    """What mappings depend on (`dependsOn`), or yield in addition (`product`)."""

    def read(resource: VersionedResource, catalogue: Catalogue) -> Iterator[str]:
        for group in _groups(resource, catalogue):
            for target in (target for element in group.elements for target in element.targets):
                yield from (item.attribute for item in (target.depends_on if kind == "dependsOn" else target.products))

    return read


def other_maps(resource: VersionedResource, catalogue: Catalogue) -> Iterable[str | None]:
    return (group.unmapped.other_map for group in _groups(resource, catalogue) if group.unmapped)


def _value_set(resource: VersionedResource, catalogue: Catalogue) -> ValueSet | None:
    header = resource.entry.header
    return catalogue.find_value_set(header.url, header.version) if header.url else None


def _groups(resource: VersionedResource, catalogue: Catalogue) -> Sequence[Group]:
    header = resource.entry.header
    found: ConceptMap | None = catalogue.find_concept_map(header.url, header.version) if header.url else None
    return found.groups if found else ()
