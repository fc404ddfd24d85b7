"""Notices: creates subscription notifications for changes and sends them to subscribers, at least once, in order, from
one server.

    a round    take the lease -> create notices of changes since the last round -> one task for each subscription
    a task     handshake, or the next notices in order, or a heartbeat; failures are retried later

Everything that must survive a restart is in the store: a notice is stored before it is sent, its delivery afterwards.
Source: https://hl7.org/fhir/R5/subscriptions.html.
"""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from fhir_resources import json_format
from fhir_resources.convert.resources import to_r4, to_r5
from fhir_resources.subscription import topic_url
from fhir_resources.subscription_notification import Names, write_notification
from fhir_resources.version import FhirVersion
from terminology.core.budget import deadline
from terminology.core.errors import StoreUnavailable, TerminologyError
from terminology.core.subscriptions import EndedCode, NotDelivered, Notice, Subscription, SubscriptionRequest
from terminology.library.library import Library
from terminology.library.noticed_content import ContentChange, NoticedContent, changes_between, content_of
from terminology.library.snapshots import Snapshot
from terminology.log import get_logger
from terminology.operations.ended_codes import ended_codes

log = get_logger(__name__)

POLL_S = 1.0
LEASE = timedelta(seconds=30)
ENDED_CODES_TIMEOUT_S = 20.0  # to find the ended codes of a value set; then its subscription gets a problem
LONGEST_PAUSE = timedelta(minutes=5)
ABANDONED_AFTER_FAILING = timedelta(hours=48)
HANDSHAKES = 5
SENT_AT_ONCE = 50  # notices per subscription and round
AT_ONCE = 20  # subscriptions served concurrently
MAX_SEARCHED = 5000  # notices searched for one created before a crash
MAX_NOTICES, TRIMMED_EVERY = 10_000, 1000  # notices for $events
LARGEST_RESOURCE = 4 * 1024 * 1024  # characters of a resource that is included
CONTENT, NAMES = "content", "names"  # the content of the last notices; names are many and rarely change

Json = dict[str, Any]
Send = Callable[[SubscriptionRequest, bytes], Awaitable[None]]


@dataclass(slots=True)
class Notices:
    """`send` raises NotDelivered. `now` returns UTC, `new_id` a unique text."""

    library: Library
    send: Send
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    holder: str = ""
    _last_round: tuple[str, str, frozenset[str]] | None = None
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def __post_init__(self) -> None:
        self.holder = self.holder or self.new_id()

    async def run(self) -> None:
        """Runs rounds until cancelled."""
        try:
            while True:
                try:
                    await self.work()
                except StoreUnavailable:
                    pass  # the library has logged it; notices wait in the store
                except Exception:  # must survive unexpected errors, which are logged in full
                    log.exception("A round of notices failed")
                await asyncio.sleep(POLL_S)
        finally:
            self._stop()

    async def work(self) -> None:
        """Runs one round. Sending continues in tasks: `settle` waits for them."""
        now = self.now()
        if not await self.library.store.subscriptions.take_lease(self.holder, now, now + LEASE):
            self._stop()
            return
        subscriptions = await self.library.store.subscriptions.load()
        await self._make_notices(subscriptions)
        for item in await self.library.store.subscriptions.load():
            running = self._tasks.get(item.id)
            if self._is_due(item, now) and (running is None or running.done()):
                self._tasks[item.id] = asyncio.create_task(self._process(item))

    async def settle(self) -> None:
        await asyncio.gather(*self._tasks.values())

    def _stop(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()

    def _is_due(self, item: Subscription, now: datetime) -> bool:
        if item.status == "error" or (item.next_attempt_at and item.next_attempt_at > now):
            return False
        has_ended = item.wanted.end is not None and item.wanted.end <= now
        return has_ended or item.status == "requested" or item.delivered < item.events or _wants_heartbeat(item, now)

    async def _make_notices(self, subscriptions: Sequence[Subscription]) -> None:
        snapshot = self.library.snapshot(FhirVersion.R5)
        active = [item for item in subscriptions if item.status == "active"]
        today = self.now().date().isoformat()
        round_key = (snapshot.digest, today, frozenset(item.run for item in active))
        if round_key == self._last_round:
            return
        await self._notice_content(snapshot, active)
        for item in active:
            if item.wanted.topic == "codes-ended":
                await self._notify_of_ended_codes(snapshot, item, today)
        self._last_round = round_key

    async def _notice_content(self, snapshot: Snapshot, active: Sequence[Subscription]) -> None:
        store = self.library.store
        before = _content(await store.subscriptions.load_state(CONTENT), await store.subscriptions.load_state(NAMES))
        after = await asyncio.to_thread(content_of, snapshot, before.sequence + 1 if before else 1)
        if before is not None:
            if replace(after, sequence=before.sequence) == before:
                return
            commits = self.library.written.log[:]
            for change in await asyncio.to_thread(changes_between, before, after, commits):
                for item in active:
                    if _matches(item.wanted, change):
                        cause = f"{before.sequence} {change.detail}"
                        await self._add(item, cause, change.focus)
        # Names first: their changes already have notices, and the sequence tells which ones.
        if before is None or (before.code_systems, before.value_sets) != (after.code_systems, after.value_sets):
            await store.subscriptions.save_state(NAMES, _names(after))
        await store.subscriptions.save_state(CONTENT, {"sequence": after.sequence, "commit": after.commit})

    async def _notify_of_ended_codes(self, snapshot: Snapshot, item: Subscription, today: str) -> None:
        """An unexpected error of one subscription does not stop the notices of the others."""
        try:
            await self._notice_ended(snapshot, item, today)
        except StoreUnavailable:
            raise
        except Exception:
            log.exception("A value set cannot be followed", subscription=item.id)
            await self._change(item, {"problem": "The server failed to track the value set; see its log"})

    async def _notice_ended(self, snapshot: Snapshot, item: Subscription, today: str) -> None:
        """One notice of all codes that newly end or have ended."""
        url = item.wanted.url or ""
        try:
            check = deadline(ENDED_CODES_TIMEOUT_S, time.monotonic, "its codes were not found")
            codes = await asyncio.to_thread(ended_codes, snapshot.catalogue, url, today, check)
        except TerminologyError as error:
            await self._change(item, {"problem": f"The value set cannot be followed: {error}"[:500]})
            return
        state = await self.library.store.subscriptions.load_state(item.run)
        if state is not None:
            known = set(state["ended"])
            new = tuple(code for code in codes if code.key not in known)
            if new:
                digest = hashlib.sha256("\n".join(code.key for code in new).encode()).hexdigest()[:16]
                await self._add(item, f"{state['sequence']} {digest}", _focus(snapshot, url), new)
        sequence = state["sequence"] + 1 if state else 1
        values = {"sequence": sequence, "ended": [code.key for code in codes]}
        await self.library.store.subscriptions.save_state(item.run, values)

    async def _add(self, item: Subscription, cause: str, focus: str, codes: tuple[EndedCode, ...] = ()) -> None:
        """Adds a notice with the next number, unless it was created before a crash."""
        store = self.library.store
        current = await store.subscriptions.find(item.id)
        if current is None or current.run != item.run:
            return
        if await store.subscriptions.has_notice(item.run, cause, max(0, current.events - MAX_SEARCHED)):
            return
        number = current.events + 1
        if number % TRIMMED_EVERY == 0 and number > MAX_NOTICES:
            await store.subscriptions.forget_notices(item.run, min(number - MAX_NOTICES, current.delivered))
        while True:
            added = await store.subscriptions.add_notice(item.run, Notice(number, cause, self.now(), focus, codes))
            await self._change(item, {"events": number})  # also for one whose number was not recorded before a crash
            if added:
                return
            number += 1

    async def _process(self, item: Subscription) -> None:
        async with self._places:
            try:
                await self._send_what_is_due(item)
            except NotDelivered as error:
                await self._failed(item, str(error))
            except StoreUnavailable:
                pass  # retried in a later round
            except Exception:
                log.exception("A subscription failed", subscription=item.id)
                await self._failed(item, "The server failed to send; see its log")

    async def _send_what_is_due(self, item: Subscription) -> None:
        now = self.now()
        if item.wanted.end is not None and item.wanted.end <= now:
            await self.library.store.subscriptions.remove(item.id, item.run)
        elif item.status == "requested":
            await self._send(item, "handshake", ())
            await self._change(item, {"status": "active", **_well(self.now())})
        elif item.delivered < item.events:
            up_to = min(item.events, item.delivered + SENT_AT_ONCE)
            notices = await self.library.store.subscriptions.load_notices(item.run, item.delivered, up_to)
            for notice in notices:
                await self._send(item, "event-notification", (notice,))
                if not await self._change(item, {"delivered": notice.number, **_well(self.now())}):
                    return
            if not notices or notices[-1].number < up_to:  # backups have no notices: skip the missing ones
                await self._change(item, {"delivered": up_to})
        elif _wants_heartbeat(item, now):
            await self._send(item, "heartbeat", ())
            await self._change(item, _well(self.now()))

    async def _send(self, item: Subscription, kind: str, notices: Sequence[Notice]) -> None:
        body = await asyncio.to_thread(self._body, item, kind, notices)
        await self.send(item.wanted, body)

    def _body(self, item: Subscription, kind: str, notices: Sequence[Notice]) -> bytes:
        version = FhirVersion(item.fhir_version)
        names = Names(item.base, item.id, topic_url(self.library.canonical_base, item.wanted.topic))
        resources = self._resources(notices, version) if item.wanted.content == "full-resource" else {}
        return json_format.dumps(write_notification(item, kind, notices, resources, version, names, self.now()))

    def _resources(self, notices: Sequence[Notice], version: FhirVersion) -> dict[str, Json]:
        """The resources that exist now and are small enough to include."""
        found: dict[str, Json] = {}
        for focus in {notice.focus for notice in notices}:
            entry = self.library.resources(version).find(*focus.split("/", 1))
            if entry is None:
                continue
            resource = entry.read()
            if entry.fhir_version is not version:
                resource = to_r4(resource) if version is FhirVersion.R4 else to_r5(resource)
            if len(json_format.dumps(resource)) <= LARGEST_RESOURCE:
                found[focus] = resource
        return found

    async def _failed(self, item: Subscription, problem: str) -> None:
        now, failures = self.now(), item.failures + 1
        since = item.failing_since or now
        is_over = failures >= HANDSHAKES if item.status == "requested" else now - since >= ABANDONED_AFTER_FAILING
        pause = min(LONGEST_PAUSE, timedelta(seconds=2 ** min(failures, 20)))
        values: Json = {"failures": failures, "failing_since": since, "next_attempt_at": now + pause}
        await self._change(item, {**values, "problem": problem[:500], **({"status": "error"} if is_over else {})})

    async def _change(self, item: Subscription, values: Mapping[str, Any]) -> Subscription | None:
        return await self.library.store.subscriptions.change(item.id, item.run, values)


def _well(now: datetime) -> Json:
    return {"sent_at": now, "failures": 0, "failing_since": None, "next_attempt_at": None, "problem": None}


def _wants_heartbeat(item: Subscription, now: datetime) -> bool:
    seconds = item.wanted.heartbeat_s
    if seconds is None or item.status != "active":
        return False
    return item.sent_at is None or now - item.sent_at >= timedelta(seconds=seconds)


def _matches(wanted: SubscriptionRequest, change: ContentChange) -> bool:
    return wanted.topic == change.topic and wanted.url in (None, change.url)


def _focus(snapshot: Snapshot, canonical: str) -> str:
    url, _, version = canonical.partition("|")
    for entry in snapshot.resources.entries("ValueSet"):  # the latest version of a url comes first
        if entry.header.url == url and version in ("", entry.header.version):
            return f"ValueSet/{entry.id}"
    return "ValueSet/unknown"


def _names(content: NoticedContent) -> Json:
    """Canonicals cannot be field names, in which dots have a meaning."""
    systems, sets = (
        [[canonical, id, stamp] for canonical, (id, stamp) in found.items()]
        for found in (content.code_systems, content.value_sets)
    )
    return {"code_systems": systems, "value_sets": sets}


def _content(state: Mapping[str, Any] | None, names: Mapping[str, Any] | None) -> NoticedContent | None:
    if state is None or names is None:
        return None
    code_systems, value_sets = (
        {canonical: (id, stamp) for canonical, id, stamp in names[name]} for name in ("code_systems", "value_sets")
    )
    return NoticedContent(state["sequence"], state["commit"], code_systems, value_sets)
