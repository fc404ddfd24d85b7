"""CdsTrust: the clients of CDS Hooks, each known by the JWT that it signs for every request.

Source: https://cds-hooks.hl7.org/2.0/#trusting-cds-clients. `aud` is the address that is asked, `jti` counts once. Keys
come from the configured address: a `jku` in a token is never followed.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from terminology.http.authorization.configuration import Issuer
from terminology.http.authorization.fetching import Fetch
from terminology.http.authorization.tokens import TokenReader, refused

MOST_REMEMBERED = 100_000  # tokens in force; more at a time are refused rather than forgotten
LONGEST_ID = 200


class CdsTrust:
    """Without any client configured it trusts nobody. `now` gives UTC; `clock` seconds that only go forward."""

    def __init__(
        self, clients: tuple[Issuer, ...], fetch: Fetch, now: Callable[[], datetime], clock: Callable[[], float]
    ) -> None:
        self._knows_clients = bool(clients)
        self._tokens = TokenReader(clients, fetch, now, clock)
        self._now = now
        self._used: OrderedDict[tuple[str, str], float] = OrderedDict()  # issuer and jti, until when

    async def check(self, authorization: str | None, address: str) -> None:
        """Raises LoginRequired when it is not from a client, StoreUnavailable when that cannot be known now."""
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
            raise refused("The token does not say when it was issued (iat)")
        self._use((client.issuer, token_id), float(claims["exp"]))

    def _use(self, key: tuple[str, str], expires: float) -> None:
        now = self._now().timestamp()
        if self._used.get(key, 0) > now:
            raise refused("The token was used before (jti)")
        while self._used and next(iter(self._used.values())) <= now:
            self._used.popitem(last=False)
        if len(self._used) >= MOST_REMEMBERED:
            self._used = OrderedDict((each, until) for each, until in self._used.items() if until > now)
            if len(self._used) >= MOST_REMEMBERED:
                raise refused("There are too many tokens in force")
        self._used[key] = expires
