"""A probe of the store's unique inserts, on which all writing stands: of a few who insert one `_id` at once one wins.

A store where several win, or where the one who won is not found, could let two imports each undo what the other has
published, and two writers take the same version. One round tells little: inserts that a cold connection sends one after
the other look sound on any store. So connections are opened first, and there are some rounds.

To change a document is another matter: of several who do so at once FerretDB 1 lets several win. Nothing depends on it.
"""

import asyncio
from uuid import uuid4

from terminology.store.connection import Connection
from terminology.store.indexes import PROBES

INSERTS = 4
ROUNDS = 4
LOSES_INSERTS = (
    "{place} lets several of those who insert the same document at once believe that they did: it can be read here, "
    "and is not written to. Use a MongoDB, or the embedded store."
)


async def loses_inserts(connection: Connection) -> bool:
    """Raises StoreUnavailable when the probe cannot be written."""
    await asyncio.gather(*(connection.find_one(PROBES, "none") for _ in range(INSERTS)))
    for _ in range(ROUNDS):
        if await _loses_one(connection):
            return True
    return False


async def _loses_one(connection: Connection) -> bool:
    id = f"insert-{uuid4()}"
    inserts = (connection.insert_new(PROBES, [{"_id": id, "winner": number}]) for number in range(INSERTS))
    try:
        taken = await asyncio.gather(*inserts)
        found = await connection.find_one(PROBES, id)
    finally:
        await connection.delete_many(PROBES, {"_id": id})
    won = [number for number, ids in enumerate(taken) if not ids]
    return found is None or won != [found["winner"]]
