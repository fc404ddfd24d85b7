"""Gate: authenticates the Authorization header and authorizes the principal.

tx_…                              an API key of the store
a JWT whose `iss` is configured   verified by that issuer's keys
anything else                     introspection, where it is configured; else refused
"""

from dataclasses import dataclass

from terminology.core.principals import ANONYMOUS, Principal
from terminology.http.authorization.cds_trust import CdsTrust
from terminology.http.authorization.configuration import API_KEYS_ONLY, AuthorizationConfiguration
from terminology.http.authorization.introspection import Introspector
from terminology.http.authorization.key_ring import KeyRing
from terminology.http.authorization.openid import OpenIdProvider
from terminology.http.authorization.rules import BY_ENTRY, AccessRule, check, needs_principal
from terminology.http.authorization.sessions import Sessions
from terminology.http.authorization.tokens import TokenReader, refused
from terminology.library.api_keys import key_id


@dataclass(frozen=True, slots=True)
class Gate:
    """`protects_reads`: every request needs a scope."""

    keys: KeyRing
    tokens: TokenReader
    introspector: Introspector | None = None
    configuration: AuthorizationConfiguration = API_KEYS_ONLY
    protects_reads: bool = False
    cds_trust: CdsTrust | None = None  # None: anyone may call the CDS services
    sessions: Sessions | None = None  # browser sessions; None: sign-in is disabled
    openid: OpenIdProvider | None = None

    async def admit(self, rule: AccessRule | None, authorization: str | None) -> Principal:
        """The principal. Raises LoginRequired, Forbidden, and StoreUnavailable when it cannot be verified now.

        Rules that need no principal ignore credentials, so that invalid ones do no harm.
        """
        if rule is BY_ENTRY:
            return await self.principal_of(authorization)
        if not needs_principal(rule, self.protects_reads):
            return ANONYMOUS
        principal = await self.principal_of(authorization)
        self.check(rule, principal)
        return principal

    def check(self, rule: AccessRule | None, principal: Principal) -> None:
        """Authorizes a known principal, for the entries of a Bundle. Raises what `admit` raises."""
        check(rule, principal, self.protects_reads)

    async def principal_of(self, authorization: str | None) -> Principal:
        if authorization is None:
            return ANONYMOUS
        kind, _, text = authorization.partition(" ")
        text = text.strip()
        if kind.lower() != "bearer" or not text or not text.isascii():
            raise refused("The Authorization header must be `Bearer`, a space, and the token or API key")
        if key_id(text) is not None:
            return await self.keys.principal_of(text)
        issuer = self.tokens.issuer_of(text)
        if issuer is not None:
            return await self.tokens.principal_of(text, issuer)
        if self.introspector is not None:
            return await self.introspector.principal_of(text)
        raise refused("The token is neither an API key of this server nor from a trusted issuer")
