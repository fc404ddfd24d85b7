"""Removal markers: resources without a text, which the feed retracts (`syndication/artifacts.py`)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from fhir_resources.version import FhirVersion
from seed.release import Source
from terminology.core.model import CodeSystemHeader
from terminology.library.ports import RESOURCES, ImportRecord, StoredResource
from terminology.library.publishing import ImportContext, PendingImport
from terminology.library.resources import id_from


def mark_removed(
    context: ImportContext, resources: Sequence[StoredResource], system: str | None = None
) -> PendingImport:
    """`system` is set for content of our own sources, so that the markers follow the canonical base."""
    now = context.now()
    record = ImportRecord(
        id=context.new_id(),
        kind=RESOURCES,
        sources=tuple(dict.fromkeys(item.source for item in resources)),
        started_at=now,
        system=system,
        rows_read=len(resources),
    )
    return PendingImport(record, resources=tuple(replace(item, text=None, last_updated=now) for item in resources))


def mark_releases_removed(
    context: ImportContext, releases: Iterable[tuple[CodeSystemHeader, Sequence[Source]]]
) -> tuple[PendingImport, ...]:
    """None when there are no releases, or none with a source file."""
    marks = [_release_mark(context, header, sources[0]) for header, sources in releases if sources]
    return (mark_removed(context, marks),) if marks else ()


def _release_mark(context: ImportContext, header: CodeSystemHeader, source: Source) -> StoredResource:
    return StoredResource(
        type="CodeSystem",
        id=id_from(header.id or header.url) or "release",
        url=header.url,
        version=header.version,
        fhir_version=FhirVersion.R5,
        fhir_versions=tuple(FhirVersion),
        text=None,
        source=source,
        last_updated=context.now(),
    )


async def mark_replaced_removed(
    context: ImportContext, replaced: Sequence[ImportRecord], pending: Sequence[PendingImport]
) -> tuple[PendingImport, ...]:
    """Marks everything from these imports that the pending ones do not replace with the same url and version."""
    coming = {_release(item.record) for item in pending if item.code_system}
    releases = [record for record in replaced if record.kind != RESOURCES and _release(record) not in coming]
    code_systems = await context.store.load_code_systems([record.id for record in releases])
    tables = [record for record in replaced if record.kind == RESOURCES]
    resources = await context.store.load_resources([record.id for record in tables])
    staying = {_canonical(stored) for item in pending for stored in item.resources}
    gone = {
        record: [stored for stored in resources[record.id] if stored.text and _canonical(stored) not in staying]
        for record in tables
    }
    return (
        *mark_releases_removed(context, ((code_systems[item.id].header, item.sources) for item in releases)),
        *(mark_removed(context, found, record.system) for record, found in gone.items() if found),
    )


def _release(record: ImportRecord) -> tuple[str | None, str | None]:
    return record.system, record.version


def _canonical(stored: StoredResource) -> tuple[str, str | None, str | None]:
    return stored.type, stored.url, stored.version
