"""The publication: the one document that says what is visible.

    {_id: "current", revision: 7, writes: 15, imports: [<import id>, …], pending: [{id, started_at}, …]}

It changes by compare-and-swap on `writes` only. `imports` is what readers see, and `revision` counts its changes.
`pending` are the imports being written: whoever publishes must still be pending, so that an import which was given up
and cleaned away can never become visible.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from terminology.library.ports import Publication
from terminology.store.connection import Connection
from terminology.store.documents import Document
from terminology.store.indexes import PUBLICATION

CURRENT = "current"


@dataclass(frozen=True, slots=True)
class State:
    """The document as a value. `pending` goes from import id to the time it began."""

    revision: int = 0
    writes: int = 0
    imports: tuple[str, ...] = ()
    pending: tuple[tuple[str, datetime], ...] = ()

    @property
    def publication(self) -> Publication:
        return Publication(self.revision, self.imports)

    @property
    def pending_ids(self) -> frozenset[str]:
        return frozenset(id for id, _ in self.pending)

    def with_pending(self, id: str, started_at: datetime) -> "State":
        return replace(self, pending=(*self.pending, (id, started_at)))

    def without_pending(self, ids: Iterable[str]) -> "State":
        gone = frozenset(ids)
        return replace(self, pending=tuple(item for item in self.pending if item[0] not in gone))

    def publishing(self, imports: Iterable[str]) -> "State":
        new = tuple(imports)
        return replace(self, imports=new, revision=self.revision + (new != self.imports))


async def ensure_publication(connection: Connection) -> None:
    """Makes the document of an empty store. Two who do so at once make one."""
    if await connection.find_one(PUBLICATION, CURRENT) is None:
        await connection.insert_new(PUBLICATION, [_document(State())])


async def read_state(connection: Connection) -> State:
    document = await connection.find_one(PUBLICATION, CURRENT)
    if document is None:  # somebody dropped the database under a running server
        return State()
    pending = tuple((item["id"], item["started_at"].replace(tzinfo=UTC)) for item in document["pending"])
    return State(document["revision"], document["writes"], tuple(document["imports"]), pending)


async def swap_state(connection: Connection, change: Callable[[State], State]) -> State:
    """Changes the document; `change` is asked again whenever somebody else was faster."""
    while True:
        before = await read_state(connection)
        after = change(before)
        if await try_swap(connection, before, after):
            return after
        await ensure_publication(connection)


async def try_swap(connection: Connection, before: State, after: State) -> bool:
    """False when somebody else was faster; then nothing has changed."""
    new = _document(replace(after, writes=before.writes + 1))
    del new["_id"]
    swapped = await connection.swap(PUBLICATION, {"_id": CURRENT, "writes": before.writes}, {"$set": new})
    return swapped is not None


def _document(state: State) -> Document:
    return {
        "_id": CURRENT,
        "revision": state.revision,
        "writes": state.writes,
        "imports": list(state.imports),
        "pending": [{"id": id, "started_at": time} for id, time in state.pending],
    }
