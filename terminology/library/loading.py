"""Loading: what the store has published, read into memory; what is there already is not read again.

An import never changes once it is published, so its code system, with the indexes of its provider, serves for as long
as the import is published.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from terminology.core.model import CodeSystem
from terminology.core.ports import CodeSystemProvider
from terminology.library.ports import ContentGone, ImportRecord, Publication, Store, StoredResource
from terminology.library.received import ReceivedResource, received
from terminology.providers.generic import in_memory

ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class LoadedImport:
    """One published import in memory: a code system (as concepts, and with indexes) or resources."""

    record: ImportRecord
    code_system: CodeSystem | None = None
    provider: CodeSystemProvider | None = None
    resources: tuple[ReceivedResource, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything that a publication names, the oldest import first."""

    publication: Publication = Publication(revision=0, imports=())
    imports: tuple[LoadedImport, ...] = ()
    by_id: Mapping[str, LoadedImport] = field(default_factory=dict)


async def load(store: Store, known: Loaded) -> Loaded:
    """What is published now; `known` itself when that is still it.

    Content may be cleaned away while it is read, because something newer took its place: then the newer is read.
    """
    for _ in range(ATTEMPTS):
        publication = await store.publication()
        if publication == known.publication:
            return known
        try:
            return await _load(store, publication, known)
        except ContentGone as gone:
            reason = gone
    raise reason


async def _load(store: Store, publication: Publication, known: Loaded) -> Loaded:
    records = await store.imports([id for id in publication.imports if id not in known.by_id])
    code_systems = await store.load_code_systems([record.id for record in records if record.kind != "resources"])
    resources = await store.load_resources([record.id for record in records if record.kind == "resources"])
    # In a thread: the server goes on answering while indexes are built.
    new = await asyncio.to_thread(_prepared, records, code_systems, resources)
    by_id = {id: new[id] if id in new else known.by_id[id] for id in publication.imports}
    return Loaded(publication, tuple(by_id.values()), by_id)


def _prepared(
    records: Sequence[ImportRecord],
    code_systems: Mapping[str, CodeSystem],
    resources: Mapping[str, tuple[StoredResource, ...]],
) -> dict[str, LoadedImport]:
    return {
        record.id: _with_code_system(record, code_systems[record.id])
        if record.id in code_systems
        else LoadedImport(record, resources=tuple(map(received, resources[record.id])))
        for record in records
    }


def _with_code_system(record: ImportRecord, code_system: CodeSystem) -> LoadedImport:
    # Narratives are served merged, as one supplement, and never asked on their own.
    provider = None if record.kind == "narratives" else in_memory(code_system)
    return LoadedImport(record, code_system, provider)
