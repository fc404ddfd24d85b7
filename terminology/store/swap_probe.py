"""A probe of the store's compare-and-swap, on which all writing stands: of a few swaps at once one may win.

There are stores that speak MongoDB's protocol and let several win (FerretDB 1 does). Over one, two imports at the same
time could each undo what the other has published. One round tells little: swaps that a cold connection sends one after
the other look sound on any store. So connections are opened first, and there are some rounds (FerretDB 1.24 on SQLite
fails nineteen of twenty).
"""

import asyncio
from uuid import uuid4

from terminology.store.connection import Connection
from terminology.store.indexes import PROBES

SWAPS = 4
ROUNDS = 4
LOSES_SWAPS = (
    "{place} lets several of those who change a document at once believe that they did: it can be read here, and "
    "is not written to. Use a MongoDB, or the embedded store."
)


async def loses_swaps(connection: Connection) -> bool:
    """Raises StoreUnavailable when the probe cannot be written."""
    await asyncio.gather(*(connection.find_one(PROBES, "none") for _ in range(SWAPS)))
    for _ in range(ROUNDS):
        if await _loses_one(connection):
            return True
    return False


async def _loses_one(connection: Connection) -> bool:
    id = f"swap-{uuid4()}"
    await connection.put(PROBES, {"_id": id, "winner": None})
    try:
        swaps = (
            connection.swap(PROBES, {"_id": id, "winner": None}, {"$set": {"winner": number}})
            for number in range(SWAPS)
        )
        won = [document for document in await asyncio.gather(*swaps) if document is not None]
    finally:
        await connection.delete_many(PROBES, {"_id": id})
    return len(won) != 1
