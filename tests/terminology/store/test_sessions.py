from dataclasses import replace
from datetime import UTC, datetime, timedelta

from terminology.core.principals import Principal
from terminology.core.scopes import scopes_of
from terminology.library.ports import Store
from terminology.library.sessions import session_of

UNTIL = datetime(2026, 11, 26, 12, tzinfo=UTC)
SOMEBODY = Principal(
    "u-1", "Ada", "token", scopes_of("user/ValueSet.cruds user/*.rs"), ("https://a.org",), None, "https://login", "t"
)
SESSION = session_of("s" * 43, SOMEBODY, UNTIL)


async def test_a_session_is_known_to_every_server_until_it_is_removed(store: Store, another_store: Store) -> None:
    await store.sessions.save(SESSION)
    assert await another_store.sessions.find(SESSION.id) == SESSION
    await another_store.sessions.remove(SESSION.id)
    assert await store.sessions.find(SESSION.id) is None


async def test_only_expired_entries_are_removed(store: Store) -> None:
    later = replace(SESSION, id="0" * 64, expires_at=UNTIL + timedelta(seconds=1))
    await store.sessions.save(SESSION)
    await store.sessions.save(later)
    await store.sessions.forget(UNTIL)
    assert await store.sessions.find(SESSION.id) is None
    assert await store.sessions.find(later.id) is not None
