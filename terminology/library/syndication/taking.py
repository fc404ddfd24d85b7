"""Taking what a package or a resource of another server holds: a release as a release, the rest as resources.

A package of a server of this kind says which of its code systems are releases of a source (`packages.RELEASES`). Read
again they are what the source made of its publisher's files, so that days, periods and changes are known here too.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from fhir_resources import json_format
from fhir_resources.packages import PackedRelease
from fhir_resources.version import FhirVersion
from seed.registry import KINDS_MERGED, SOURCES
from terminology.core.model import CodeSystem, CodeSystemHeader
from terminology.library.compressed_text import text_of
from terminology.library.importing import without_replaced
from terminology.library.library import Library
from terminology.library.ports import ImportRecord, StoredResource
from terminology.library.publishing import ImportContext, PendingImport, publish, published_records
from terminology.library.received import read_resource
from terminology.library.resource_imports import Conflict, ResourceImport, find_conflicts, pending_from_resources
from terminology.library.snapshots import rebase_to

WHOLE = ("complete", "fragment")


@dataclass(frozen=True, slots=True)
class Taking:
    """What of one file is to be published. `standing` are loaded releases that another content would take the place of;
    `conflicts` the same of resources. What this server makes itself is in neither: it is here already.
    """

    releases: tuple[PendingImport, ...]
    resources: ResourceImport
    standing: tuple[ImportRecord, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


async def consider(
    context: ImportContext, library: Library, judged: ResourceImport, marked: Collection[PackedRelease]
) -> Taking:
    """`judged` are the resources of one file, `marked` what its package says of them.

    `library` is brought up to date where it is needed: the same for many files, it reads each release once.
    """
    found = [(stored, kind) for stored in judged.resources if (kind := _kind_of(stored, marked))]
    rest = [stored for stored in judged.resources if all(stored is not taken for taken, _ in found)]
    if found:
        here = await _built_in(library)
        rest = [stored for stored in rest if (stored.type, stored.url, stored.version) not in here]
    releases, standing = await _apart_from_loaded(context, [_pending(context, *one) for one in found])
    resources = replace(judged, resources=tuple(rest))
    return Taking(releases, resources, standing, await find_conflicts(context.store, rest))


async def take(context: ImportContext, taking: Taking) -> None:
    """Publishes it, all at once."""
    pending = list(taking.releases)
    if taking.resources.resources:
        pending.append(pending_from_resources(context, taking.resources))
    if pending:
        await publish(context, pending, without_replaced)


def together(takings: Sequence[Taking]) -> Taking:
    """What several files hold, as one import. Nothing in them has the url and version of anything else in them."""
    resources = tuple(stored for taking in takings for stored in taking.resources.resources)
    refused = tuple(item for taking in takings for item in taking.resources.refused)
    releases = tuple(release for taking in takings for release in taking.releases)
    return Taking(releases, ResourceImport(resources, refused))


def _kind_of(stored: StoredResource, marked: Collection[PackedRelease]) -> str | None:
    """The source whose release this is, if its package says so and it is one of the code systems of that source."""
    for release in marked:
        source = SOURCES.get(release.kind)
        is_named = release.file == f"{stored.type}-{stored.id}.json"
        if is_named and source and release.kind not in KINDS_MERGED and stored.type == "CodeSystem" and stored.version:
            return release.kind if stored.url in {rules.url for rules in source.systems} else None
    return None


def _pending(context: ImportContext, stored: StoredResource, kind: str) -> PendingImport:
    code_system = _as_release(stored, kind)
    header = code_system.header
    record = ImportRecord(
        id=context.new_id(),
        kind=kind,
        sources=(stored.source,),
        started_at=context.now(),
        system=header.url,
        version=header.version,
        content=header.content,
        concepts=len(code_system.concepts),
        rows_read=len(code_system.concepts),
    )
    return PendingImport(record, code_system)


def _as_release(stored: StoredResource, kind: str) -> CodeSystem:
    """With what the source knows and a FHIR resource cannot say: other spellings of its url and version."""
    found = read_resource(json_format.loads_again(text_of(stored.text or "{}")), stored.fhir_version)
    assert isinstance(found, CodeSystem)
    return replace(found, header=_registered_header(found.header, kind))


def _registered_header(header: CodeSystemHeader, kind: str) -> CodeSystemHeader:
    source = SOURCES[kind]
    aliases = next(rules.aliases for rules in source.systems if rules.url == header.url)
    return replace(header, aliases=aliases, version_aliases=source.version_aliases(header.version or ""))


async def _built_in(library: Library) -> frozenset[tuple[str, str | None, str | None]]:
    """What is part of the server: url and version of the code lists and value sets of its sources."""
    await library.refresh()
    entries = (
        entry
        for version in FhirVersion
        for type in ("CodeSystem", "ValueSet", "ConceptMap")
        for entry in library.resources(version).entries(type)
    )
    return frozenset((e.type, e.header.url, e.header.version) for e in entries if e.last_updated is None)


async def _apart_from_loaded(
    context: ImportContext, pending: Sequence[PendingImport]
) -> tuple[tuple[PendingImport, ...], tuple[ImportRecord, ...]]:
    """The releases, and loaded ones of the same version with other content. Those that say the same are one release:
    it is published again with the files of both, so that neither is taken again. A fragment gives way to what is whole.
    """
    releases: list[PendingImport] = []
    standing: list[ImportRecord] = []
    for item in pending:
        loaded = await _loaded_like(context, item.record)
        if loaded is None:
            releases.append(item)
        elif _is_same(context, item.code_system, (await context.store.load_code_systems([loaded.id]))[loaded.id]):
            sources = dict.fromkeys((*loaded.sources, *item.record.sources))
            releases.append(replace(item, record=replace(item.record, sources=tuple(sources))))
        else:
            releases.append(item)
            standing.append(loaded)
    return tuple(releases), tuple(standing)


async def _loaded_like(context: ImportContext, wanted: ImportRecord) -> ImportRecord | None:
    key = (wanted.kind, wanted.version, wanted.content)
    records = await published_records(context.store)
    return next((record for record in records if (record.kind, record.version, record.content) == key), None)


def _is_same(context: ImportContext, one: CodeSystem | None, other: CodeSystem) -> bool:
    """Whatever the canonical bases are."""
    if one is None or len(one.concepts) != len(other.concepts):
        return False
    rebase = rebase_to(context.canonical_base)
    return _bare(rebase.code_system(one)) == _bare(rebase.code_system(other))


def _bare(code_system: CodeSystem) -> CodeSystem:
    """What a release says: its id is this server's, the other spellings are those that the source knows."""
    return replace(code_system, header=replace(code_system.header, id=None, aliases=(), version_aliases=()))
