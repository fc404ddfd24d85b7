"""Import records in MongoDB: the sources, the time, and the rejected rows."""

from collections.abc import Iterable, Sequence

from seed.release import RejectedRow, Source
from terminology.library.ports import ImportRecord
from terminology.store.concepts import chunks
from terminology.store.connection import Connection
from terminology.store.documents import Document, in_utc, source_document
from terminology.store.indexes import IMPORTS

IDS_PER_QUERY = 100
REJECTED_SAVED = 1000


async def save(connection: Connection, record: ImportRecord) -> None:
    await connection.put(IMPORTS, import_document(record))


async def load(connection: Connection, ids: Sequence[str]) -> tuple[ImportRecord, ...]:
    """In the requested order; unknown ids are left out."""
    found: dict[str, ImportRecord] = {}
    for some in chunks(ids, IDS_PER_QUERY):
        for document in await connection.find(IMPORTS, {"_id": {"$in": some}}):
            found[document["_id"]] = import_from_document(document)
    return tuple(found[id] for id in ids if id in found)


async def load_all(connection: Connection) -> tuple[ImportRecord, ...]:
    return tuple(map(import_from_document, await connection.find(IMPORTS, {})))


async def remove(connection: Connection, ids: Iterable[str]) -> None:
    for some in chunks(ids, IDS_PER_QUERY):
        await connection.delete_many(IMPORTS, {"_id": {"$in": some}})


def import_document(record: ImportRecord) -> Document:
    return {
        "_id": record.id,
        "kind": record.kind,
        "sources": [source_document(source) for source in record.sources],
        "started_at": record.started_at,
        "imported_at": record.imported_at,
        "system": record.system,
        "version": record.version,
        "content": record.content,
        "concepts": record.concepts,
        "rows_read": record.rows_read,
        "rejected": [{"line": row.line, "reason": row.reason} for row in record.rejected[:REJECTED_SAVED]],
        "rejected_total": record.rejected_total,
        "is_accepted_incomplete": record.is_accepted_incomplete,
    }


def import_from_document(document: Document) -> ImportRecord:
    return ImportRecord(
        id=document["_id"],
        kind=document["kind"],
        sources=tuple(Source(**item) for item in document["sources"]),
        started_at=in_utc(document["started_at"]),
        imported_at=document["imported_at"] and in_utc(document["imported_at"]),
        system=document["system"],
        version=document["version"],
        content=document["content"],
        concepts=document["concepts"],
        rows_read=document["rows_read"],
        rejected=tuple(RejectedRow(**item) for item in document["rejected"]),
        rejected_total=document["rejected_total"],
        is_accepted_incomplete=document.get("is_accepted_incomplete", False),  # older records have no such field
    )
