"""Audit records in MongoDB: {_id: "<time>-<id>", at, author: {…}, method, path, status, text}.

Records are never changed or removed.
"""

from collections.abc import Sequence
from dataclasses import asdict

from terminology.library.commits import AuditNote, Author
from terminology.store.connection import Connection
from terminology.store.documents import Document, in_utc
from terminology.store.indexes import AUDIT


async def save(connection: Connection, notes: Sequence[AuditNote]) -> None:
    """Leaves existing records unchanged."""
    if notes:
        await connection.insert_new(AUDIT, [note_document(item) for item in notes])


async def load(connection: Connection, begin: str, end: str) -> tuple[AuditNote, ...]:
    """The records with `begin` <= id < `end`, in order; ids start with the time."""
    found = map(note_from_document, await connection.find(AUDIT, {"_id": {"$gte": begin, "$lt": end}}))
    return tuple(sorted(found, key=lambda item: item.id))


def note_document(note: AuditNote) -> Document:
    document = asdict(note)
    return {"_id": document.pop("id"), **document}


def note_from_document(document: Document) -> AuditNote:
    values = {**document, "author": Author(**document["author"]), "at": in_utc(document["at"])}
    return AuditNote(id=values.pop("_id"), **values)
