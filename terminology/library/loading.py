"""Loading: what the store has published, opened or read into memory; what is there already is not read again.

An import never changes once it is published, so its code system, with the indexes of its provider, serves for as long
as the import is published. Of a code system whose columns are in a file nothing is read but its header.
"""

from collections.abc import Mapping
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
    """One published import: a code system that is asked (`provider`) or added to others of its kind, or resources."""

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


async def load(store: Store, known: Loaded, canonical_base: str) -> Loaded:
    """What is published now; `known` itself when that is still it. What sources made is under the canonical base.

    Content may be cleaned away while it is read, because something newer took its place: then the newer is read.
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

    # In a thread: the server goes on answering while resources are read.
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
    """The provider of a code system, which understands its codes as people write them."""
    rules = SYSTEMS.get(columns.header.url)
    return GenericCodeSystem(columns, rules.code_spellings if rules else None)


def _is_standalone(record: ImportRecord) -> bool:
    """Whether it is a code system of its own; what is merged is served with others, and never asked alone."""
    return record.kind != RESOURCES and record.kind not in KINDS_MERGED
