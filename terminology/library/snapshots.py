"""Snapshots: derives what each FHIR version serves from what is loaded. Pure.

R4 and R5 differ only in received resources. The code systems of releases, merged imports and built-in content are the
same objects in both.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, partial

from fhir_resources.version import FhirVersion
from seed.registry import PUBLIC, SOURCES, SYSTEMS
from seed.sources import PublicCodeSystem, SourceDefinition
from terminology.core.canonical import version_key
from terminology.core.catalogue import Catalogue
from terminology.core.concept_maps import ConceptMap
from terminology.core.meanings import NARRATIVE, with_texts_of_this_meaning
from terminology.core.model import CodeSystem, CodeSystemHeader, Header
from terminology.core.ports import CodeSystemProvider
from terminology.core.supplements import Supplement
from terminology.core.value_sets import ValueSet
from terminology.library.entries import (
    code_system_entry,
    concept_map_entry,
    provided_entry,
    received_entry,
    value_set_entry,
)
from terminology.library.loading import Loaded, LoadedImport
from terminology.library.received import ReceivedResource, with_values
from terminology.library.resources import ResourceEntry, ResourceIndex, index_of
from terminology.providers.as_of import History
from terminology.providers.generic import GenericCodeSystem, in_memory
from terminology.providers.grammar import GrammarCodeSystem
from terminology.providers.period_rules import ReleaseWindow, has_history, has_validity_dates
from terminology.providers.rebased import Rebase

DRAFT = "draft"  # shows texts without review


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class ContentBase:
    """The imported content, without what was written; lives as long as a snapshot of it."""

    last_updated: datetime | None = None


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Snapshot:
    """What one FHIR version serves, for one publication and every commit up to number `written`.

    `digest` identifies the content, the same in every process; `last_updated` is None before the first import.
    `code_systems_written` is the last of these commits that touched a code system or a supplement.
    """

    catalogue: Catalogue
    resources: ResourceIndex
    revision: int
    digest: str = ""
    last_updated: datetime | None = None
    written: int = 0
    code_systems_written: int = 0
    base: ContentBase = field(default_factory=ContentBase, compare=False)

    @property
    def base_digest(self) -> str:
        """The digest of the imported content."""
        return self.digest.partition(" ")[0]


def snapshots_of(loaded: Loaded, canonical_base: str, lowest_status: str = DRAFT) -> Mapping[FhirVersion, Snapshot]:
    """`lowest_status`: the lowest review status of patient narratives to show."""
    loaded = _under_base(loaded, canonical_base)
    made = _derive_all(loaded, canonical_base, lowest_status)
    catalogue = _common_catalogue(loaded, made, canonical_base)
    entries = _common_entries(loaded, made, canonical_base)
    return {version: _snapshot(loaded, version, catalogue, entries) for version in FhirVersion}


def _under_base(loaded: Loaded, canonical_base: str) -> Loaded:
    rebase = rebase_to(canonical_base)
    return replace(loaded, imports=tuple(_rebased(item, rebase) for item in loaded.imports))


def rebase_to(canonical_base: str) -> Rebase:
    """Maps canonicals of built-in content and our sources from other canonical bases to this one."""
    built_in = (item.header.url for item in _built_in_code_systems(canonical_base))
    ends = tuple(url.removeprefix(canonical_base) for url in built_in if url.startswith(canonical_base))
    made = (end for source in SOURCES.values() for end in source.defines)
    return Rebase(canonical_base, (*ends, *made, NARRATIVE))


def _rebased(item: LoadedImport, rebase: Rebase) -> LoadedImport:
    provider = rebase.provider(item.provider) if item.provider else None
    code_system = rebase.code_system(item.code_system) if item.code_system else None
    is_same = provider is item.provider and code_system is item.code_system
    return item if is_same else replace(item, provider=provider, code_system=code_system)


@dataclass(frozen=True, slots=True)
class DerivedContent:
    """Content derived from the imports of a kind: the concept maps of its releases, the merged supplement."""

    kind: str
    concept_maps: tuple[ConceptMap, ...] = ()
    supplement: CodeSystem | None = None


def _derive_all(loaded: Loaded, canonical_base: str, lowest_status: str) -> tuple[DerivedContent, ...]:
    return tuple(
        _derive(source, _imports_of(loaded, source.kind), canonical_base, lowest_status) for source in SOURCES.values()
    )


def _derive(
    source: SourceDefinition, imports: Sequence[LoadedImport], canonical_base: str, lowest_status: str
) -> DerivedContent:
    releases = [item.provider for item in imports if item.provider]
    code_systems = [item.code_system for item in imports if item.code_system]
    return DerivedContent(
        kind=source.kind,
        concept_maps=source.concept_maps(releases, canonical_base) if releases else (),
        supplement=source.merge(code_systems, canonical_base, lowest_status) if source.merge else None,
    )


def _common_catalogue(loaded: Loaded, made: Sequence[DerivedContent], canonical_base: str) -> Catalogue:
    releases = [item.provider for item in loaded.imports if item.provider]
    catalogue = Catalogue(
        histories=_histories(releases),
        aliases={alias: rules.url for rules in SYSTEMS.values() for alias in (*rules.aliases, *rules.noticed_aliases)},
        rules=SYSTEMS,
        canonical_base=canonical_base,
        spellings={rules.url: rules.code_spellings for rules in SYSTEMS.values() if rules.code_spellings},
    )
    return catalogue.with_resources(
        code_systems=[*_public_providers(), *_built_in_providers(canonical_base), *releases],
        supplements=[_default_supplement(item.supplement, releases) for item in made if item.supplement],
        value_sets=_built_in_value_sets(canonical_base),
        concept_maps=[concept_map for item in made for concept_map in item.concept_maps],
    )


def _default_supplement(supplement: CodeSystem, releases: Sequence[CodeSystemProvider]) -> Supplement:
    """Search uses only the supplement's names that match the meaning of the code in the newest release."""
    url = (supplement.header.supplements or "").partition("|")[0]
    versions = [item for item in releases if item.header.url == url]
    newest = max(versions, key=lambda item: version_key(item.header.version), default=None)
    naming = partial(with_texts_of_this_meaning, supplement.concepts, newest) if newest else None
    return Supplement(supplement, is_default=True, naming=naming)


def _histories(releases: Iterable[CodeSystemProvider]) -> Mapping[str, History]:
    """The history of each code system that states the validity of its codes, or whose releases have windows."""
    versions: dict[str, list[CodeSystemProvider]] = {}
    for release in releases:
        if has_history(release.header, _window(release.header)):
            versions.setdefault(release.header.url, []).append(release)
    return {url: History(each, _window(each[0].header)) for url, each in versions.items()}


def _window(header: CodeSystemHeader) -> ReleaseWindow | None:
    """The release windows of a code system whose concepts do not state their own validity."""
    rules = SYSTEMS.get(header.url)
    return rules.window if rules and not has_validity_dates(header) else None


def _common_entries(loaded: Loaded, made: Sequence[DerivedContent], canonical_base: str) -> list[ResourceEntry]:
    releases = [item for item in loaded.imports if item.provider]
    entries = [code_system_entry(code_system) for code_system in _built_in_code_systems(canonical_base)]
    entries += [provided_entry(provider) for provider in _public_providers()]
    entries += [value_set_entry(value_set) for value_set in _built_in_value_sets(canonical_base)]
    entries += [
        provided_entry(item.provider, item.record.imported_at, item.record.kind) for item in releases if item.provider
    ]
    for item in made:
        for concept_map in item.concept_maps:
            made_of = _imports_of(loaded, item.kind, concept_map.header.version)
            entries.append(concept_map_entry(concept_map, _newest(made_of)))
        if item.supplement:
            generations = _imports_of(loaded, item.kind)
            entries.append(code_system_entry(item.supplement, _newest(generations), len(generations)))
    return entries


def _snapshot(loaded: Loaded, version: FhirVersion, catalogue: Catalogue, entries: Iterable[ResourceEntry]) -> Snapshot:
    history = (item for each in loaded.imports for item in each.resources)
    current = [each for each in current_resources(history, version) if not _is_excerpt(each[0].header, catalogue)]
    received = [
        received_entry(item.stored, item.header, version_id, item.read_text)
        for item, version_id in current
        if item.header
    ]
    values = [item.value for item, _ in current if item.value]
    replaced = {_key(entry) for entry in received}
    resources = index_of([*(entry for entry in entries if _key(entry) not in replaced), *received])
    last_updated = resources.last_updated()
    return Snapshot(
        with_values(catalogue, values),
        resources,
        loaded.publication.revision,
        resources.digest(),
        last_updated,
        base=ContentBase(last_updated),
    )


def _key(entry: ResourceEntry) -> tuple[str, str, str | None]:
    return entry.type, entry.header.url, entry.header.version


def _is_excerpt(header: Header | None, catalogue: Catalogue) -> bool:
    """Whether this is an imported list of codes of a version whose grammar is built in, and so has all codes."""
    if not isinstance(header, CodeSystemHeader) or header.content == "complete":
        return False
    here = catalogue.find_code_system(header.url, header.version)
    return here is not None and here.header.has_grammar and here.header.version == header.version


def current_resources(
    history: Iterable[ReceivedResource], version: FhirVersion
) -> tuple[tuple[ReceivedResource, int], ...]:
    """The last imported resource of each url and version (or id, without a url), unless removed, with its key."""
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


def _imports_of(loaded: Loaded, kind: str, until: str | None = None) -> tuple[LoadedImport, ...]:
    """The imports of a kind, without versions later than `until`."""
    found = (item for item in loaded.imports if item.record.kind == kind)
    return tuple(item for item in found if until is None or (item.record.version or "") <= until)


def _newest(imports: Iterable[LoadedImport]) -> datetime | None:
    return max((item.record.imported_at for item in imports if item.record.imported_at), default=None)


@cache
def _built_in_code_systems(canonical_base: str) -> tuple[CodeSystem, ...]:
    """Cached: they are the same in every publication."""
    return tuple(item for source in SOURCES.values() for item in source.code_systems(canonical_base))


@cache
def _public_providers() -> tuple[CodeSystemProvider, ...]:
    return tuple(map(_public_provider, PUBLIC.values()))


def _public_provider(source: PublicCodeSystem) -> CodeSystemProvider:
    return source.provider() if source.provider else GrammarCodeSystem(source.header(), source.read, source.find)


@cache
def _built_in_providers(canonical_base: str) -> tuple[GenericCodeSystem, ...]:
    return tuple(map(in_memory, _built_in_code_systems(canonical_base)))


@cache
def _built_in_value_sets(canonical_base: str) -> tuple[ValueSet, ...]:
    return tuple(item for source in SOURCES.values() for item in source.value_sets(canonical_base))
