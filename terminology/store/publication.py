"""The publication: a log of states, one document each; the one with the greatest number says what is visible.

    {_id: "000000000007", by, after, revision: 3, imports: [<import id>, …], pending: [{id, started_at}, …], bases: […]}
    note                          the audit note of the change that made it, if any
    {_id: "head", number: 7}      where to start looking; it may lag behind

A change inserts the state that follows the one it was made from. Of two concurrent changes the second finds the number
taken, and starts over: a unique insert decides, as inserts are atomic on every server that speaks MongoDB's protocol,
and updates are not. `imports` is what readers see, and `revision` counts its changes. `pending` are the imports being
written: an import must still be pending to publish, so that one which was abandoned and cleaned up can never become
visible. `bases` are the imports that were published or pending since the oldest pending one started, which may share
their concepts.

Old states are removed. A writer so slow that its number is free again then finds a greater number, and has lost.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from terminology.library.commits import AuditNote
from terminology.library.ports import Publication
from terminology.store import audit
from terminology.store.connection import Connection
from terminology.store.documents import Document, in_utc
from terminology.store.indexes import PUBLICATION

NUMBER_DIGITS = 12
AFTER_ALL_NUMBERS = ":"  # sorts after every digit and before every letter
HEAD = "head"
RETAINED = 100  # states before the newest that cleanup retains


@dataclass(frozen=True, slots=True)
class State:
    """One document as a value. `pending` pairs import ids with their start times; `by` is unique to this state."""

    number: int = 0
    revision: int = 0
    imports: tuple[str, ...] = ()
    pending: tuple[tuple[str, datetime], ...] = ()
    bases: tuple[str, ...] = ()
    by: str = ""
    note: AuditNote | None = None

    @property
    def publication(self) -> Publication:
        return Publication(self.revision, self.imports)

    @property
    def pending_ids(self) -> frozenset[str]:
        return frozenset(id for id, _ in self.pending)

    @property
    def alive(self) -> frozenset[str]:
        """The imports that cleanup must not remove."""
        return self.pending_ids.union(self.imports, self.bases)

    def with_pending(self, id: str, started_at: datetime) -> "State":
        return replace(self, pending=(*self.without_pending([id]).pending, (id, started_at)))

    def without_pending(self, ids: Iterable[str]) -> "State":
        gone = frozenset(ids)
        return replace(self, pending=tuple(item for item in self.pending if item[0] not in gone))

    def publishing(self, imports: Iterable[str]) -> "State":
        new = tuple(imports)
        return replace(self, imports=new, revision=self.revision + (new != self.imports))

    def following(self, before: "State", note: AuditNote | None = None) -> "State":
        """This state as the successor of another, whose content it may share while an import is pending."""
        bases = before.alive - self.pending_ids.union(self.imports) if self.pending else ()
        return replace(self, number=before.number + 1, bases=tuple(sorted(bases)), by=uuid4().hex, note=note)


async def read_state(connection: Connection) -> State:
    """The newest state; an empty one for a new or dropped database."""
    head = await connection.find_one(PUBLICATION, HEAD)
    documents = await _from(connection, head["number"] if head else 0)
    if head and not documents:  # restored by other means
        documents = await _from(connection, 0)
    return max(map(_state, documents), key=lambda state: state.number, default=State())


async def _from(connection: Connection, number: int) -> list[Document]:
    return await connection.find(PUBLICATION, {"_id": {"$gte": state_id(number), "$lt": AFTER_ALL_NUMBERS}})


async def change_state(connection: Connection, change: Callable[[State], State]) -> State:
    """Appends `change` of the newest state; retries whenever another process was faster."""
    while True:
        before = await read_state(connection)
        if after := await append_state(connection, before, change(before)):
            return after


async def append_state(
    connection: Connection, before: State, after: State, note: AuditNote | None = None
) -> State | None:
    """The new state; None when another process was faster, and nothing was changed or noted."""
    new = after.following(before, note)
    taken = await connection.insert_new(PUBLICATION, [_document(new, before)])
    if taken and not await _is_written(connection, new):  # true when the response to a first attempt was lost
        return None
    if not await _was_newest(connection, new):
        await connection.delete_many(PUBLICATION, {"_id": state_id(new.number), "by": new.by})
        return None
    await connection.put(PUBLICATION, {"_id": HEAD, "number": new.number})
    return new


async def _is_written(connection: Connection, state: State) -> bool:
    found = await connection.find_one(PUBLICATION, state_id(state.number))
    return found is not None and found["by"] == state.by


async def _was_newest(connection: Connection, state: State) -> bool:
    """Whether the number was the next one, not one freed by cleanup: no state follows, or one made from this."""
    later = {document["_id"]: document for document in await _from(connection, state.number + 1)}
    following = later.get(state_id(state.number + 1))
    return not later or (following is not None and following["after"] == state.by)


async def load_notes(connection: Connection) -> tuple[AuditNote, ...]:
    """The notes of the remaining states."""
    return tuple(state.note for state in map(_state, await _from(connection, 0)) if state.note)


async def remove_old_states(connection: Connection, newest: State) -> None:
    """Their notes must already be in the audit trail."""
    in_range = {"$gte": state_id(0), "$lt": state_id(max(0, newest.number - RETAINED))}
    await connection.delete_many(PUBLICATION, {"_id": in_range})


def state_id(number: int) -> str:
    return f"{number:0{NUMBER_DIGITS}}"


def _document(state: State, before: State) -> Document:
    return {
        "_id": state_id(state.number),
        "by": state.by,
        "after": before.by,
        "revision": state.revision,
        "imports": list(state.imports),
        "pending": [{"id": id, "started_at": time} for id, time in state.pending],
        "bases": list(state.bases),
        "note": audit.note_document(state.note) if state.note else None,
    }


def _state(document: Document) -> State:
    pending = tuple((item["id"], in_utc(item["started_at"])) for item in document["pending"])
    return State(
        number=int(document["_id"]),
        revision=document["revision"],
        imports=tuple(document["imports"]),
        pending=pending,
        bases=tuple(document["bases"]),
        by=document["by"],
        note=audit.note_from_document(note) if (note := document.get("note")) else None,
    )
