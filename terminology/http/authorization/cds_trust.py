"""CdsTrust: authenticates CDS Hooks clients by the JWT that they sign for every request.

Source: https://cds-hooks.hl7.org/2.0/#trusting-cds-clients. `aud` is the requested address; a `jti` is valid once
across all servers of a store. Keys come from the configured address: a `jku` in a token is never followed.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from terminology.http.authorization.configuration import Issuer
from terminology.http.authorization.fetching import Fetch
from terminology.http.authorization.tokens import TokenReader, refused
from terminology.library.ports import Store

LONGEST_ID = 200
SWEEP = timedelta(minutes=1)  # between removals of expired tokens


class CdsTrust:
    """Without configured clients it trusts none. `now` returns UTC; `clock` monotonic seconds."""

    def __init__(
        self,
        clients: tuple[Issuer, ...],
        fetch: Fetch,
        now: Callable[[], datetime],
        clock: Callable[[], float],
        store: Store,
    ) -> None:
        self._knows_clients = bool(clients)
        self._tokens = TokenReader(clients, fetch, now, clock)
        self._now = now
        self._store = store
        self._swept_at = now()

    async def check(self, authorization: str | None, address: str) -> None:
        """Raises LoginRequired for an untrusted client, StoreUnavailable when it cannot be verified now."""
        kind, _, text = (authorization or "").partition(" ")
        client = self._tokens.issuer_of(text.strip()) if kind.lower() == "bearer" else None
        if not self._knows_clients:
            raise refused("No CDS client is configured ([[cds_client]] in TERMINOLOGY_AUTHORIZATION_FILE)")
        if client is None:
            raise refused("A CDS client needs a JWT from a configured issuer")
        claims = await self._tokens.claims_of(text.strip(), replace(client, audience=(address,)))
        token_id = claims.get("jti")
        if not isinstance(token_id, str) or not 0 < len(token_id) <= LONGEST_ID:
            raise refused("The token has no jti")
        if claims.get("iat") is None:
            raise refused("The token has no issue time (iat)")
        await self._use(client.issuer, token_id, float(claims["exp"]))

    async def _use(self, issuer: str, token_id: str, expires: float) -> None:
        """Raises LoginRequired for a used token, StoreUnavailable when it cannot be verified now."""
        now = self._now()
        if now - self._swept_at > SWEEP:
            self._swept_at = now
            await self._store.used_tokens.forget(now)
        id = hashlib.sha256(f"{issuer}\n{token_id}".encode()).hexdigest()
        if not await self._store.used_tokens.use(id, now, datetime.fromtimestamp(expires, UTC)):
            raise refused("The token was used before (jti)")
