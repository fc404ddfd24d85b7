"""Probes the store's unique inserts, on which all writes depend: of concurrent inserts of one `_id`, exactly one
succeeds.

On a store where several succeed, or where the winner's document is missing, two imports could undo each other's
publication, and two writers could take the same version. A single round proves little: cold connections send their
inserts one after the other, which works on any store. So connections are opened first, and there are several rounds.

Updates are different: FerretDB 1 lets several concurrent updates of one document succeed. Nothing depends on those.
"""

import asyncio
from uuid import uuid4

from terminology.store.connection import Connection
from terminology.store.indexes import PROBES

INSERTS = 4
ROUNDS = 4
LOSES_INSERTS = (
    "{place} confirms several concurrent inserts of the same document as successful: it can be read here, but is not "
    "written to. Use a MongoDB, or the embedded store."
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
