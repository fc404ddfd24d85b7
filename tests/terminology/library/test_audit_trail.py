from datetime import UTC, datetime, timedelta, timezone
from itertools import count

from terminology.library.audit_trail import MAX_PENDING, AuditTrail
from terminology.library.commits import Author
from terminology.library.ports import Store

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
NOBODY = Author("anonymous", "anonymous", "anonymous")


def trail(store: Store) -> AuditTrail:
    numbers = count(1)
    return AuditTrail(store, lambda: NOW, lambda: f"{next(numbers):06}")


async def test_events_are_stored_and_found_by_time(store: Store, another_store: Store) -> None:
    audit = trail(store)
    audit.note(NOBODY, "POST", "/r4/ValueSet", 401, "no key")
    await audit.flush()
    (note,) = await another_store.load_audit_notes("20261126", "20261127")
    assert (note.method, note.status, note.at, note.author) == ("POST", 401, NOW, NOBODY)
    assert await store.load_audit_notes("20261127", "9") == ()


async def test_events_are_found_by_time_whatever_the_zone_of_the_clock(store: Store) -> None:
    late = datetime(2026, 11, 26, 20, tzinfo=timezone(timedelta(hours=-5)))  # the next day in UTC
    audit = AuditTrail(store, lambda: late, lambda: "1")
    audit.note(NOBODY, "POST", "/r4/ValueSet", 401, "no key")
    await audit.flush()
    assert [note.at for note in await store.load_audit_notes("20261127", "20261128")] == [late]


async def test_a_login_is_logged_once_per_token(store: Store) -> None:
    audit = trail(store)
    for token in ("a", "b", "a", "b"):
        audit.note_login(Author("epic", "Epic", "token", "https://i", token))
    audit.note_login(NOBODY)
    await audit.flush()
    assert len(await store.load_audit_notes("0", "9")) == 2


async def test_a_flood_is_bounded(store: Store) -> None:
    audit = trail(store)
    for _ in range(MAX_PENDING + 10):
        audit.note(NOBODY, "POST", "/", 401, "no")
    assert len(audit._waiting) == MAX_PENDING
    audit._waiting.clear()
    await audit.flush()
