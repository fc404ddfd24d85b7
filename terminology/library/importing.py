"""Importing from the registered sources, and the starter content. FHIR resources are in resource_imports.py."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from fhir_resources.version import FhirVersion
from seed.registry import SOURCES, SYSTEMS, StarterFile, starter_files
from seed.release import Loaded, Release, source_of
from seed.sources import LoadRequest, SourceDefinition
from terminology.core.currency import NewestRelease, newest_releases
from terminology.core.model import CodeSystem
from terminology.library.ports import RESOURCES, ImportRecord, Store
from terminology.library.publishing import ImportContext, PendingImport, import_noting, publish, published_records
from terminology.library.rebased_resources import name_of
from terminology.library.resource_imports import ImportInput, pending_from_resources, validate_resources
from terminology.library.retracting import mark_replaced_removed
from terminology.library.source_resources import pending_from_resource_set


@dataclass(frozen=True, slots=True)
class SourceImport:
    """What an import published, and what that replaced."""

    records: tuple[ImportRecord, ...] = ()
    replaced: tuple[ImportRecord, ...] = ()


async def read_source(context: ImportContext, source: SourceDefinition, request: LoadRequest) -> Loaded:
    """Reads the files of the request. Raises NotARelease."""
    known = await published_code_systems(context.store, source.reads)
    return source.load(replace(request, known=known))


async def import_source(
    context: ImportContext, source: SourceDefinition, loaded: Loaded, incomplete: Collection[str | None] = ()
) -> SourceImport:
    """Publishes the parsed content atomically.

    A release replaces an earlier import of its version, and the first complete release replaces the starter's fragment;
    imports of a merging source add up. `incomplete` versions become fragments, so that a code missing from them is not
    reported as nonexistent.
    """
    pending = [_as_fragment(item, incomplete) for item in pending_imports(context, source, loaded)]
    if not pending:
        return SourceImport()
    before = await published_records(context.store)
    still = without_replaced((*before, *(item.record for item in pending)))
    replaced = tuple(record for record in before if record not in still)
    marks = await mark_replaced_removed(context, replaced, pending)
    records = await publish(context, [*marks, *pending], without_replaced, import_noting(context, marks))
    return SourceImport(records[len(marks) :], replaced)


async def published_code_systems(store: Store, kinds: Sequence[str]) -> Mapping[str, Sequence[CodeSystem]]:
    """The published code systems of each of these kinds, oldest version first."""
    if not kinds:
        return {}
    records = [record for record in await published_records(store) if record.kind in kinds]
    code_systems = await store.load_code_systems([record.id for record in records])
    found: dict[str, list[CodeSystem]] = {kind: [] for kind in kinds}
    for record in sorted(records, key=lambda record: record.version or ""):
        found[record.kind].append(code_systems[record.id])
    return found


def pending_imports(context: ImportContext, source: SourceDefinition, loaded: Loaded) -> list[PendingImport]:
    """One for each release and each resource set."""
    releases = [_pending_from_release(context, source, release) for release in loaded.releases]
    return [*releases, *(pending_from_resource_set(context, item) for item in loaded.resource_sets)]


def _as_fragment(pending: PendingImport, incomplete: Collection[str | None]) -> PendingImport:
    record, code_system = pending.record, pending.code_system
    if record.version not in incomplete:
        return pending
    record = replace(record, is_accepted_incomplete=True)
    if code_system is None or code_system.header.content != "complete":
        return replace(pending, record=record)
    fragment = replace(code_system, header=replace(code_system.header, content="fragment"))
    return replace(pending, record=replace(record, content="fragment"), code_system=fragment)


def _pending_from_release(context: ImportContext, source: SourceDefinition, release: Release) -> PendingImport:
    header = release.code_system.header
    record = ImportRecord(
        id=context.new_id(),
        kind=source.kind,
        sources=(release.source, *release.companions),
        started_at=context.now(),
        system=header.url,
        version=header.version,
        content=header.content,
        concepts=len(release.code_system.concepts),
        rows_read=release.rows_read,
        rejected=release.rejected,
        rejected_total=len(release.rejected),
    )
    return PendingImport(record, release.code_system)


def without_replaced(records: tuple[ImportRecord, ...]) -> tuple[ImportRecord, ...]:
    """The records without those that a later record replaces."""
    later = [records[number + 1 :] for number in range(len(records))]
    return tuple(
        old for old, newer in zip(records, later, strict=True) if not any(_replaces(new, old) for new in newer)
    )


def _replaces(new: ImportRecord, old: ImportRecord) -> bool:
    if new.kind == old.kind == RESOURCES:  # the first table of its kind replaces the starter's excerpt
        return _name(old) == _name(new) and old.content == "fragment" != new.content
    source = SOURCES.get(new.kind)
    if source is None or source.merge or new.kind != old.kind or new.system != old.system:
        return False
    is_starter = old.content == "fragment" and not old.is_accepted_incomplete
    return new.version == old.version or (new.content == "complete" and is_starter)


def _name(record: ImportRecord) -> str | None:
    return name_of(record.kind, record.system)


def newest_published(records: Sequence[ImportRecord]) -> tuple[NewestRelease, ...]:
    """The newest published release of each code system whose releases are dated."""
    versions: dict[str, list[str | None]] = {}
    for record in records:
        versions.setdefault(record.system or "", []).append(record.version)
    return newest_releases(SYSTEMS, versions)


async def load_starter(context: ImportContext) -> tuple[ImportRecord, ...]:
    """Publishes the starter content if nothing is published. Returns the records of what it published."""
    if (await context.store.publication()).imports:
        return ()
    pending = starter_imports(context)
    ids = {item.record.id for item in pending}

    def only_if_empty(records: tuple[ImportRecord, ...]) -> tuple[ImportRecord, ...]:
        others = tuple(record for record in records if record.id not in ids)
        return others or records

    finished = await publish(context, pending, only_if_empty)
    published = set((await context.store.publication()).imports)
    return tuple(record for record in finished if record.id in published)


def starter_imports(context: ImportContext) -> tuple[PendingImport, ...]:
    """The starter's files, each read by its source, which may use content from the files before it."""
    known: dict[str, Sequence[CodeSystem]] = {}
    pending: list[PendingImport] = []
    files = starter_files()
    for (kind, version), of_one in groupby(files, lambda file: (file.kind, file.version)):
        if kind in SOURCES:
            source = SOURCES[kind]
            loaded = source.load(_starter_request(context, tuple(of_one), version, known))
            known[kind] = [*known.get(kind, ()), *(item.code_system for item in loaded.releases)]
            pending += [_as_excerpt(item) for item in pending_imports(context, source, loaded)]
    resources = validate_resources([_starter_input(file) for file in files if file.kind not in SOURCES], context.now())
    return (*pending, pending_from_resources(context, resources))


def _starter_request(
    context: ImportContext,
    files: Sequence[StarterFile],
    version: str | None,
    known: Mapping[str, Sequence[CodeSystem]],
) -> LoadRequest:
    return LoadRequest(
        files=tuple((file.name, file.content) for file in files),
        canonical_base=context.canonical_base,
        now=context.now(),
        version=version,
        content="fragment",
        known=known,
    )


def _as_excerpt(pending: PendingImport) -> PendingImport:
    """A partial table of the starter, marked so that an import of the full table replaces it."""
    if pending.record.kind != RESOURCES:
        return pending
    return replace(pending, record=replace(pending.record, content="fragment"))


def _starter_input(file: StarterFile) -> ImportInput:
    source = source_of(file.name, file.content)
    if file.version is None:
        return ImportInput(source, file.content, FhirVersion.R5)
    version = FhirVersion(file.version)
    return ImportInput(source, file.content, version, (version,))
