"""Browser sessions: started by signing in, identified by a cookie, shared by all servers through the store.

A session started with an API key has the key's current permissions, and ends with it. Cookies are only for pages: /r4
and /r5 only read the Authorization header.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from starlette.types import Scope

from terminology.core.errors import LoginRequired
from terminology.core.principals import Principal
from terminology.http.authorization.cookies import SESSION, find_cookie
from terminology.http.authorization.key_ring import KeyRing
from terminology.library.ports import Store
from terminology.library.sessions import Session, is_secret, session_id, session_of

LIFE_S = 3600.0


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`secret` is the browser's cookie; forms carry a token derived from it."""

    secret: str
    principal: Principal


@dataclass(frozen=True, slots=True)
class Sessions:
    """`now` returns UTC, `new_secret` 256 random bits as URL-safe text. A session lasts at most `life_s` seconds.

    `is_https`: browsers reach the server over https, even if the last hop is not.
    """

    store: Store
    keys: KeyRing
    now: Callable[[], datetime]
    new_secret: Callable[[], str]
    life_s: float = LIFE_S
    is_https: bool = False

    def scheme(self, scope: Scope) -> str:
        return "https" if self.is_https else str(scope["scheme"])

    async def begin(self, principal: Principal) -> SignedIn:
        """Always creates a new secret, to prevent session fixation."""
        secret, now = self.new_secret(), self.now()
        ends = [now + timedelta(seconds=self.life_s), *([principal.expires_at] if principal.expires_at else [])]
        session = session_of(secret, principal, min(ends))
        await self.store.sessions.forget(now)
        await self.store.sessions.save(session)
        return SignedIn(secret, session.principal)

    async def find(self, scope: Scope) -> SignedIn | None:
        """The session of this request's cookie. Raises StoreUnavailable."""
        secret = find_cookie(scope, self.scheme(scope), SESSION)
        if secret is None or not is_secret(secret):
            return None
        session = await self.store.sessions.find(session_id(secret))
        if session is None or session.expires_at <= self.now():
            return None
        principal = await self._principal(session)
        return SignedIn(secret, principal) if principal else None

    async def end(self, signed_in: SignedIn) -> None:
        await self.store.sessions.remove(session_id(signed_in.secret))

    async def _principal(self, session: Session) -> Principal | None:
        if session.principal.kind != "key":
            return session.principal
        try:
            holder = await self.keys.principal_of_id(session.principal.token_id or "")
        except LoginRequired:
            return None
        return replace(holder, expires_at=session.expires_at)
