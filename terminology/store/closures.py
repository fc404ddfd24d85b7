"""Closure tables in MongoDB: a head by name and principal, and a document for each step, whose insertion decides.

closures        {_id: key, table, name, principal, used_at}      the table that counts; begun anew it is another
closure_steps   {_id: "<table>/000002", codes: [[system, version, code], …]}
"""

from datetime import datetime

from terminology.core.closure import ClosureCode, ClosureStep, ClosureTable
from terminology.store.connection import Connection
from terminology.store.documents import Document, id_range, in_utc
from terminology.store.indexes import CLOSURE_STEPS, CLOSURES


async def begin(connection: Connection, key: str, principal: str, table: ClosureTable) -> None:
    """In the place of a table of the same key, whose steps are removed."""
    before = await connection.find_one(CLOSURES, key)
    head = {"_id": key, "table": table.id, "name": table.name, "principal": principal, "used_at": table.used_at}
    await connection.put(CLOSURES, head)
    if before is not None:
        await connection.delete_many(CLOSURE_STEPS, {"_id": id_range(before["table"])})


async def find(connection: Connection, key: str) -> ClosureTable | None:
    head = await connection.find_one(CLOSURES, key)
    if head is None:
        return None
    steps = map(_step, await connection.find(CLOSURE_STEPS, {"_id": id_range(head["table"])}))
    ordered = tuple(sorted(steps, key=lambda step: step.number))
    return ClosureTable(head["table"], head["name"], in_utc(head["used_at"]), ordered)


async def append(connection: Connection, table_id: str, step: ClosureStep) -> bool:
    """False when another step has this number."""
    document = {
        "_id": f"{table_id}/{step.number:06}",
        "codes": [[item.system, item.version, item.code] for item in step.codes],
    }
    return not await connection.insert_new(CLOSURE_STEPS, [document])


async def touch(connection: Connection, key: str, table_id: str, used_at: datetime) -> None:
    await connection.swap(CLOSURES, {"_id": key, "table": table_id}, {"$set": {"used_at": used_at}})


async def forget(connection: Connection, unused_since: datetime) -> int:
    """Removes what was not used since; how many tables."""
    old = await connection.find(CLOSURES, {"used_at": {"$lt": unused_since}})
    for head in old:
        # As it was found: a table that somebody uses meanwhile stays.
        await connection.delete_many(CLOSURES, {name: head[name] for name in ("_id", "table", "used_at")})
        now = await connection.find_one(CLOSURES, head["_id"])
        if now is not None and now["table"] == head["table"]:
            continue
        await connection.delete_many(CLOSURE_STEPS, {"_id": id_range(head["table"])})
    return len(old)


def _step(document: Document) -> ClosureStep:
    codes = tuple(ClosureCode(*item) for item in document["codes"])
    return ClosureStep(int(document["_id"].rpartition("/")[2]), codes)
