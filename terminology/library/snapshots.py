"""Snapshots: from what is loaded to what each FHIR version serves. Pure.

R4 and R5 differ only in received resources. The code systems of releases, the narratives and what is built in are the
same objects in both.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from fhir_resources.version import FhirVersion
from seed.hcpcs.code_lists import code_lists
from seed.hcpcs.replacements import replacement_map_url, replacement_maps
from seed.narrative.concepts import narrative_sections
from terminology.core.catalogue import Catalogue
from terminology.core.ports import CodeSystemProvider
from terminology.core.supplements import Supplement
from terminology.library.entries import code_system_entry, concept_map_entry, received_entry, value_set_entry
from terminology.library.loading import Loaded, LoadedImport
from terminology.library.narratives import merged_narratives
from terminology.library.received import ReceivedResource, with_values
from terminology.library.resources import ResourceEntry, ResourceIndex, index_of
from terminology.library.value_sets import built_in_value_sets
from terminology.providers import ndc
from terminology.providers.dated import History, has_validity_dates
from terminology.providers.generic import GenericCodeSystem


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one FHIR version serves, of one publication."""

    catalogue: Catalogue
    resources: ResourceIndex
    revision: int


def snapshots_of(loaded: Loaded, canonical_base: str) -> Mapping[FhirVersion, Snapshot]:
    catalogue = _common_catalogue(loaded, canonical_base)
    entries = _common_entries(loaded, catalogue, canonical_base)
    return {version: _snapshot(loaded, version, catalogue, entries) for version in FhirVersion}


def _common_catalogue(loaded: Loaded, canonical_base: str) -> Catalogue:
    generations = [item.code_system for item in _narratives(loaded) if item.code_system]
    narratives = merged_narratives(generations, canonical_base)
    releases = [item.provider for item in loaded.imports if item.provider]
    catalogue = Catalogue(
        histories=_histories(releases),
        aliases=dict.fromkeys(ndc.ALIASES, ndc.SYSTEM),
        spellings={ndc.SYSTEM: ndc.ndcs_meant},
    )
    return catalogue.with_resources(
        code_systems=[*_built_in(canonical_base), *releases],
        supplements=[Supplement(narratives, is_default=True)] if narratives else [],
        value_sets=built_in_value_sets(canonical_base),
        concept_maps=replacement_maps(
            [item.code_system for item in _hcpcs_releases(loaded) if item.code_system], canonical_base
        ),
    )


def _histories(releases: Iterable[CodeSystemProvider]) -> Mapping[str, History]:
    """The history of each code system that states when its codes are valid."""
    versions: dict[str, list[CodeSystemProvider]] = {}
    for release in releases:
        if has_validity_dates(release.header):
            versions.setdefault(release.header.url, []).append(release)
    return {url: History(each) for url, each in versions.items()}


def _common_entries(loaded: Loaded, catalogue: Catalogue, canonical_base: str) -> list[ResourceEntry]:
    releases = [item for item in loaded.imports if item.provider]
    entries = [code_system_entry(provider.code_system) for provider in _built_in(canonical_base)]
    entries += [value_set_entry(value_set) for value_set in built_in_value_sets(canonical_base)]
    entries += [code_system_entry(item.code_system, item.record.imported_at) for item in releases if item.code_system]
    for concept_map in catalogue.concept_maps.get(replacement_map_url(canonical_base), ()):
        entries.append(concept_map_entry(concept_map, _newest(_hcpcs_releases(loaded, concept_map.header.version))))
    generations = _narratives(loaded)
    for versions in catalogue.supplements.values():
        newest = generations[-1].record.imported_at
        entries += [code_system_entry(item.code_system, newest, len(generations)) for item in versions]
    return entries


def _snapshot(loaded: Loaded, version: FhirVersion, catalogue: Catalogue, entries: Iterable[ResourceEntry]) -> Snapshot:
    current = current_resources((item for each in loaded.imports for item in each.resources), version)
    received = [
        received_entry(item.stored, item.header, version_id, item.read_text)
        for item, version_id in current
        if item.header
    ]
    values = [item.value for item, _ in current if item.value]
    return Snapshot(with_values(catalogue, values), index_of([*entries, *received]), loaded.publication.revision)


def current_resources(
    history: Iterable[ReceivedResource], version: FhirVersion
) -> tuple[tuple[ReceivedResource, int], ...]:
    """Of each url and version (of each id, without a url) the last that came in, unless it is gone; and which it is."""
    current: dict[tuple[str, str, str | None], tuple[ReceivedResource, int]] = {}
    changes: Counter[tuple[str, str, str | None]] = Counter()
    for item in history:
        if version not in item.stored.fhir_versions:
            continue
        key = (item.stored.type, item.stored.url or item.stored.id, item.stored.version)
        changes[key] += 1
        current.pop(key, None)
        if item.value:
            current[key] = (item, changes[key])
    return tuple(current.values())


def _hcpcs_releases(loaded: Loaded, until: str | None = None) -> tuple[LoadedImport, ...]:
    """The releases of HCPCS, those of later versions than `until` left out."""
    found = (item for item in loaded.imports if item.record.kind == "hcpcs")
    return tuple(item for item in found if until is None or (item.record.version or "") <= until)


def _newest(imports: Iterable[LoadedImport]) -> datetime | None:
    return max((item.record.imported_at for item in imports if item.record.imported_at), default=None)


def _narratives(loaded: Loaded) -> tuple[LoadedImport, ...]:
    return tuple(item for item in loaded.imports if item.record.kind == "narratives")


@cache
def _built_in(canonical_base: str) -> tuple[GenericCodeSystem, ...]:
    """Made once: they are the same in every publication."""
    return tuple(map(GenericCodeSystem, (*code_lists(canonical_base), narrative_sections(canonical_base))))
