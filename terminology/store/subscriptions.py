"""Subscriptions and their notices in MongoDB, the content last notified about, and the lease of the sender.

subscriptions   {_id: id, run, owner, wanted: {…}, status, events, delivered, …}      as it was written
notices         {_id: "<run>/<number in eight digits>", cause, at, focus, codes}    decided by its insert
notice_state    {_id: "lease/000000000007", holder, until} · {_id: "content", …} · {_id: <run>, ended: […]}
                {_id: "progress/<run>/<name>", value}    later changes: one document for each value, replaced whole

The lease with the greatest number counts. A process takes over by inserting the next one; only the holder updates its
own.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from terminology.core.subscriptions import EndedCode, Notice, Subscription, SubscriptionRequest
from terminology.store.documents import Document, id_range, in_utc
from terminology.store.indexes import NOTICE_STATE, NOTICES, SUBSCRIPTIONS
from terminology.store.part import StorePart

LEASE = "lease"
LEASE_DIGITS = 12
PROGRESS = "progress"
TIMES = ("created_at", "failing_since", "next_attempt_at", "sent_at")


class MongoSubscriptions(StorePart):
    async def save(self, subscription: Subscription) -> None:
        await self.connection.put(SUBSCRIPTIONS, _document(subscription))

    async def load(self) -> tuple[Subscription, ...]:
        """In order of creation."""
        documents = await self.connection.find(SUBSCRIPTIONS, {})
        progress = await self.load_progress()
        found = (_subscription({**item, **progress.get(item["run"], {})}) for item in documents)
        return tuple(sorted(found, key=lambda item: (item.created_at, item.id)))

    async def find(self, id: str) -> Subscription | None:
        document = await self.connection.find_one(SUBSCRIPTIONS, id)
        if document is None:
            return None
        progress = await self.load_progress(f"/{document['run']}")
        return _subscription({**document, **progress.get(document["run"], {})})

    async def load_progress(self, below: str = "") -> Mapping[str, Document]:
        """The changes to subscriptions since they were written, by run."""
        found: dict[str, Document] = {}
        for item in await self.connection.find(NOTICE_STATE, {"_id": id_range(f"{PROGRESS}{below}")}):
            _, run, name = item["_id"].split("/")
            found.setdefault(run, {})[name] = item["value"]
        return found

    async def change(self, id: str, run: str, values: Mapping[str, Any]) -> Subscription | None:
        """None when it was rewritten or removed in the meantime."""
        for name, value in values.items():
            await self.connection.put(NOTICE_STATE, {"_id": f"{PROGRESS}/{run}/{name}", "value": value})
        changed = await self.find(id)
        if changed is None or changed.run != run:
            await self.connection.delete_many(NOTICE_STATE, {"_id": id_range(f"{PROGRESS}/{run}")})
            return None
        return changed

    async def remove(self, id: str, run: str) -> None:
        await self.connection.delete_many(SUBSCRIPTIONS, {"_id": id, "run": run})
        await self.remove_notices(run)

    async def remove_notices(self, run: str) -> None:
        await self.connection.delete_many(NOTICES, {"_id": id_range(run)})
        await self.connection.delete_many(NOTICE_STATE, {"_id": run})
        await self.connection.delete_many(NOTICE_STATE, {"_id": id_range(f"{PROGRESS}/{run}")})

    async def add_notice(self, run: str, notice: Notice) -> bool:
        """False when the number is taken."""
        document = asdict(notice)
        return not await self.connection.insert_new(
            NOTICES, [{"_id": _notice_id(run, document.pop("number")), **document}]
        )

    async def load_notices(self, run: str, after: int, up_to: int) -> tuple[Notice, ...]:
        in_range = {"_id": {"$gt": _notice_id(run, after), "$lte": _notice_id(run, up_to)}}
        found = map(_notice, await self.connection.find(NOTICES, in_range))
        return tuple(sorted(found, key=lambda item: item.number))

    async def has_notice(self, run: str, cause: str, after: int) -> bool:
        since = {"$gt": _notice_id(run, after), "$lt": id_range(run)["$lt"]}
        return bool(await self.connection.find(NOTICES, {"_id": since, "cause": cause}, {"_id": 1}))

    async def forget_notices(self, run: str, up_to: int) -> None:
        in_range = {"$gte": _notice_id(run, 0), "$lte": _notice_id(run, up_to)}
        await self.connection.delete_many(NOTICES, {"_id": in_range})

    async def load_state(self, name: str) -> Mapping[str, Any] | None:
        return await self.connection.find_one(NOTICE_STATE, name)

    async def save_state(self, name: str, values: Mapping[str, Any]) -> None:
        await self.connection.put(NOTICE_STATE, {"_id": name, **values})

    async def take_lease(self, holder: str, now: datetime, until: datetime) -> bool:
        """Whether this process holds the lease now: it already did, or the lease was free."""
        newest = max(await self._leases(), key=_lease_number, default=None)
        wanted = {"holder": holder, "until": until}
        if newest is not None and in_utc(newest["until"]) >= now:
            if newest["holder"] != holder:
                return False
            await self.connection.put(NOTICE_STATE, {"_id": newest["_id"], **wanted})
            return not await self._leases_after(newest["_id"])
        id = f"{LEASE}/{_lease_number(newest) + 1:0{LEASE_DIGITS}}"
        if await self.connection.insert_new(NOTICE_STATE, [{"_id": id, **wanted}]):
            return False
        if await self._leases_after(id):  # the number was free only because its lease was removed
            await self.connection.delete_many(NOTICE_STATE, {"_id": id, "holder": holder})
            return False
        await self.connection.delete_many(NOTICE_STATE, {"_id": {**id_range(LEASE), "$lt": id}})
        return True

    async def _leases(self) -> list[Document]:
        return await self.connection.find(NOTICE_STATE, {"_id": id_range(LEASE)})

    async def _leases_after(self, id: str) -> bool:
        return bool(await self.connection.find(NOTICE_STATE, {"_id": {"$gt": id, "$lt": id_range(LEASE)["$lt"]}}))


def _lease_number(lease: Document | None) -> int:
    return int(lease["_id"].rpartition("/")[2]) if lease else 0


def _document(item: Subscription) -> Document:
    document = asdict(item)
    document["wanted"]["headers"] = [list(header) for header in item.wanted.headers]
    return {"_id": document.pop("id"), **document}


def _subscription(document: Document) -> Subscription:
    values = {**document, "id": document["_id"]}
    del values["_id"]
    wanted = {**values["wanted"], "headers": tuple(map(tuple, values["wanted"]["headers"]))}
    wanted["end"] = wanted["end"] and in_utc(wanted["end"])
    values |= {name: values[name] and in_utc(values[name]) for name in TIMES}
    return Subscription(**{**values, "wanted": SubscriptionRequest(**wanted)})


def _notice_id(run: str, number: int) -> str:
    return f"{run}/{number:08}"


def _notice(document: Document) -> Notice:
    codes = tuple(EndedCode(**item) for item in document["codes"])
    number = int(document["_id"].rpartition("/")[2])
    return Notice(number, document["cause"], in_utc(document["at"]), document["focus"], codes)
