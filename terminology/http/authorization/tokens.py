"""JWT access tokens of the configured issuers, verified by their public keys.

Source: RFC 7519, RFC 8725 (best practices), https://hl7.org/fhir/smart-app-launch/STU2.2/backend-services.html.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from terminology.core.errors import LoginRequired, StoreUnavailable
from terminology.core.issues import Issue
from terminology.core.principals import NO_URL, Principal, is_below
from terminology.core.scopes import AUTHORITIES, scopes_of
from terminology.http.authorization.configuration import Issuer
from terminology.http.authorization.fetching import Fetch, NotFetched

if TYPE_CHECKING:
    from terminology.http.authorization.key_sets import KeySource

ALGORITHMS = ("RS256", "RS384", "ES256", "ES384")
CLOCK_SKEW_S = 60  # allowed clock skew between the issuer and this server
LONGEST_TOKEN = 16 * 1024

Json = dict[str, Any]


class TokenReader:
    """`now` returns UTC; `clock` monotonic seconds, for the pauses between fetches."""

    def __init__(
        self, issuers: tuple[Issuer, ...], fetch: Fetch, now: Callable[[], datetime], clock: Callable[[], float]
    ) -> None:
        self._issuers = {issuer.issuer: issuer for issuer in issuers}
        self._sources = {issuer.issuer: _key_source(issuer, fetch, clock) for issuer in issuers}
        self._now = now

    def issuer_of(self, text: str) -> Issuer | None:
        """The configured issuer that a token claims; None for any other, and for a text that is not a JWT."""
        claims = _unverified(text)
        issuer = claims.get("iss") if claims else None
        return self._issuers.get(issuer) if isinstance(issuer, str) else None

    async def principal_of(self, text: str, issuer: Issuer) -> Principal:
        """Raises LoginRequired for an invalid token, StoreUnavailable when it cannot be verified now."""
        claims = await self.claims_of(text, issuer)
        return principal_from_claims(claims, issuer.issuer, issuer.below, issuer.below_claim)

    async def claims_of(self, text: str, issuer: Issuer) -> Json:
        """The verified claims of a token for one of its issuer's audiences. Raises what `principal_of` raises."""
        header = _part(text, 0)
        algorithm, kid = header.get("alg"), header.get("kid")
        if algorithm not in ALGORITHMS:
            raise refused(f"The algorithm of the token is not one of {', '.join(ALGORITHMS)}")
        if kid is not None and not isinstance(kid, str):
            raise refused("The kid of the token is not a string")
        from joserfc import jws  # with the first token
        from joserfc.errors import JoseError

        if "crit" in header:
            raise refused("The token demands extensions (crit) that are not supported")
        try:
            key = await self._sources[issuer.issuer].find(kid, algorithm)
        except NotFetched as error:
            text = f"The keys of {issuer.issuer} are not available: {error}"
            raise StoreUnavailable(Issue("error", "transient", text)) from error
        if key is None:
            raise refused("The token is signed with a key that its issuer does not publish")
        try:
            payload = jws.deserialize_compact(text, key, algorithms=[algorithm]).payload
        except (JoseError, ValueError, TypeError):
            raise refused("The signature of the token is invalid") from None
        claims = _object(payload)
        self._check(claims, issuer)
        return claims

    def _check(self, claims: Json, issuer: Issuer) -> None:
        now = self._now().timestamp()
        expires, not_before = _time(claims, "exp"), _time(claims, "nbf")
        issued = _time(claims, "iat")
        if expires is None:
            raise refused("The token never expires (it has no exp)")
        if expires <= now:
            raise refused("The token has expired", "expired")
        if not_before is not None and not_before > now + CLOCK_SKEW_S:
            raise refused("The token is not valid yet (nbf)")
        if issued is not None and issued > now + CLOCK_SKEW_S:
            raise refused("The token was issued in the future (iat)")
        begins = min(issued, now) if issued is not None else now
        if expires - begins > issuer.longest_life_s + CLOCK_SKEW_S:
            raise refused(f"The token is valid for longer than {issuer.longest_life_s:g} seconds")
        if claims.get("iss") != issuer.issuer:
            raise refused("The token is not from the issuer that it named")
        audience = claims.get("aud")
        named = audience if isinstance(audience, list) else [audience]
        if not any(isinstance(item, str) and item in issuer.audience for item in named):
            raise refused("The token is for another audience")


def _key_source(issuer: Issuer, fetch: Fetch, clock: Callable[[], float]) -> "KeySource":
    # Imports cryptography, ten megabytes of memory: only servers with issuers need it.
    from terminology.http.authorization.key_sets import KeySource

    return KeySource(issuer.jwks_uri, fetch, clock)


def principal_from_claims(
    claims: Mapping[str, Any], issuer: str | None, below: tuple[str, ...], below_claim: str | None
) -> Principal:
    """From a token's claims or an introspection response. Raises LoginRequired when there is no subject."""
    subject = next((claims[name] for name in ("sub", "client_id") if isinstance(claims.get(name), str)), "")
    if not subject:
        raise refused("The token has no subject (sub or client_id)")
    name = next((claims[n] for n in ("name", "preferred_username") if isinstance(claims.get(n), str)), subject)
    expires = _time(claims, "exp")
    token_id = claims.get("jti")
    return Principal(
        id=subject,
        name=name[:200],
        kind="token",
        scopes=scopes_of(_scope_text(claims)),
        below=_limits(claims, below, below_claim),
        expires_at=datetime.fromtimestamp(expires, UTC) if expires is not None else None,
        issuer=issuer,
        token_id=token_id if isinstance(token_id, str) else None,
    )


def refused(text: str, code: str = "security") -> LoginRequired:
    return LoginRequired(Issue("error", code, text))


def _scope_text(claims: Mapping[str, Any]) -> str:
    scope = claims.get("scope", claims.get("scp", ""))
    texts = scope if isinstance(scope, list) else [scope]
    authorities = claims.get("authorities", [])
    named = authorities if isinstance(authorities, list) else [authorities]
    return " ".join(
        [*(item for item in texts if isinstance(item, str)), *(AUTHORITIES.get(str(item), "") for item in named)]
    )


def _limits(claims: Mapping[str, Any], below: tuple[str, ...], claim: str | None) -> tuple[str, ...]:
    """A claim can only narrow what the configuration allows; a configured claim that is missing allows nothing."""
    if claim is None:
        return below
    stated = claims.get(claim)
    items = [stated] if isinstance(stated, str) else stated if isinstance(stated, list) else []
    prefixes = tuple(item for item in items if isinstance(item, str) and item.strip("/ "))
    if below:
        prefixes = tuple(item for item in prefixes if any(is_below(item, limit) for limit in below))
    return prefixes or (NO_URL,)


def _time(claims: Mapping[str, Any], name: str) -> float | None:
    value = claims.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e11:
        raise refused(f"The {name} of the token is not a time")
    return float(value)


def _unverified(text: str) -> Json | None:
    """The unverified claims of a possible JWT; only its issuer may be used before verification."""
    try:
        return _part(text, 1)
    except LoginRequired:
        return None


def _part(text: str, number: int) -> Json:
    parts = text.split(".")
    if len(text) > LONGEST_TOKEN or len(parts) != 3 or not text.isascii():
        raise refused("The token is not a signed JWT")
    part = parts[number]
    try:
        return _object(base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        raise refused("The token is not a signed JWT") from None


def _object(payload: bytes) -> Json:
    try:
        claims = json.loads(payload)
    except (ValueError, RecursionError):
        claims = None
    if not isinstance(claims, dict):
        raise refused("The token has no claims")
    return claims
