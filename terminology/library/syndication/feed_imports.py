"""Imports a package or resource from another server: releases as releases, the rest as resources.

A package from a server like this one states which of its code systems are releases of a source (`packages.RELEASES`).
Reading them restores what the source built from its publisher's files, including dates, periods and changes.
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

IMPORTABLE_CONTENT = ("complete", "fragment")


@dataclass(frozen=True, slots=True)
class FeedImport:
    """What to publish from one file. `replaced` are loaded releases whose content would be replaced by other content;
    `conflicts` the same for resources. Built-in content is left out, as it is already here.
    """

    releases: tuple[PendingImport, ...]
    resources: ResourceImport
    replaced: tuple[ImportRecord, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


async def plan_import(
    context: ImportContext, library: Library, checked: ResourceImport, marked: Collection[PackedRelease]
) -> FeedImport:
    """`checked` are the resources of one file, `marked` the releases that its package declares.

    `library` is refreshed when needed: shared by many files, it reads each release once.
    """
    found = [(stored, kind) for stored in checked.resources if (kind := _kind_of(stored, marked))]
    rest = [stored for stored in checked.resources if all(stored is not taken for taken, _ in found)]
    if found:
        here = await _built_in(library)
        rest = [stored for stored in rest if (stored.type, stored.url, stored.version) not in here]
    releases, replaced = await _split_replaced(context, [_pending(context, *one) for one in found])
    resources = replace(checked, resources=tuple(rest))
    return FeedImport(releases, resources, replaced, await find_conflicts(context.store, rest))


async def publish_import(context: ImportContext, plan: FeedImport) -> None:
    """Publishes it atomically."""
    pending = list(plan.releases)
    if plan.resources.resources:
        pending.append(pending_from_resources(context, plan.resources))
    if pending:
        await publish(context, pending, without_replaced)


def combined(plans: Sequence[FeedImport]) -> FeedImport:
    """Several files as one import. No two of their resources may have the same url and version."""
    resources = tuple(stored for plan in plans for stored in plan.resources.resources)
    refused = tuple(item for plan in plans for item in plan.resources.refused)
    releases = tuple(release for plan in plans for release in plan.releases)
    return FeedImport(releases, ResourceImport(resources, refused))


def _kind_of(stored: StoredResource, marked: Collection[PackedRelease]) -> str | None:
    """The source of this release, if its package declares it and the source has this code system."""
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
    """Adds what the source knows and FHIR cannot express: alternative spellings of its url and version."""
    found = read_resource(json_format.loads_trusted(text_of(stored.text or "{}")), stored.fhir_version)
    assert isinstance(found, CodeSystem)
    return replace(found, header=_registered_header(found.header, kind))


def _registered_header(header: CodeSystemHeader, kind: str) -> CodeSystemHeader:
    source = SOURCES[kind]
    aliases = next(rules.aliases for rules in source.systems if rules.url == header.url)
    return replace(header, aliases=aliases, version_aliases=source.version_aliases(header.version or ""))


async def _built_in(library: Library) -> frozenset[tuple[str, str | None, str | None]]:
    """The built-in content: url and version of the code lists and value sets of the sources."""
    await library.refresh()
    entries = (
        entry
        for version in FhirVersion
        for type in ("CodeSystem", "ValueSet", "ConceptMap")
        for entry in library.resources(version).entries(type)
    )
    return frozenset((e.type, e.header.url, e.header.version) for e in entries if e.last_updated is None)


async def _split_replaced(
    context: ImportContext, pending: Sequence[PendingImport]
) -> tuple[tuple[PendingImport, ...], tuple[ImportRecord, ...]]:
    """The releases, and loaded ones of the same version with other content. Releases with the same content are one: it
    is published again with the files of both, so that neither is downloaded again. Complete releases replace fragments.
    """
    releases: list[PendingImport] = []
    replaced: list[ImportRecord] = []
    for item in pending:
        loaded = await _find_loaded(context, item.record)
        if loaded is None:
            releases.append(item)
        elif _is_same(context, item.code_system, (await context.store.load_code_systems([loaded.id]))[loaded.id]):
            sources = dict.fromkeys((*loaded.sources, *item.record.sources))
            releases.append(replace(item, record=replace(item.record, sources=tuple(sources))))
        else:
            releases.append(item)
            replaced.append(loaded)
    return tuple(releases), tuple(replaced)


async def _find_loaded(context: ImportContext, wanted: ImportRecord) -> ImportRecord | None:
    key = (wanted.kind, wanted.version, wanted.content)
    records = await published_records(context.store)
    return next((record for record in records if (record.kind, record.version, record.content) == key), None)


def _is_same(context: ImportContext, one: CodeSystem | None, other: CodeSystem) -> bool:
    """Ignores the canonical bases."""
    if one is None or len(one.concepts) != len(other.concepts):
        return False
    rebase = rebase_to(context.canonical_base)
    return _bare(rebase.code_system(one)) == _bare(rebase.code_system(other))


def _bare(code_system: CodeSystem) -> CodeSystem:
    """The release without its id, which this server assigns, and its alternative spellings, which the source
    defines.
    """
    return replace(code_system, header=replace(code_system.header, id=None, aliases=(), version_aliases=()))
