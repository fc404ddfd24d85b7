"""The format of a database: {_id: "format", number: 2} next to the publication.

    1   one document, `current`, says what is visible, and concepts are tagged with their releases
    2   a log of states says what is visible, and releases reference their concepts: publication.py, concepts.py
    3   the parts of large code systems may be compressed: texts.py

A database of format 1 (marked so, or by the first version, unmarked) is migrated to format 2 when it is opened, and is
in format 3 as soon as there is a large code system. Processes may do so concurrently, as every step is idempotent.
Databases of newer versions are left untouched.
"""

from terminology.library.ports import NoStore
from terminology.store.code_systems import concept_ids_owner, find_order, save_concept_ids
from terminology.store.connection import Connection
from terminology.store.documents import Document, id_range, in_utc, system_key
from terminology.store.indexes import CODE_SYSTEMS, CONCEPTS, PUBLICATION, TEXTS
from terminology.store.publication import State, append_state, read_state
from terminology.store.texts import text_documents

MARK = "format"
FORMAT = 2
WITH_COMPRESSED = 3
BEFORE = "current"  # the visible state in format 1
NEWER = (
    "{place} holds content in format {number}, and this version of the software knows format {known}: a newer version "
    "wrote it. Use that version, or another database (TERMINOLOGY_DATABASE)."
)


async def ensure_format(connection: Connection) -> None:
    """Raises NoStore when a newer version of the software wrote the database."""
    found = await connection.find_one(PUBLICATION, MARK)
    number = found["number"] if found else 1
    if number > WITH_COMPRESSED:
        raise NoStore(NEWER.format(place=connection.place, number=number, known=WITH_COMPRESSED))
    if number < FORMAT:
        await _migrate(connection)
        await connection.put(PUBLICATION, {"_id": MARK, "number": FORMAT})


async def mark_compressed(connection: Connection) -> None:
    """Before compressed parts are written, which earlier versions cannot read."""
    await connection.put(PUBLICATION, {"_id": MARK, "number": WITH_COMPRESSED})


async def _migrate(connection: Connection) -> None:
    """Running servers of the old version keep serving what they have; their unpublished imports fail."""
    await connection.update_many(PUBLICATION, {"_id": BEFORE}, {"$set": {"writes": "moved"}})
    before = await connection.find_one(PUBLICATION, BEFORE)
    if before is None:
        return
    await reference_concepts(connection)
    nothing = await read_state(connection)
    if nothing.number == 0:
        await append_state(connection, nothing, _state_from_format_1(before))


def _state_from_format_1(before: Document) -> State:
    pending = tuple((item["id"], in_utc(item["started_at"])) for item in before["pending"])
    return State(revision=before["revision"], imports=tuple(before["imports"]), pending=pending)


async def reference_concepts(connection: Connection) -> None:
    """Adds the references to code systems whose concepts are still tagged."""
    for document in await connection.find(CODE_SYSTEMS, {}):
        first = next(text_documents(concept_ids_owner(document["_id"]), ""))["_id"]
        if "release" in document and await connection.find_one(TEXTS, first) is None:
            await _reference(connection, document)


async def _reference(connection: Connection, document: Document) -> None:
    system = document["system"]
    in_range = {"_id": id_range(system_key(system)), "releases": document["release"]}
    found = await connection.find(CONCEPTS, in_range, {"_id": 1, "code": 1})
    ids = {item["code"]: item["_id"] for item in found}
    codes, _ = await find_order(connection, document)
    if all(code in ids for code in codes):  # else it is being written or cleaned up
        await save_concept_ids(connection, document["_id"], system, (ids[code] for code in codes))
