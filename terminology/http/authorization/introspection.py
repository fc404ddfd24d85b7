"""Introspection (RFC 7662): asks the authorization server whether an opaque token is valid.

Answers are cached briefly, so that an active client does not cost an introspection per request; a revoked token is
detected within that time.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

from terminology.core.errors import LoginRequired, StoreUnavailable
from terminology.core.issues import Issue
from terminology.core.principals import Principal
from terminology.http.authorization.configuration import Introspection
from terminology.http.authorization.fetching import Fetch, NotFetched
from terminology.http.authorization.tokens import LONGEST_TOKEN, principal_from_claims, refused

REMEMBERED_S = 10.0
MAX_REMEMBERED = 1000


class Introspector:
    """`secret` is the client's own; `clock` returns monotonic seconds."""

    def __init__(
        self,
        configuration: Introspection,
        secret: str,
        fetch: Fetch,
        now: Callable[[], datetime],
        clock: Callable[[], float],
    ) -> None:
        self._configuration = configuration
        self._secret = secret
        self._fetch = fetch
        self._now = now
        self._clock = clock
        self._known: OrderedDict[bytes, tuple[float, Principal | None]] = OrderedDict()

    async def principal_of(self, token: str) -> Principal:
        """Raises LoginRequired, and StoreUnavailable when the authorization server does not respond."""
        if len(token) > LONGEST_TOKEN:
            raise refused("The token is too long")
        key = hashlib.sha256(token.encode()).digest()
        until, principal = self._known.get(key, (float("-inf"), None))
        if until < self._clock():
            principal = await self._introspect(token)
            self._remember(key, principal)
        if principal is None or (principal.expires_at is not None and principal.expires_at <= self._now()):
            raise refused("The token is not active")
        return principal

    async def _introspect(self, token: str) -> Principal | None:
        configuration = self._configuration
        form = {"token": token, "token_type_hint": "access_token"}
        try:
            found = await self._fetch(configuration.url, form, (configuration.client_id, self._secret))
        except NotFetched as error:
            text = f"The authorization server is not available: {error}"
            raise StoreUnavailable(Issue("error", "transient", text)) from error
        if found.get("active") is not True:
            return None
        issuer = found.get("iss")
        try:
            return principal_from_claims(
                found, issuer if isinstance(issuer, str) else None, configuration.below, configuration.below_claim
            )
        except LoginRequired:
            return None

    def _remember(self, key: bytes, principal: Principal | None) -> None:
        self._known[key] = (self._clock() + REMEMBERED_S, principal)
        self._known.move_to_end(key)
        while len(self._known) > MAX_REMEMBERED:
            self._known.popitem(last=False)
