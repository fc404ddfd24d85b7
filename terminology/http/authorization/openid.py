"""OpenIdProvider: users sign in with their organization, by OpenID Connect's authorization code flow with PKCE.

    browser, with its own secret -> the provider (state, nonce, challenge: derived from the secret)
    the provider -> browser -> here (code, state) -> the token endpoint (code, verifier) -> the id token

Nothing is stored in between: only the browser that started the flow can finish it, on any server. The scope that the
provider grants applies here. Sources: OpenID Connect Core 1.0 (3.1), Discovery 1.0, RFC 7636 (PKCE), RFC 9207 (iss).
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from terminology.core.errors import StoreUnavailable
from terminology.core.issues import Issue
from terminology.core.principals import Principal
from terminology.http.authorization.configuration import Issuer, NotConfigured, SignIn, check_address
from terminology.http.authorization.fetching import Fetch, NotFetched
from terminology.http.authorization.tokens import TokenReader, principal_from_claims, refused
from terminology.library.sessions import derived

DISCOVERY = "/.well-known/openid-configuration"
FRESH_S = 3600.0
LONGEST_LIFE_S = 86_400.0  # of an id token
LONGEST_CODE = 4096
ERROR = re.compile(r"[a-z_]{1,60}")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The provider's metadata. `names_itself`: its responses include `iss` (RFC 9207)."""

    authorization: str
    token: str
    jwks: str
    names_itself: bool


class OpenIdProvider:
    """`secret` is the client's own, None for a public client; `clock` returns monotonic seconds."""

    def __init__(
        self,
        configuration: SignIn,
        secret: str | None,
        fetch: Fetch,
        now: Callable[[], datetime],
        clock: Callable[[], float],
    ) -> None:
        self.label = configuration.label
        self._configuration = configuration
        self._secret = secret
        self._fetch = fetch
        self._now = now
        self._clock = clock
        self._known: tuple[float, Endpoints, TokenReader, Issuer] | None = None

    async def address(self, browser_secret: str, redirect_uri: str) -> str:
        """The URL for the browser to sign in. Raises StoreUnavailable when the provider is unavailable."""
        endpoints, _, _ = await self._provider()
        challenge = hashlib.sha256(derived(browser_secret, "verifier").encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self._configuration.client_id,
            "redirect_uri": redirect_uri,
            "scope": self._configuration.scope,
            "state": derived(browser_secret, "state"),
            "nonce": derived(browser_secret, "nonce"),
            "code_challenge": urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        joined = "&" if urlsplit(endpoints.authorization).query else "?"
        return f"{endpoints.authorization}{joined}{urlencode(query)}"

    async def principal_of(self, browser_secret: str, redirect_uri: str, answer: Mapping[str, str]) -> Principal:
        """The principal that signed in, from the parameters of the redirect back. Raises LoginRequired,
        StoreUnavailable.
        """
        state = derived(browser_secret, "state")
        if not hmac.compare_digest(state.encode(), answer.get("state", "").encode("utf-8", "surrogatepass")):
            raise refused("This response does not belong to a sign-in that this browser started (state)")
        endpoints, tokens, issuer = await self._provider()
        self._check_issuer(endpoints, answer)
        if "error" in answer:
            shown = answer["error"] if ERROR.fullmatch(answer["error"]) else "an error"
            raise refused(f"The login server refused the sign-in: {shown}")
        code = answer.get("code", "")
        if not 0 < len(code) <= LONGEST_CODE:
            raise refused("The login server sent no code")
        granted = await self._redeem(endpoints, code, derived(browser_secret, "verifier"), redirect_uri)
        id_token = granted.get("id_token")
        if not isinstance(id_token, str):
            raise refused("The login server sent no id token")
        claims = await tokens.claims_of(id_token, issuer)
        self._check_claims(claims, derived(browser_secret, "nonce"))
        return self._principal(claims, granted)

    def _check_issuer(self, endpoints: Endpoints, answer: Mapping[str, str]) -> None:
        """Rejects the response of another provider (mix-up attack)."""
        stated = answer.get("iss")
        if stated != self._configuration.issuer and (stated is not None or endpoints.names_itself):
            raise refused("The response is from another login server (iss)")

    def _check_claims(self, claims: Json, nonce: str) -> None:
        stated, client = claims.get("nonce"), self._configuration.client_id
        if not isinstance(stated, str) or not hmac.compare_digest(nonce.encode(), stated.encode("utf-8", "replace")):
            raise refused("The id token was made for another sign-in (nonce)")
        audience, party = claims.get("aud"), claims.get("azp")
        if party not in (None, client) or (isinstance(audience, list) and len(audience) > 1 and party is None):
            raise refused("The id token was made for another application (azp)")

    def _principal(self, claims: Json, granted: Json) -> Principal:
        """A grant without a scope grants what was requested (RFC 6749, 5.1)."""
        configuration = self._configuration
        scope = granted.get("scope", configuration.scope)
        # Ignore the id token's short life; the session limits how long a user stays signed in.
        named = {name: value for name, value in claims.items() if name not in ("exp", "scp", "jti")}
        return principal_from_claims(
            {**named, "scope": scope if isinstance(scope, str) else ""},
            configuration.issuer,
            configuration.below,
            configuration.below_claim,
        )

    async def _redeem(self, endpoints: Endpoints, code: str, verifier: str, redirect_uri: str) -> Json:
        client, secret = self._configuration.client_id, self._secret
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
            **({} if secret else {"client_id": client}),
        }
        user = (quote(client, safe=""), quote(secret, safe="")) if secret else None  # RFC 6749, 2.3.1
        try:
            return await self._fetch(endpoints.token, form, user)
        except NotFetched as error:
            if error.status in (400, 401):
                raise refused("The login server rejected its own code: sign in again") from error
            raise _unreachable(self._configuration.issuer, error) from error

    async def _provider(self) -> tuple[Endpoints, TokenReader, Issuer]:
        if self._known is None or self._clock() > self._known[0] + FRESH_S:
            configuration = self._configuration
            try:
                document = await self._fetch(f"{configuration.issuer.rstrip('/')}{DISCOVERY}", None, None)
                endpoints = _endpoints(document, configuration.issuer)
            except (NotFetched, NotConfigured) as error:
                raise _unreachable(configuration.issuer, error) from error
            issuer = Issuer(
                configuration.issuer, endpoints.jwks, (configuration.client_id,), longest_life_s=LONGEST_LIFE_S
            )
            tokens = TokenReader((issuer,), self._fetch, self._now, self._clock)
            self._known = (self._clock(), endpoints, tokens, issuer)
        return self._known[1:]


def _endpoints(document: Json, issuer: str) -> Endpoints:
    """Raises NotConfigured for another issuer's document, and for unsafe addresses."""
    if document.get("issuer") != issuer:
        raise NotConfigured(f"it calls itself {str(document.get('issuer'))[:200]}")
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    authorization, token, jwks = (document.get(name) for name in names)
    for name, address in zip(names, (authorization, token, jwks), strict=True):
        check_address("sign_in", name, address if isinstance(address, str) else "nothing")
    names_itself = document.get("authorization_response_iss_parameter_supported") is True
    return Endpoints(str(authorization), str(token), str(jwks), names_itself)


def _unreachable(issuer: str, error: Exception) -> StoreUnavailable:
    return StoreUnavailable(Issue("error", "transient", f"The login server {issuer} cannot be used now: {error}"))
