"""Closure tables in MongoDB: a head for each name and principal, and one document for each step, decided by its insert.

closures        {_id: key, table, name, principal, used_at}      the current table; restarting creates another
                {_id: "<key>/<table>", table, used_at}           its last use; the head itself never changes
closure_steps   {_id: "<table>/000002", codes: [[system, version, code], …]}
"""

from datetime import datetime

from terminology.core.closure import ClosureCode, ClosureStep, ClosureTable
from terminology.store.connection import Connection
from terminology.store.documents import Document, id_range, in_utc
from terminology.store.indexes import CLOSURE_STEPS, CLOSURES


async def begin(connection: Connection, key: str, principal: str, table: ClosureTable) -> None:
    """Replaces a table of the same key and removes its steps."""
    before = await connection.find_one(CLOSURES, key)
    head = {"_id": key, "table": table.id, "name": table.name, "principal": principal, "used_at": table.used_at}
    await connection.put(CLOSURES, head)
    if before is not None:
        await _remove_parts(connection, before)


async def find(connection: Connection, key: str) -> ClosureTable | None:
    head = await connection.find_one(CLOSURES, key)
    if head is None:
        return None
    steps = map(_step, await connection.find(CLOSURE_STEPS, {"_id": id_range(head["table"])}))
    ordered = tuple(sorted(steps, key=lambda step: step.number))
    return ClosureTable(head["table"], head["name"], await _used_at(connection, head), ordered)


async def append(connection: Connection, table_id: str, step: ClosureStep) -> bool:
    """False when this step number is taken."""
    document = {
        "_id": f"{table_id}/{step.number:06}",
        "codes": [[item.system, item.version, item.code] for item in step.codes],
    }
    return not await connection.insert_new(CLOSURE_STEPS, [document])


async def touch(connection: Connection, key: str, table_id: str, used_at: datetime) -> None:
    await connection.put(CLOSURES, {"_id": _touched(key, table_id), "table": table_id, "used_at": used_at})


async def forget(connection: Connection, unused_since: datetime) -> int:
    """Removes tables not used since then; returns how many."""
    forgotten = 0
    for head in await connection.find(CLOSURES, {"used_at": {"$lt": unused_since}}):
        if "name" not in head or await _used_at(connection, head) >= unused_since:
            continue
        forgotten += 1
        # Match the head as it was read: a table restarted meanwhile stays.
        await connection.delete_many(CLOSURES, {name: head[name] for name in ("_id", "table")})
        now = await connection.find_one(CLOSURES, head["_id"])
        if now is None or now["table"] != head["table"]:
            await _remove_parts(connection, head)
    return forgotten


async def _used_at(connection: Connection, head: Document) -> datetime:
    touched = await connection.find_one(CLOSURES, _touched(head["_id"], head["table"]))
    return in_utc(touched["used_at"] if touched else head["used_at"])


async def _remove_parts(connection: Connection, head: Document) -> None:
    await connection.delete_many(CLOSURE_STEPS, {"_id": id_range(head["table"])})
    await connection.delete_many(CLOSURES, {"_id": _touched(head["_id"], head["table"])})


def _touched(key: str, table_id: str) -> str:
    return f"{key}/{table_id}"


def _step(document: Document) -> ClosureStep:
    codes = tuple(ClosureCode(*item) for item in document["codes"])
    return ClosureStep(int(document["_id"].rpartition("/")[2]), codes)
