"""Loads what the store has published; content that is already in memory is not read again.

A published import never changes, so its code system and the indexes of its provider are reused while it is published.
Of a code system whose columns are in a file, only the header is read.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from seed.registry import KINDS_MERGED, SYSTEMS
from terminology.core.model import CodeSystem
from terminology.core.ports import CodeSystemProvider
from terminology.index.columns import Columns
from terminology.library.gc_tuning import result_of_thread
from terminology.library.ports import RESOURCES, ContentGone, ImportRecord, Publication, Store
from terminology.library.rebased_resources import record_under_base, resources_under_base
from terminology.library.received import ReceivedResource, received
from terminology.providers.generic import GenericCodeSystem

ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class LoadedImport:
    """One published import: a code system, either standalone (`provider`) or merged with others of its kind, or
    resources.
    """

    record: ImportRecord
    code_system: CodeSystem | None = None
    provider: CodeSystemProvider | None = None
    resources: tuple[ReceivedResource, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything in a publication, oldest import first."""

    publication: Publication = Publication(revision=0, imports=())
    imports: tuple[LoadedImport, ...] = ()
    by_id: Mapping[str, LoadedImport] = field(default_factory=dict)

    def without(self, import_ids: Collection[str]) -> "Loaded":
        """The same, of no publication, with these imports still to be loaded; itself if there are none."""
        if not import_ids:
            return self
        return Loaded(by_id={id: item for id, item in self.by_id.items() if id not in import_ids})


async def load(store: Store, known: Loaded, canonical_base: str) -> Loaded:
    """What is published now; `known` itself if unchanged. Canonicals of sources are under `canonical_base`.

    If content is cleaned up while it is read, because newer content replaced it, the newer content is loaded.
    """
    for _ in range(ATTEMPTS):
        publication = await store.publication()
        if publication == known.publication:
            return known
        try:
            return await _load(store, publication, known, canonical_base)
        except ContentGone as gone:
            reason = gone
    raise reason


async def _load(store: Store, publication: Publication, known: Loaded, canonical_base: str) -> Loaded:
    records = await store.imports([id for id in publication.imports if id not in known.by_id])
    columns = await store.load_columns([record.id for record in records if _is_standalone(record)])
    code_systems = await store.load_code_systems([record.id for record in records if record.kind in KINDS_MERGED])
    resources = await store.load_resources([record.id for record in records if record.kind == RESOURCES])

    def received_of(record: ImportRecord) -> tuple[ReceivedResource, ...]:
        return tuple(map(received, resources_under_base(record, resources.get(record.id, ()), canonical_base)))

    # In a thread, so that the server keeps answering while resources are read.
    received_by_id = await result_of_thread(lambda: {record.id: received_of(record) for record in records})
    new = {
        record.id: LoadedImport(
            record_under_base(record, canonical_base),
            code_systems.get(record.id),
            _provider(columns[record.id]) if record.id in columns else None,
            received_by_id[record.id],
        )
        for record in records
    }
    by_id = {id: new[id] if id in new else known.by_id[id] for id in publication.imports}
    return Loaded(publication, tuple(by_id.values()), by_id)


def _provider(columns: Columns) -> CodeSystemProvider:
    """The provider of a code system, which accepts its codes as people write them."""
    rules = SYSTEMS.get(columns.header.url)
    return GenericCodeSystem(columns, rules.code_spellings if rules else None)


def _is_standalone(record: ImportRecord) -> bool:
    """Whether it is a standalone code system; a merged one is served only together with others."""
    return record.kind != RESOURCES and record.kind not in KINDS_MERGED
