"""AuditTrail: logins, and what was not let through. Append-only.

They are collected for a moment and stored together, so that a flood of them costs little; who is refused does not wait.
What was written stands in the commits, with its author, by the same insertion that wrote it.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from terminology.core.errors import StoreUnavailable
from terminology.library.commits import AuditNote, Author
from terminology.library.ports import Store
from terminology.log import get_logger

log = get_logger(__name__)

MOST_KNOWN = 10_000  # logins that are noted once; then they are noted again
MOST_WAITING = 10_000  # beyond it they are counted and logged, not kept
PAUSE_S = 0.2


@dataclass(slots=True)
class AuditTrail:
    """`now` gives UTC, `new_id` a unique text. `notes_reads`: what is read is noted too, by its address alone."""

    store: Store
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    notes_reads: bool = False
    _waiting: list[AuditNote] = field(default_factory=list)
    _lost: int = 0
    _known: set[tuple[str | None, str, str | None]] = field(default_factory=set)
    _writing: asyncio.Task[None] | None = None

    def note(self, author: Author, method: str, path: str, status: int, text: str) -> None:
        """On the event loop; it is stored a moment later."""
        if len(self._waiting) >= MOST_WAITING:
            self._lost += 1
            return
        at = self.now()
        id = f"{at:%Y%m%d%H%M%S%f}-{self.new_id()}"
        self._waiting.append(AuditNote(id, at, author, method, path[:500], status, text[:1000]))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    def note_read(self, author: Author, method: str, path: str) -> None:
        """Without what was asked: neither query nor body, which may be about a patient."""
        if self.notes_reads:
            self.note(author, "read", f"{method} {path}", 200, "")

    def note_login(self, author: Author) -> None:
        """Once for each token or key."""
        if author.kind == "anonymous":
            return
        who = (author.issuer, author.id, author.token_id)
        if who in self._known:
            return
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known.add(who)
        self.note(author, "login", "", 200, f"{author.name} ({author.kind}) was authenticated")

    async def flush(self) -> None:
        """Returns when everything noted so far is stored."""
        while self._writing is not None and not self._writing.done():
            await asyncio.shield(self._writing)

    async def _write(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting, []
            try:
                await self.store.save_audit_notes(some)
            except StoreUnavailable:
                self._waiting = (some + self._waiting)[:MOST_WAITING]
                await asyncio.sleep(PAUSE_S)
        if self._lost:
            log.warning("Audit events were dropped, because there were too many at once", count=self._lost)
            self._lost = 0
