"""Library: the content served now. The one object that `http/` and `cli/` hold.

It holds one immutable snapshot for each FHIR version, watches the store's publication, and swaps in new snapshots.
Requests never wait for the store: when it is down, reads continue from memory.
"""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.core.errors import StoreUnavailable
from terminology.core.issues import Issue
from terminology.library.commits import Author, Commit
from terminology.library.dependencies import Basis
from terminology.library.gc_tuning import freeze_loaded, in_background, result_of_thread
from terminology.library.loading import Loaded, load
from terminology.library.ports import ContentGone, NoStore, Store
from terminology.library.prebuild_indexes import prebuild_indexes
from terminology.library.resources import ResourceIndex
from terminology.library.snapshots import DRAFT, Snapshot, snapshots_of
from terminology.library.written import Change, Written
from terminology.library.written_content import Delta, Write, WrittenContent
from terminology.library.written_snapshots import changes_names, with_written
from terminology.log import get_logger
from terminology.providers.grammar import GrammarCodeSystem

T = TypeVar("T")
log = get_logger(__name__)
SEARCHED_ONCE = 200  # written resources: collecting garbage among these takes 3 ms; among all of them, ever more

NOT_LOADED = Issue("error", "transient", "The server has no content yet: it could not read its store so far.")


@dataclass(frozen=True, slots=True)
class Status:
    """The state of the library. `is_ready`: a snapshot is served. `problem`: why the store cannot be read, if so.

    `concepts` excludes the public code systems, which are read on demand.

    `columns_problem`: why columns are in each process's memory instead of in shared files, if so.
    """

    is_ready: bool = False
    is_store_reachable: bool = False
    problem: str | None = None
    revision: int = 0
    loaded_at: datetime | None = None
    code_systems: int = 0
    value_sets: int = 0
    concept_maps: int = 0
    concepts: int = 0
    columns_problem: str | None = None


@dataclass(slots=True)
class Library:
    """`poll_s`: poll interval of the publication in seconds when change streams are unavailable; `now` returns UTC.

    `narrative_status`: the lowest status of narratives to show.
    """

    store: Store
    canonical_base: str
    now: Callable[[], datetime]
    poll_s: float = 0.5
    narrative_status: str = DRAFT
    _snapshots: Mapping[FhirVersion, Snapshot] = field(default_factory=dict)
    _loaded: Loaded = field(default_factory=Loaded)
    _status: Status = field(default_factory=Status)
    _damaged: frozenset[str] = frozenset()  # imports to load again, as their column files were overwritten
    _unneeded: int = 0  # obsolete column files that a process still uses
    _watching: asyncio.Task[None] | None = None
    _unsettled: int = 0  # written resources that each garbage collection traverses
    _imported: Mapping[FhirVersion, Snapshot] = field(default_factory=dict)  # without what was written
    _content: WrittenContent = field(init=False)
    _changing: asyncio.Lock = field(default_factory=asyncio.Lock)
    _loop: asyncio.AbstractEventLoop | None = None

    def __post_init__(self) -> None:
        self._content = WrittenContent(self.store.commits, self.now)

    def snapshot(self, version: FhirVersion) -> Snapshot:
        """The content served now: get it once per request. Raises StoreUnavailable before the first load."""
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
        """The imports being served."""
        return self._loaded

    @property
    def revision(self) -> int:
        return self._loaded.publication.revision

    def status(self) -> Status:
        return self._status

    async def start(self, watch: bool = True) -> None:
        """Opens the store and serves what it has; with `watch`, follows its changes until `stop`.

        Raises NoStore, and StoreUnavailable when the store cannot be read; when watching, the latter only shows in
        `status`, and the library becomes ready once the store is available.
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
        """Serves what is now published and written; returns whether that changed anything.

        Raises StoreUnavailable, ContentGone.
        """
        self._loop = asyncio.get_running_loop()
        await self._find_damaged()
        known = self._loaded.without(self._damaged)
        is_new = not self._snapshots or await self.store.publication() != known.publication
        if is_new:
            with in_background():
                loaded = await load(self.store, known, self.canonical_base)
                imported = await result_of_thread(lambda: self._prepared(loaded))
                async with self._changing:
                    await self._content.catch_up()
                    self._imported, self._loaded = imported, loaded
                    self._overlay_written()
            self._damaged = frozenset()
            self._status = self._counted()
        else:
            async with self._changing:
                deltas = await self._content.catch_up()
                self._serve(deltas)
            is_new = bool(deltas)
        await self._maintain_columns(is_new)
        self._status = replace(self._status, is_store_reachable=True, problem=None)
        return is_new

    @property
    def written(self) -> Written:
        """What was written over REST, as far as this process knows."""
        return self._content.written

    async def commit(
        self, writes: Sequence[Write], author: Author, commit_id: str, unchanged_since: Mapping[str, int]
    ) -> Commit:
        """Writes all or nothing; afterwards the write is durable and served here. Raises what `WrittenContent.append`
        raises.
        """
        async with self._changing:
            try:
                return await self._content.append(writes, author, commit_id, unchanged_since)
            finally:  # even a refused write has fetched what others wrote
                self._serve(self._content.take())

    def holds(self, basis: Basis) -> bool:
        """Whether an answer with this basis is still valid: none of its dependencies changed."""
        written = self._content.written
        return written.number <= basis.written or written.last_change(basis.names, basis.written) is None

    def last_change(self, basis: Basis) -> Change | None:
        """The latest commit that touched what an answer was made from; None if that was only imported.

        The same in every process.
        """
        return self._content.written.last_change(basis.tracked_names)

    def wait_for(self, work: Coroutine[Any, Any, T]) -> T:
        """Runs a coroutine on the event loop and returns its result, for request threads."""
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _serve(self, deltas: Sequence[Delta]) -> None:
        self._show(deltas)
        self._unsettled += sum(len(delta.there) for delta in deltas)
        if self._unsettled >= SEARCHED_ONCE:
            self._unsettled = 0
            freeze_loaded()

    def _show(self, deltas: Sequence[Delta]) -> None:
        number = self._content.written.number
        for delta in deltas:
            if changes_names(delta.gone):
                self._overlay_written()
                return
            self._snapshots = {
                version: with_written(snapshot, delta.gone, delta.there, number)
                for version, snapshot in self._snapshots.items()
            }

    def _overlay_written(self) -> None:
        there, number = tuple(self._content.served.values()), self._content.written.number
        self._snapshots = {
            version: with_written(snapshot, (), there, number) if number else snapshot
            for version, snapshot in self._imported.items()
        }

    async def _find_damaged(self) -> None:
        """Records what must be reloaded because its column files were overwritten while in use."""
        damaged = await self.store.damaged_imports(self._loaded.publication.imports)
        if damaged:
            log.warning("Column files were overwritten while in use: they are built again", imports=sorted(damaged))
            self._damaged |= damaged

    async def _maintain_columns(self, is_new: bool) -> None:
        """Deletes obsolete column files once unused, and logs when files cannot be shared."""
        if is_new or self._unneeded:
            self._unneeded = await self.store.clean_columns(self._loaded.publication.imports)
        problem = self.store.columns_problem
        if problem and problem != self._status.columns_problem:
            log.warning("Columns are in the memory of this process, not shared with others", problem=problem)
        self._status = replace(self._status, columns_problem=problem)

    def _prepared(self, loaded: Loaded) -> Mapping[FhirVersion, Snapshot]:
        snapshots = snapshots_of(loaded, self.canonical_base, self.narrative_status)
        for version, snapshot in self._snapshots.items():
            prebuild_indexes(snapshot.catalogue, snapshots[version].catalogue)
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
            except Exception:  # the watch must survive unexpected errors, which are logged in full
                log.exception("The watch of the store failed")
                await asyncio.sleep(self.poll_s)

    def _note(self, error: Exception) -> None:
        if self._status.problem != str(error):
            log.warning("The store cannot be read", problem=str(error))
        self._status = replace(self._status, is_store_reachable=False, problem=str(error))

    def _counted(self) -> Status:
        """Counts of the R5 endpoint; every version of a resource counts."""
        catalogue = self._snapshots[FhirVersion.R5].catalogue
        providers = [provider for versions in catalogue.code_systems.values() for provider in versions]
        return Status(
            is_ready=True,
            columns_problem=self._status.columns_problem,
            revision=self._loaded.publication.revision,
            loaded_at=self.now(),
            code_systems=len(providers) + sum(map(len, catalogue.supplements.values())),
            value_sets=sum(map(len, catalogue.value_sets.values())),
            concept_maps=sum(map(len, catalogue.concept_maps.values())),
            concepts=sum(provider.count for provider in providers if not isinstance(provider, GrammarCodeSystem)),
        )
