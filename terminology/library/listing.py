"""Lists what is loaded and from where, for `terminology list` and the pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from fhir_resources.version import FhirVersion
from seed.registry import KINDS_MERGED, SOURCES, SYSTEMS
from seed.release import Source
from terminology.core.canonical import version_key
from terminology.core.currency import NewestRelease, newest_releases
from terminology.core.model import CodeSystemHeader
from terminology.core.supplements import Supplement
from terminology.library.loading import Loaded, LoadedImport, load
from terminology.library.ports import RESOURCES, ImportRecord, Store, StoredResource
from terminology.library.received import ReceivedResource, Value
from terminology.library.snapshots import DRAFT, current_resources
from terminology.providers.deferred import DeferredCodeSystem


@dataclass(frozen=True, slots=True)
class Listed:
    """One loaded version. `system` is its url; a value set or map has no `concepts`.

    For a merged supplement, lists each version with content in use, with all that it loaded.
    """

    type: str
    system: str
    version: str | None
    concepts: int | None
    sources: tuple[Source, ...]
    imported_at: datetime | None
    content: str | None = None
    rejected_rows: int = 0
    fhir_versions: tuple[FhirVersion, ...] = tuple(FhirVersion)


async def listing(store: Store, canonical_base: str) -> tuple[Listed, ...]:
    """Everything loaded and served, each system's versions in order; built-in content is left out.

    Systems are in the order of their first import, resources last.
    """
    return listed(await load(store, Loaded(), canonical_base))


def listed(loaded: Loaded) -> tuple[Listed, ...]:
    """The same for what is in memory."""
    records = [item.record for item in loaded.imports if item.record.kind != RESOURCES]
    generations: dict[str, list[LoadedImport]] = {kind: [] for kind in KINDS_MERGED}
    for item in loaded.imports:
        if item.record.kind in KINDS_MERGED:
            generations[item.record.kind].append(item)
    replaced = {id for imports in generations.values() for id in _replaced(imports)}
    versions = {id: version for kind, each in generations.items() for id, version in _merged_versions(kind, each)}
    found = [_from_record(record, versions.get(record.id)) for record in records if record.id not in replaced]
    return _by_version((*found, *_from_resources(loaded.imports)))


def newest_of(listed: Sequence[Listed]) -> tuple[NewestRelease, ...]:
    """The newest listed release of each code system whose releases are dated."""
    versions: dict[str, list[str | None]] = {}
    for item in listed:
        versions.setdefault(item.system, []).append(item.version)
    return newest_releases(SYSTEMS, versions)


def _by_version(listed: Sequence[Listed]) -> tuple[Listed, ...]:
    """Orders versions within their system; systems stay in order of first appearance."""
    systems: dict[tuple[str, str], list[Listed]] = {}
    for item in listed:
        systems.setdefault((item.type, item.system), []).append(item)
    return tuple(
        item for versions in systems.values() for item in sorted(versions, key=lambda item: version_key(item.version))
    )


def _replaced(generations: Sequence[LoadedImport]) -> set[str]:
    """Of merged imports: the ids of those whose texts have all been replaced or removed by later ones."""
    last: dict[tuple[str, str | None], str] = {}
    for item in generations:
        for concept in item.code_system.concepts if item.code_system else ():
            if not concept.designations:  # it removes the texts
                last = {key: id for key, id in last.items() if key[0] != concept.code}
            last |= {(concept.code, text.language): item.record.id for text in concept.designations}
    return {item.record.id for item in generations} - set(last.values())


def _merged_versions(kind: str, generations: Sequence[LoadedImport]) -> Iterator[tuple[str, str | None]]:
    """By import, the version of the supplement merged from it and those before it."""
    merge = SOURCES[kind].merge
    code_systems = [item.code_system for item in generations if item.code_system]
    for place, item in enumerate(generations, start=1):
        merged = merge(code_systems[:place], "", DRAFT) if merge else None
        yield item.record.id, merged.header.version if merged else None


def _from_record(record: ImportRecord, merged_version: str | None) -> Listed:
    return Listed(
        type="CodeSystem",
        system=record.system or "",
        version=merged_version or record.version,
        concepts=record.concepts,
        sources=record.sources,
        imported_at=record.imported_at,
        content=record.content,
        rejected_rows=record.rejected_total,
    )


def _from_resources(imports: Sequence[LoadedImport]) -> list[Listed]:
    history = [resource for item in imports for resource in item.resources]
    served: dict[StoredResource, tuple[ReceivedResource, list[FhirVersion]]] = {}
    for version in FhirVersion:
        for resource, _ in current_resources(history, version):
            served.setdefault(resource.stored, (resource, []))[1].append(version)
    return [_from_resource(resource, versions) for resource, versions in served.values()]


def _from_resource(resource: ReceivedResource, versions: Sequence[FhirVersion]) -> Listed:
    stored, value = resource.stored, resource.value
    return Listed(
        type=stored.type,
        system=stored.url or stored.id,
        version=stored.version,
        concepts=_concepts(value),
        sources=(stored.source,),
        imported_at=stored.last_updated,
        content=resource.header.content if isinstance(resource.header, CodeSystemHeader) else None,
        fhir_versions=tuple(versions),
    )


def _concepts(value: Value | None) -> int | None:
    if isinstance(value, DeferredCodeSystem):
        return value.count
    return len(value.code_system.concepts) if isinstance(value, Supplement) else None
