"""Closure tables in MongoDB: a head for each name and principal, and one document for each step, decided by its insert.

closures        {_id: key, table, name, principal, used_at}      the current table; restarting creates another
                {_id: "<key>/<table>", table, used_at}           its last use; the head itself never changes
closure_steps   {_id: "<table>/000002", codes: [[system, version, code], …]}
"""

from datetime import datetime

from terminology.core.closure import ClosureCode, ClosureStep, ClosureTable
from terminology.store.documents import Document, id_range, in_utc
from terminology.store.indexes import CLOSURE_STEPS, CLOSURES
from terminology.store.part import StorePart


class MongoClosures(StorePart):
    async def begin(self, key: str, principal: str, table: ClosureTable) -> None:
        """Replaces a table of the same key and removes its steps."""
        before = await self.connection.find_one(CLOSURES, key)
        head = {"_id": key, "table": table.id, "name": table.name, "principal": principal, "used_at": table.used_at}
        await self.connection.put(CLOSURES, head)
        if before is not None:
            await self._remove_parts(before)

    async def find(self, key: str) -> ClosureTable | None:
        head = await self.connection.find_one(CLOSURES, key)
        if head is None:
            return None
        steps = map(_step, await self.connection.find(CLOSURE_STEPS, {"_id": id_range(head["table"])}))
        ordered = tuple(sorted(steps, key=lambda step: step.number))
        return ClosureTable(head["table"], head["name"], await self._used_at(head), ordered)

    async def append(self, table_id: str, step: ClosureStep) -> bool:
        """False when this step number is taken."""
        document = {
            "_id": f"{table_id}/{step.number:06}",
            "codes": [[item.system, item.version, item.code] for item in step.codes],
        }
        return not await self.connection.insert_new(CLOSURE_STEPS, [document])

    async def touch(self, key: str, table_id: str, used_at: datetime) -> None:
        await self.connection.put(CLOSURES, {"_id": _touched(key, table_id), "table": table_id, "used_at": used_at})

    async def forget(self, unused_since: datetime) -> int:
        """Removes tables not used since then; returns how many."""
        forgotten = 0
        for head in await self.connection.find(CLOSURES, {"used_at": {"$lt": unused_since}}):
            if "name" not in head or await self._used_at(head) >= unused_since:
                continue
            forgotten += 1
            # Match the head as it was read: a table restarted meanwhile stays.
            await self.connection.delete_many(CLOSURES, {name: head[name] for name in ("_id", "table")})
            now = await self.connection.find_one(CLOSURES, head["_id"])
            if now is None or now["table"] != head["table"]:
                await self._remove_parts(head)
        return forgotten

    async def _used_at(self, head: Document) -> datetime:
        touched = await self.connection.find_one(CLOSURES, _touched(head["_id"], head["table"]))
        return in_utc(touched["used_at"] if touched else head["used_at"])

    async def _remove_parts(self, head: Document) -> None:
        await self.connection.delete_many(CLOSURE_STEPS, {"_id": id_range(head["table"])})
        await self.connection.delete_many(CLOSURES, {"_id": _touched(head["_id"], head["table"])})


def _touched(key: str, table_id: str) -> str:
    return f"{key}/{table_id}"


def _step(document: Document) -> ClosureStep:
    codes = tuple(ClosureCode(*item) for item in document["codes"])
    return ClosureStep(int(document["_id"].rpartition("/")[2]), codes)
