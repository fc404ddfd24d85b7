"""Library: what is served now. The one object that `http/` and `cli/` hold.

It keeps one immutable snapshot for each FHIR version, watches the store's publication, and puts new snapshots in the
place of the old ones. Requests never wait for the store: when it is gone, reads go on from memory.
"""

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.core.errors import StoreUnavailable
from terminology.core.issues import Issue
from terminology.library.background import in_background
from terminology.library.loading import Loaded, load
from terminology.library.ports import ContentGone, NoStore, Store
from terminology.library.resources import ResourceIndex
from terminology.library.snapshots import Snapshot, snapshots_of
from terminology.library.warming import warm
from terminology.providers.deferred import concept_count

log = structlog.get_logger(__name__)

NOT_LOADED = Issue("error", "transient", "The server has no content yet: it could not read its store so far.")


@dataclass(frozen=True, slots=True)
class Status:
    """How the library is. `is_ready`: a snapshot is served. `problem`: why the store cannot be read, if it cannot."""

    is_ready: bool = False
    is_store_reachable: bool = False
    problem: str | None = None
    revision: int = 0
    loaded_at: datetime | None = None
    code_systems: int = 0
    value_sets: int = 0
    concept_maps: int = 0
    concepts: int = 0


@dataclass(slots=True)
class Library:
    """`poll_s`: how often, in seconds, the publication is looked at, if no change is told; `now` gives UTC."""

    store: Store
    canonical_base: str
    now: Callable[[], datetime]
    poll_s: float = 0.5
    _snapshots: Mapping[FhirVersion, Snapshot] = field(default_factory=dict)
    _loaded: Loaded = field(default_factory=Loaded)
    _status: Status = field(default_factory=Status)
    _watching: asyncio.Task[None] | None = None

    def snapshot(self, version: FhirVersion) -> Snapshot:
        """What is served now: take it once for a request. Raises StoreUnavailable before the first load."""
        snapshot = self._snapshots.get(version)
        if snapshot is None:
            raise StoreUnavailable(NOT_LOADED)
        return snapshot

    def catalogue(self, version: FhirVersion) -> Catalogue:
        return self.snapshot(version).catalogue

    def resources(self, version: FhirVersion) -> ResourceIndex:
        return self.snapshot(version).resources

    @property
    def loaded(self) -> Loaded:
        """The imports that are served."""
        return self._loaded

    @property
    def revision(self) -> int:
        return self._loaded.publication.revision

    def status(self) -> Status:
        return self._status

    async def start(self, watch: bool = True) -> None:
        """Opens the store and serves what it has; with `watch`, follows its changes until `stop`.

        Raises NoStore, and StoreUnavailable when the store cannot be read; when watching, the latter is only noted in
        `status`, and the library becomes ready as soon as the store is there.
        """
        try:
            await self.store.open()
            await self.refresh()
        except (StoreUnavailable, ContentGone, NoStore) as error:
            if not watch or isinstance(error, NoStore):
                await self.store.close()
                raise
            self._note(error)
        if watch:
            self._watching = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        if self._watching:
            self._watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watching
            self._watching = None
        await self.store.close()

    async def refresh(self) -> bool:
        """Serves what is published now; whether that is something else than before. Raises StoreUnavailable."""
        is_new = not self._snapshots or await self.store.publication() != self._loaded.publication
        if is_new:
            with in_background():
                loaded = await load(self.store, self._loaded)
                self._snapshots = await asyncio.to_thread(self._prepared, loaded)
            self._loaded = loaded
            self._status = self._counted()
        self._status = replace(self._status, is_store_reachable=True, problem=None)
        return is_new

    def _prepared(self, loaded: Loaded) -> Mapping[FhirVersion, Snapshot]:
        snapshots = snapshots_of(loaded, self.canonical_base)
        for version, snapshot in self._snapshots.items():
            warm(snapshot.catalogue, snapshots[version].catalogue)
        return snapshots

    async def _watch(self) -> None:
        while True:
            try:
                if not self._status.is_store_reachable:
                    await asyncio.sleep(self.poll_s)
                    await self.store.open()
                else:
                    await self.store.change(self.poll_s)
                await self.refresh()
            except (StoreUnavailable, ContentGone, NoStore) as error:
                self._note(error)
            except Exception:  # the watch must outlive what nobody foresaw; it is logged whole
                log.exception("The watch of the store failed")
                await asyncio.sleep(self.poll_s)

    def _note(self, error: Exception) -> None:
        if self._status.problem != str(error):
            log.warning("The store cannot be read", problem=str(error))
        self._status = replace(self._status, is_store_reachable=False, problem=str(error))

    def _counted(self) -> Status:
        """Counts of the R5 endpoint, every version of a resource for itself."""
        catalogue = self._snapshots[FhirVersion.R5].catalogue
        providers = [provider for versions in catalogue.code_systems.values() for provider in versions]
        return Status(
            is_ready=True,
            revision=self._loaded.publication.revision,
            loaded_at=self.now(),
            code_systems=len(providers) + sum(map(len, catalogue.supplements.values())),
            value_sets=sum(map(len, catalogue.value_sets.values())),
            concept_maps=sum(map(len, catalogue.concept_maps.values())),
            concepts=sum(map(concept_count, providers)),
        )
