from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe

import pytest
from starlette.types import Scope

from terminology.core.principals import Principal
from terminology.core.scopes import scopes_of
from terminology.http.authorization.key_ring import KeyRing
from terminology.http.authorization.sessions import Sessions
from terminology.library.api_keys import new_key
from terminology.store.mongo_store import MongoStore

START = datetime(2026, 11, 26, 12, tzinfo=UTC)
ADA = Principal("ada", "Ada", "token", scopes_of("user/ValueSet.cruds"), (), None, "https://login.example.org")


class Clock:
    at = START

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(store: MongoStore, clock: Clock) -> Sessions:
    ticks = iter(range(0, 10_000, 10))
    keys = KeyRing(store.api_keys.load, clock.now, lambda: float(next(ticks)))
    return Sessions(store, keys, clock.now, lambda: token_urlsafe(32), life_s=3600)


def shown(secret: str) -> Scope:
    return {"type": "http", "scheme": "http", "headers": [(b"cookie", f"terminology-session={secret}".encode())]}


async def test_a_sign_in_lasts_an_hour(sessions: Sessions, clock: Clock) -> None:
    begun = await sessions.begin(ADA)
    found = await sessions.find(shown(begun.secret))
    assert found == begun
    assert found.principal.expires_at == START + timedelta(hours=1)
    clock.at += timedelta(hours=1)
    assert await sessions.find(shown(begun.secret)) is None


async def test_a_session_ends_with_a_credential_that_ends_before(sessions: Sessions, clock: Clock) -> None:
    until = START + timedelta(minutes=5)
    begun = await sessions.begin(Principal("k", "k", "token", expires_at=until))
    assert begun.principal.expires_at == until


async def test_an_unknown_token_has_no_principal(sessions: Sessions) -> None:
    begun = await sessions.begin(ADA)
    for secret in ("", "x", "A" * 43, begun.secret[:-1], "$ne"):
        assert await sessions.find(shown(secret)) is None
    await sessions.end(begun)
    assert await sessions.find(shown(begun.secret)) is None


async def test_a_session_of_a_key_has_the_current_rights_of_the_key(sessions: Sessions, store: MongoStore) -> None:
    key, _ = new_key("epic", "system/ValueSet.cu", (), START, lambda _bytes: token_urlsafe(32))
    await store.api_keys.add(key)
    begun = await sessions.begin(key.principal())
    found = await sessions.find(shown(begun.secret))
    assert found is not None
    assert found.principal.may("ValueSet", "cu")
    await store.api_keys.remove(key.id)
    assert await sessions.find(shown(begun.secret)) is None


async def test_ended_sessions_are_deleted(sessions: Sessions, store: MongoStore, clock: Clock) -> None:
    begun = await sessions.begin(ADA)
    clock.at += timedelta(hours=2)
    await sessions.begin(ADA)
    from terminology.library.sessions import session_id

    assert await store.sessions.find(session_id(begun.secret)) is None
