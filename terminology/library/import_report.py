"""Reports what an import of resources loaded and what it could not use, for people and programs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from terminology.core.counts import counted
from terminology.library.ports import StoredResource
from terminology.library.resource_imports import Conflict, ResourceImport

REPEATED_CODES = "csd-1"  # a code defined more than once has its first definition
MANY = 20  # resources from one source: with more, they are counted, not named


def loaded_lines(imported: ResourceImport) -> Iterator[str]:
    """The loaded resources by source: each by name or, if there are many, counts by type."""
    by_source: dict[tuple[str, str], list[StoredResource]] = {}
    for stored in imported.resources:
        endpoints = " and ".join(version.name for version in stored.fhir_versions)
        by_source.setdefault((stored.source.name, endpoints), []).append(stored)
    for (name, endpoints), found in by_source.items():
        if len(found) <= MANY:
            yield from map(named, found)
        else:
            yield f"{name}: {_counted(stored.type for stored in found)} for {endpoints}"


def trouble_lines(imported: ResourceImport) -> Iterator[str]:
    """What could not be used: first counts by reason, then each resource with its problem. Empty if nothing."""
    if imported.skipped:
        total = sum(imported.skipped.values())
        yield f"{counted(total, 'resource')} of other types left out: {_counted(imported.skipped)}."
    if imported.without_content:
        count = counted(len(imported.without_content), "code system is", "code systems are")
        yield f"{count} listed without concepts (content not-present):"
        yield from (f"  {named(stored)}" for stored in imported.without_content)
    if imported.refused:
        kinds = Counter(item.kind for item in imported.refused)
        yield f"{counted(len(imported.refused), 'resource')} could not be used: {_counted(kinds)}."
        yield from (f"  {item.file}, {item.resource}: {item.reason}" for item in imported.refused)
    if imported.warnings:
        kinds = Counter(item.kind for item in imported.warnings)
        yield f"Rules of FHIR are broken in {counted(len(imported.warnings), 'place')}: {_counted(kinds)}."
        named_ones = [item for item in imported.warnings if not item.in_package or item.kind == REPEATED_CODES]
        yield from (f"  {item.file}, {item.resource}: {item.reason}" for item in named_ones[:MANY])


def conflict_lines(conflicts: Sequence[Conflict]) -> Iterator[str]:
    """The resources already loaded with other content under the same url and version, with the differences."""
    for item in conflicts[:MANY]:
        yield f"{named(item.stored)} is loaded with other content, from {item.loaded_from.name}:"
        yield from (f"  {place}" for place in item.differences)
    if len(conflicts) > MANY:
        yield f"and {len(conflicts) - MANY:,} more"


def as_json(imported: ResourceImport) -> dict[str, Any]:
    """The same for programs; every resource that was loaded is listed."""
    return {
        "loaded": [
            {
                "type": stored.type,
                "url": stored.url,
                "id": stored.id,
                "version": stored.version,
                "source": stored.source.name,
                "readAs": stored.fhir_version.value,
                "fhirVersions": [version.value for version in stored.fhir_versions],
            }
            for stored in imported.resources
        ],
        "loadedByType": dict(Counter(stored.type for stored in imported.resources)),
        "otherTypes": dict(imported.skipped),
        "withoutContent": [named(stored) for stored in imported.without_content],
        "refusedByReason": dict(Counter(item.kind for item in imported.refused)),
        "refused": [
            {"file": item.file, "resource": item.resource, "kind": item.kind, "reason": item.reason}
            for item in imported.refused
        ],
        "warnings": [
            {"file": item.file, "resource": item.resource, "rule": item.kind, "text": item.reason}
            for item in imported.warnings
        ],
    }


def named(stored: StoredResource) -> str:
    version = f"|{stored.version}" if stored.version else ""
    return f"{stored.type} {stored.url or stored.id}{version}"


def _counted(counts: Mapping[str, int] | Iterable[str]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in Counter(counts).most_common())
