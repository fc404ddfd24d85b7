"""The authorization configuration: token issuers and the introspection endpoint, from a TOML file.

[smart]                                          # shown in .well-known/smart-configuration
token_endpoint = "https://login.example.org/token"

[[issuer]]
issuer = "https://login.example.org"             # `iss` of its tokens, exactly
jwks_uri = "https://login.example.org/jwks"
audience = ["https://tx.example.org/r4", "https://tx.example.org/r5"]
below = ["https://example.org/fhir"]             # canonical prefixes its principals are limited to; none: no limit
below_claim = "canonical_prefixes"               # a claim of its tokens that limits them further
longest_life_s = 3600                            # from `iat` or now to `exp`

[sign_in]                                        # for browsers: OpenID Connect, authorization code flow with PKCE
issuer = "https://login.example.org"             # the rest is in its /.well-known/openid-configuration
client_id = "terminology"                        # registered there with <address>/sign-in/done
client_secret_file = "/run/secrets/sign-in"      # none: a public client
scope = "openid profile user/ValueSet.cruds"     # requested; the granted scope applies
below_claim = "canonical_prefixes"               # like that of an issuer, in the id token

[[cds_client]]                                   # clients of /cds-services; none: anyone, on a loopback address
issuer = "https://ehr.example.org"               # `iss` of its tokens, exactly; `aud` is the requested address
jwks_uri = "https://ehr.example.org/jwks.json"

[introspection]                                  # RFC 7662, for tokens that are not JWTs of an issuer above
url = "https://login.example.org/introspect"
client_id = "terminology"
client_secret_file = "/run/secrets/introspection"
"""

import tomllib
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")
LONGEST_LIFE_S = 3600.0


class NotConfigured(Exception):
    """The file is invalid; the message is one sentence that says where."""


@dataclass(frozen=True, slots=True)
class Issuer:
    issuer: str
    jwks_uri: str
    audience: tuple[str, ...]
    below: tuple[str, ...] = ()
    below_claim: str | None = None
    longest_life_s: float = LONGEST_LIFE_S


@dataclass(frozen=True, slots=True)
class Introspection:
    url: str
    client_id: str
    client_secret_file: str
    below: tuple[str, ...] = ()
    below_claim: str | None = None


@dataclass(frozen=True, slots=True)
class SignIn:
    """The OpenID provider for users who write in a browser. `label` is its name on the button."""

    issuer: str
    client_id: str
    client_secret_file: str | None = None
    scope: str = "openid profile user/ValueSet.cruds"
    label: str = "your organization"
    below: tuple[str, ...] = ()
    below_claim: str | None = None


@dataclass(frozen=True, slots=True)
class Smart:
    """Endpoints of the authorization server to publish; those that are None are left out."""

    token_endpoint: str | None = None
    authorization_endpoint: str | None = None
    introspection_endpoint: str | None = None
    revocation_endpoint: str | None = None
    jwks_uri: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class AuthorizationConfiguration:
    """By default only API keys are accepted, and without any, nobody can write."""

    issuers: tuple[Issuer, ...] = ()
    cds_clients: tuple[Issuer, ...] = ()
    introspection: Introspection | None = None
    smart: Smart = Smart()
    sign_in: SignIn | None = None


API_KEYS_ONLY = AuthorizationConfiguration()


def read_configuration(text: str) -> AuthorizationConfiguration:
    """Raises NotConfigured."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotConfigured(f"The authorization file is not TOML: {error}.") from None
    if unknown := tables.keys() - {"issuer", "cds_client", "introspection", "smart", "sign_in"}:
        raise NotConfigured(f"The authorization file has an unknown part: {', '.join(sorted(unknown))}.")
    issuers = tables.get("issuer", [])
    clients = tables.get("cds_client", [])
    if not isinstance(issuers, list) or not isinstance(clients, list):
        raise NotConfigured("An issuer is written as [[issuer]], with two brackets, and a client as [[cds_client]].")
    introspection = tables.get("introspection")
    return AuthorizationConfiguration(
        tuple(_table(Issuer, item, "issuer", ("issuer", "jwks_uri", "audience")) for item in issuers),
        tuple(_client(item) for item in clients),
        _table(Introspection, introspection, "introspection", ("url", "client_id", "client_secret_file"))
        if introspection is not None
        else None,
        _table(Smart, tables.get("smart", {}), "smart", ()),
        _sign_in(tables["sign_in"]) if "sign_in" in tables else None,
    )


def _sign_in(table: Any) -> SignIn:
    stated: SignIn = _table(SignIn, table, "sign_in", ("issuer", "client_id"))
    check_address("sign_in", "issuer", stated.issuer)
    if "openid" not in stated.scope.split():
        raise NotConfigured("scope of [sign_in] must include openid, which identifies the user.")
    return stated


def _client(table: Any) -> Issuer:
    """A CDS Hooks client: the audience of its tokens is the requested address, so none is configured."""
    stated = {"audience": "the requested address", **table} if isinstance(table, dict) else table
    client: Issuer = _table(Issuer, stated, "cds_client", ("issuer", "jwks_uri"))
    return client


def _table(kind: type[Any], table: Any, name: str, required: tuple[str, ...]) -> Any:
    known = {field.name for field in fields(kind)}
    if not isinstance(table, dict):
        raise NotConfigured(f"{name} is a table, written as [{name}] on a line of its own.")
    if unknown := table.keys() - known:
        raise NotConfigured(f"[{name}] supports {', '.join(sorted(known))}; not {', '.join(sorted(unknown))}.")
    if missing := [item for item in required if not table.get(item)]:
        raise NotConfigured(f"[{name}] lacks {', '.join(missing)}.")
    values = {key: _value(name, key, value) for key, value in table.items()}
    return kind(**values)


def _value(name: str, key: str, value: Any) -> Any:
    if key in ("audience", "below"):
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not values or not all(isinstance(item, str) and item for item in values):
            raise NotConfigured(f"{key} of [{name}] must be a list of strings.")
        return tuple(values)
    if key == "longest_life_s":
        if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
            raise NotConfigured(f"{key} of [{name}] must be a number of seconds.")
        return float(value)
    if not isinstance(value, str):
        raise NotConfigured(f"{key} of [{name}] must be a string.")
    if key in ("jwks_uri", "url"):
        check_address(name, key, value)
    return value


def check_address(name: str, key: str, address: str) -> None:
    """Requires https, or http on this host: unencrypted keys could be forged. Raises NotConfigured."""
    try:
        parts = urlsplit(address)
    except ValueError:  # https://[
        parts = urlsplit("")
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return
    raise NotConfigured(f"{key} of [{name}] must be an https address, not {address}.")
