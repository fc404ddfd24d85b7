"""MongoStore: the library's `Store` on MongoDB, and the order in which things are written.

    begin      pending in the publication, then the import's record        nothing visible
    save_…     concepts, resources, texts under the import's id            nothing visible
    publish    the finished record, then the publication by one insert     all visible at once
    clean      documents of dead imports, and last their records           nothing visible changes

If killed between any two steps, the store serves what it served before, and a later `clean` removes the rest.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from functools import partial
from typing import Any

from terminology.core.errors import StoreUnavailable
from terminology.core.issues import Issue
from terminology.core.model import CodeSystem
from terminology.index.columns import Columns
from terminology.index.memory_columns import MemoryColumns
from terminology.library.commits import AuditNote
from terminology.library.ports import (
    Change,
    ImportAbandoned,
    ImportRecord,
    Noting,
    Progress,
    Publication,
    StoredResource,
    no_progress,
)
from terminology.store import (
    audit,
    code_systems,
    records,
    resources,
)
from terminology.store.api_keys import MongoApiKeys
from terminology.store.closures import MongoClosures
from terminology.store.code_system_columns import fill_from_memory, fill_from_store
from terminology.store.column_building import build_columns, open_columns
from terminology.store.column_files import ColumnFiles, import_of, name_of
from terminology.store.column_process import FromStore, build_in_subprocess
from terminology.store.commits import MongoCommits
from terminology.store.concepts import ConceptCache
from terminology.store.connection import Connection, Operation, Watch
from terminology.store.format import ensure_format
from terminology.store.indexes import INDEXES, PUBLICATION
from terminology.store.insert_probe import LOSES_INSERTS, loses_inserts
from terminology.store.publication import append_state, change_state, load_notes, read_state, remove_old_states
from terminology.store.sessions import MongoSessions
from terminology.store.subscriptions import MongoSubscriptions
from terminology.store.used_tokens import MongoUsedTokens

SMALL = 1000  # concepts: smaller code systems stay in memory
MEMORY_CHECK_INTERVAL_S = 10.0
PROCESS_CHECK_INTERVAL_S = 0.25
ENDED_CHECKS = 4  # a planned restart is shorter
LARGE = 20_000  # concepts: larger columns are built in a subprocess, which takes half a second to start


class MongoStore:
    """`locate` returns the URI: a setting, or that of the embedded store, which it starts if needed. `restart` restarts
    an embedded store that accepts connections but fails, such as after a full disk; `restart_if_large` one that uses
    too much memory, between two `operation`s; `has_ended` is whether its process is gone, None for a configured
    MongoDB. `files`: the columns of large code systems, shared with other processes of this host; without them each
    process has its own in memory.
    """

    def __init__(
        self,
        locate: Callable[[], str],
        database: str,
        leave: Callable[[], None] = lambda: None,
        restart: Callable[[], None] | None = None,
        files: ColumnFiles | None = None,
        restart_if_large: Callable[[], bool] = lambda: False,
        operation: Operation = nullcontext,
        has_ended: Callable[[], bool] | None = None,
    ) -> None:
        self._locate = locate
        self._has_ended = has_ended
        self._restart_if_large = restart_if_large
        self._operation = operation
        self._next_memory_check = 0.0
        self._leave = leave
        self._restart = restart
        self._not_written_to: str | None = None  # the reason, if read-only
        self._was_probed = False
        self._database = database
        self._connection: Connection | None = None
        self._watch: Watch | None = None
        self._cache = ConceptCache()

        def connect() -> Connection:
            return self.connection

        self.commits = MongoCommits(connect)
        self.subscriptions = MongoSubscriptions(connect)
        self.closures = MongoClosures(connect)
        self.sessions = MongoSessions(connect)
        self.api_keys = MongoApiKeys(connect)
        self.used_tokens = MongoUsedTokens(connect)
        self._files = files
        self._new: list[Columns | None] = []  # of unpublished imports: files in use are not deleted

    async def open(self) -> None:
        try:
            await self._open()
        except StoreUnavailable:
            if self._restart is None:
                raise
            await asyncio.to_thread(self._restart)
            await self._open()

    async def _open(self) -> None:
        uri = await asyncio.to_thread(self._locate)
        if self._connection is None or self._connection.uri != uri:
            self._disconnect()
            self._connection = Connection(uri, self._database, self._operation)
            self._watch = self._connection.watch_inserts(PUBLICATION)
        await self._connection.ping()
        for index in INDEXES:
            await self._connection.ensure_index(index)
        await ensure_format(self._connection)

    async def disconnect(self) -> None:
        self._disconnect()

    async def close(self) -> None:
        self._disconnect()
        await asyncio.to_thread(self._leave)

    def _disconnect(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None

    @property
    def connection(self) -> Connection:
        if self._connection is None:
            raise StoreUnavailable(Issue("error", "transient", "The store is not open."))
        return self._connection

    def describe(self) -> str:
        return self._connection.place if self._connection else "The store is not open"

    async def publication(self) -> Publication:
        return (await read_state(self.connection)).publication

    async def change(self, within_s: float) -> None:
        if self._watch:
            await self._while_it_runs(self.connection.change(self._watch, within_s))
        if time.monotonic() > self._next_memory_check:
            await self._bound_memory()

    async def _while_it_runs(self, waiting: Coroutine[Any, Any, None]) -> None:
        """Raises StoreUnavailable once the process of an embedded store has ended, which the driver detects late."""
        task, checks = asyncio.ensure_future(waiting), 0
        try:
            while self._has_ended and checks < ENDED_CHECKS and not task.done():
                await asyncio.wait({task}, timeout=PROCESS_CHECK_INTERVAL_S)
                checks = checks + 1 if self._has_ended() else 0
            if checks == ENDED_CHECKS and not task.done():
                raise StoreUnavailable(Issue("error", "transient", f"{self.describe()} has ended."))
            await task
        finally:
            task.cancel()

    async def _bound_memory(self) -> None:
        await asyncio.to_thread(self._restart_if_large)
        self._next_memory_check = time.monotonic() + MEMORY_CHECK_INTERVAL_S

    async def imports(self, ids: Sequence[str]) -> tuple[ImportRecord, ...]:
        return await records.load(self.connection, ids)

    async def begin(self, record: ImportRecord) -> None:
        await self._refuse_writing()
        # Pending first: a cleanup that finds only the record would consider the import dead.
        await change_state(self.connection, lambda state: state.with_pending(record.id, record.started_at))
        await records.save(self.connection, record)

    async def save_code_system(self, import_id: str, code_system: CodeSystem, progress: Progress = no_progress) -> None:
        # Concurrently, in a thread: most of the time this process only waits for the store.
        building = asyncio.create_task(self._build_columns(import_id, code_system))
        try:
            await code_systems.save(self.connection, import_id, code_system, progress)
            self._new.append(await building)
        finally:
            building.cancel()

    async def _build_columns(self, import_id: str, code_system: CodeSystem) -> Columns | None:
        if len(code_system.concepts) < SMALL:
            return None
        return await build_columns(self._files, name_of(import_id), partial(fill_from_memory, code_system))

    async def save_resources(
        self, import_id: str, found: Sequence[StoredResource], progress: Progress = no_progress
    ) -> None:
        # Concurrently, in subprocesses: in this process they would delay the driver's heartbeats.
        building = asyncio.create_task(resources.build_long(self._files, import_id, found))
        try:
            await resources.save(self.connection, import_id, found, progress)
            self._new += await building
        finally:
            building.cancel()

    async def _refuse_writing(self) -> None:
        """Probed before the first write, not at startup: it takes 0.1 s, and many processes only read."""
        if not self._was_probed:
            if await loses_inserts(self.connection):
                self._not_written_to = LOSES_INSERTS.format(place=self.connection.place)
            self._was_probed = True
        if self._not_written_to:
            raise StoreUnavailable(Issue("error", "not-supported", self._not_written_to))

    async def publish(
        self, finished: Sequence[ImportRecord], change: Change, noting: Noting | None = None
    ) -> Publication:
        await self._refuse_writing()
        ids = [record.id for record in finished]
        for record in finished:
            await records.save(self.connection, record)
        while True:
            state = await read_state(self.connection)
            if ids and set(ids) <= set(state.imports):
                return state.publication  # an earlier attempt published it, and its response was lost
            if not state.pending_ids.issuperset(ids):
                raise ImportAbandoned("The import took too long and was cleaned up: run it again.")
            before = await records.load(self.connection, state.imports)
            published = change(before)
            note = noting(before, published) if noting else None
            after = state.without_pending(ids).publishing([record.id for record in published])
            if await append_state(self.connection, state, after, note):
                self._new.clear()
                return after.publication

    async def load_code_systems(self, import_ids: Sequence[str]) -> Mapping[str, CodeSystem]:
        return await code_systems.load(self.connection, import_ids, self._cache)

    async def load_resources(self, import_ids: Sequence[str]) -> Mapping[str, tuple[StoredResource, ...]]:
        return {id: await resources.load(self.connection, id, self._files) for id in import_ids}

    async def load_columns(self, import_ids: Sequence[str]) -> Mapping[str, Columns]:
        sizes = await code_systems.sizes(self.connection, import_ids)
        small = [id for id in import_ids if self._files is None or sizes[id] < SMALL]
        found: dict[str, Columns] = {
            id: MemoryColumns(code_system) for id, code_system in (await self.load_code_systems(small)).items()
        }
        for id in import_ids:
            if id not in found:
                fill, name = partial(fill_from_store, self.connection, id), name_of(id)
                work = FromStore(self.connection.uri, self._database, id)
                in_subprocess = (
                    partial(build_in_subprocess, self._files, name, work)
                    if self._files and sizes[id] >= LARGE
                    else None
                )
                found[id] = await open_columns(self._files, name, fill, in_subprocess)
        return found

    async def damaged_imports(self, import_ids: Sequence[str]) -> frozenset[str]:
        damaged = await asyncio.to_thread(self._files.damaged) if self._files else ()
        imports = {import_of(name) for name in damaged}
        return frozenset(id for id in import_ids if import_of(name_of(id)) in imports)

    async def clean_columns(self, published: Sequence[str]) -> int:
        return await asyncio.to_thread(self._files.sweep, published) if self._files else 0

    @property
    def columns_problem(self) -> str | None:
        return self._files.problem if self._files else None

    async def find_resources(self, import_ids: Sequence[str], urls: Sequence[str]) -> tuple[StoredResource, ...]:
        return await resources.find(self.connection, import_ids, urls)

    async def clean(self, abandoned_before: datetime) -> int:
        # Records before the state: an import that starts in between is in the state, but not among these records.
        known = await records.load_all(self.connection)
        state = await read_state(self.connection)
        late = [id for id, started_at in state.pending if started_at < abandoned_before]
        if late:
            state = await change_state(self.connection, lambda state: state.without_pending(late))
        dead = [record for record in known if record.id not in state.alive]
        if dead:
            await code_systems.remove(self.connection, dead)
            await resources.remove(self.connection, [record.id for record in dead])
            await records.remove(self.connection, [record.id for record in dead])
        await audit.save(self.connection, await load_notes(self.connection))
        await remove_old_states(self.connection, state)
        await self._bound_memory()
        return len(dead)

    async def save_audit_notes(self, notes: Sequence[AuditNote]) -> None:
        await audit.save(self.connection, notes)

    async def load_audit_notes(self, begin: str, end: str) -> tuple[AuditNote, ...]:
        stored = await audit.load(self.connection, begin, end)
        of_states = {note.id: note for note in await load_notes(self.connection) if begin <= note.id < end}
        return tuple(sorted((of_states | {note.id: note for note in stored}).values(), key=lambda note: note.id))
