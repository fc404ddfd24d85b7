"""AuditTrail: logins and rejected requests. Append-only.

Events are buffered briefly and stored together, so that a flood costs little; a rejected client does not wait for the
store. Writes are recorded, with their author, in the commits themselves, by the same insert.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from terminology.core.errors import StoreUnavailable
from terminology.library.commits import AuditNote, Author, note_id
from terminology.library.ports import Store
from terminology.log import get_logger

log = get_logger(__name__)

MAX_LOGINS_REMEMBERED = 10_000  # distinct logins recorded once; beyond this they are recorded again
MAX_PENDING = 10_000  # events; more are dropped, and their number is logged
PAUSE_S = 0.2


@dataclass(slots=True)
class AuditTrail:
    """`now` returns UTC, `new_id` a unique text. `notes_reads`: records reads too, by address only."""

    store: Store
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    notes_reads: bool = False
    _waiting: list[AuditNote] = field(default_factory=list)
    _lost: int = 0
    _known: set[tuple[str | None, str, str | None]] = field(default_factory=set)
    _writing: asyncio.Task[None] | None = None

    def note(self, author: Author, method: str, path: str, status: int, text: str) -> None:
        """Call it on the event loop; the event is stored a moment later."""
        if len(self._waiting) >= MAX_PENDING:
            self._lost += 1
            return
        at = self.now()
        self._waiting.append(AuditNote(note_id(at, self.new_id()), at, author, method, path[:500], status, text[:1000]))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    def note_read(self, author: Author, method: str, path: str) -> None:
        """Omits the query and the body, which may be about a patient."""
        if self.notes_reads:
            self.note(author, "read", f"{method} {path}", 200, "")

    def note_login(self, author: Author) -> None:
        """Once for each token or key."""
        if author.kind == "anonymous":
            return
        known = (author.issuer, author.id, author.token_id)
        if known in self._known:
            return
        if len(self._known) >= MAX_LOGINS_REMEMBERED:
            self._known.clear()
        self._known.add(known)
        self.note(author, "login", "", 200, f"{author.name} ({author.kind}) was authenticated")

    async def flush(self) -> None:
        """Returns when everything recorded so far is stored."""
        while self._writing is not None and not self._writing.done():
            await asyncio.shield(self._writing)

    async def _write(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting, []
            try:
                await self.store.save_audit_notes(some)
            except StoreUnavailable:
                self._waiting = (some + self._waiting)[:MAX_PENDING]
                await asyncio.sleep(PAUSE_S)
        if self._lost:
            log.warning("Audit events were dropped: too many at once", count=self._lost)
            self._lost = 0
