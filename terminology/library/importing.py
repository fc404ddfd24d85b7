"""Importing: releases of HCPCS, procedure narratives and the starter content. Resources are in resource_imports.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fhir_resources.version import FhirVersion
from seed.loaders import load_hcpcs
from seed.narrative.concepts import concept_from_narrative, narrative_supplement
from seed.narrative.resolution import NarrativeFile, Reading, read_narratives
from seed.release import Release, source_of
from seed.starter.files import StarterFile, starter_files
from terminology.core.model import CodeSystem
from terminology.library.loading import Loaded, load
from terminology.library.ports import ImportRecord
from terminology.library.publishing import Clerk, Draft, publish
from terminology.library.resource_imports import GivenResource, draft_from_resources, judge


@dataclass(frozen=True, slots=True)
class NarrativeImport:
    """What became of each file; `record` is None when no narrative could be attached, so that nothing was imported."""

    readings: tuple[Reading, ...]
    record: ImportRecord | None = None


async def import_hcpcs(clerk: Clerk, releases: Sequence[Release]) -> tuple[ImportRecord, ...]:
    """Publishes the releases, all at once. Each takes the place of an earlier import of its version.

    A complete release also takes the place of the starter's fragment.
    """
    return await publish(clerk, [_draft_from_release(clerk, release) for release in releases], without_replaced)


def _draft_from_release(clerk: Clerk, release: Release) -> Draft:
    header = release.code_system.header
    record = ImportRecord(
        id=clerk.new_id(),
        kind="hcpcs",
        sources=(release.source, *release.companions),
        started_at=clerk.now(),
        system=header.url,
        version=header.version,
        content=header.content,
        concepts=len(release.code_system.concepts),
        rows_read=release.rows_read,
        rejected=release.rejected,
        rejected_total=len(release.rejected),
    )
    return Draft(record, release.code_system)


def without_replaced(records: tuple[ImportRecord, ...]) -> tuple[ImportRecord, ...]:
    """The records without those of releases that a later record takes the place of."""
    later = [records[number + 1 :] for number in range(len(records))]
    return tuple(
        old for old, newer in zip(records, later, strict=True) if not any(_replaces(new, old) for new in newer)
    )


def _replaces(new: ImportRecord, old: ImportRecord) -> bool:
    if new.kind != "hcpcs" or old.kind != "hcpcs" or new.system != old.system:
        return False
    return new.version == old.version or (new.content == "complete" and old.content == "fragment")


async def import_narratives(clerk: Clerk, files: Sequence[NarrativeFile]) -> NarrativeImport:
    """Attaches each narrative to its code, in every release that has it, and says what became of each file.

    A new narrative takes the place of an earlier one for its code. Titles are looked up in all loaded releases; a
    narrative for a code in none of them is kept, and its reading says so.
    """
    loaded = await load(clerk.store, Loaded())
    releases = [item.code_system for item in loaded.imports if item.record.kind == "hcpcs" and item.code_system]
    readings = read_narratives(files, descriptors(releases))
    draft = _draft_from_readings(clerk, readings)
    if draft is None:
        return NarrativeImport(readings)
    (record,) = await publish(clerk, [draft], lambda records: records)
    return NarrativeImport(readings, record)


def descriptors(releases: Sequence[CodeSystem]) -> Mapping[str, str]:
    """The long descriptor of each code, as the latest release that has the code states it."""
    oldest_first = sorted(releases, key=lambda release: release.header.version or "")
    return {concept.code: concept.display or "" for release in oldest_first for concept in release.concepts}


def _draft_from_readings(clerk: Clerk, readings: Sequence[Reading]) -> Draft | None:
    now = clerk.now()
    attached = [(item, item.resolution.code, item.narrative) for item in readings]
    concepts = {
        code: concept_from_narrative(code, narrative, item.source, now, clerk.canonical_base)
        for item, code, narrative in attached
        if code and narrative
    }
    if not concepts:
        return None
    code_system = narrative_supplement(concepts.values(), clerk.canonical_base, version="")
    # Which version of the supplement it makes is decided when it is published, see narratives.py.
    header = replace(code_system.header, version=None)
    record = ImportRecord(
        id=clerk.new_id(),
        kind="narratives",
        sources=tuple(item.source for item, code, narrative in attached if code and narrative),
        started_at=now,
        system=header.url,
        content=header.content,
        concepts=len(concepts),
        rows_read=len(readings),
    )
    return Draft(record, replace(code_system, header=header))


async def load_starter(clerk: Clerk) -> tuple[ImportRecord, ...]:
    """Publishes the starter content if nothing is published; else does nothing. The records of what was published."""
    if (await clerk.store.publication()).imports:
        return ()
    drafts = starter_drafts(clerk)
    ids = {draft.record.id for draft in drafts}

    def only_if_empty(records: tuple[ImportRecord, ...]) -> tuple[ImportRecord, ...]:
        others = tuple(record for record in records if record.id not in ids)
        return others or records

    finished = await publish(clerk, drafts, only_if_empty)
    published = set((await clerk.store.publication()).imports)
    return tuple(record for record in finished if record.id in published)


def starter_drafts(clerk: Clerk) -> tuple[Draft, ...]:
    files = starter_files()
    named = [(file.name, file.content) for file in files if file.kind == "hcpcs"]
    release = next(file.version for file in files if file.kind == "hcpcs")
    loaded = load_hcpcs(named, canonical_base=clerk.canonical_base, release=release, content="fragment")
    narratives = [NarrativeFile(file.name, file.content) for file in files if file.kind == "narrative"]
    readings = read_narratives(narratives, descriptors([item.code_system for item in loaded.releases]))
    attached = _draft_from_readings(clerk, readings)
    resources = judge([_given(file) for file in files if file.kind == "resource"], clerk.now())
    return (
        *(_draft_from_release(clerk, item) for item in loaded.releases),
        *([attached] if attached else ()),
        draft_from_resources(clerk, resources),
    )


def _given(file: StarterFile) -> GivenResource:
    version = FhirVersion(file.version or "")
    return GivenResource(source_of(file.name, file.content), file.content, version, (version,))
