import base64
import hmac
import json
from typing import Any

import pytest
from joserfc.jwk import RSAKey

from terminology.core.errors import LoginRequired, StoreUnavailable
from terminology.core.principals import Principal
from terminology.http.authorization.configuration import Issuer
from terminology.http.authorization.tokens import TokenReader

from .conftest import EC, EC_384, ISSUER, RSA, World


def reader(world: World, issuer: Issuer = ISSUER) -> TokenReader:
    return TokenReader((issuer,), world.fetch, world.now, world.clock)


async def principal_of(world: World, text: str, issuer: Issuer = ISSUER) -> Principal:
    tokens = reader(world, issuer)
    assert tokens.issuer_of(text) is issuer
    return await tokens.principal_of(text, issuer)


def encoded(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


async def test_a_good_token_makes_a_principal(world: World) -> None:
    principal = await principal_of(world, world.token(jti="j1", name="Epic at night"))
    assert (principal.id, principal.name, principal.token_id) == ("epic", "Epic at night", "j1")
    assert principal.may("ValueSet", "cruds")
    assert principal.issuer == ISSUER.issuer


@pytest.mark.parametrize(("algorithm", "key"), [("RS256", RSA), ("RS384", RSA), ("ES256", EC), ("ES384", EC_384)])
async def test_each_algorithm_is_understood(world: World, algorithm: str, key: Any) -> None:
    world.keys.append(dict(EC_384.as_dict(private=False)))
    assert await principal_of(world, world.token({"alg": algorithm, "kid": key.kid}, key))


async def test_authorities_of_ontoserver_are_scopes(world: World) -> None:
    principal = await principal_of(world, world.token(scope=None, authorities=["ROLE_FHIR_WRITE"]))
    assert principal.may("ValueSet", "cud")


ATTACKS: list[tuple[dict[str, Any], str]] = [
    ({"exp": 1}, "expired"),
    ({"exp": None}, "never expires"),
    ({"exp": "never"}, "not a time"),
    ({"exp": 99999999999}, "valid for longer"),
    ({"nbf": 99999999999}, "not valid yet"),
    ({"iat": 9999999999}, "issued in the future"),
    ({"aud": "https://tx.example.org/r5"}, "another audience"),
    ({"aud": None}, "another audience"),
    ({"aud": ["https://tx.example.org/r4/extra"]}, "another audience"),
    ({"sub": None}, "has no subject"),
]


@pytest.mark.parametrize(("claims", "says"), ATTACKS)
async def test_a_token_whose_claims_are_not_good_is_refused(world: World, claims: dict[str, Any], says: str) -> None:
    with pytest.raises(LoginRequired, match=says):
        await principal_of(world, world.token(**claims))


async def test_a_token_that_expires_is_refused_from_then_on(world: World) -> None:
    text = world.token()
    assert await principal_of(world, text)
    world.seconds = 301
    with pytest.raises(LoginRequired, match="expired"):
        await principal_of(world, text)


async def test_the_algorithm_none_is_refused(world: World) -> None:
    text = f"{encoded({'alg': 'none', 'kid': 'rsa-1'})}.{encoded(world.claims())}."
    with pytest.raises(LoginRequired, match="algorithm"):
        await principal_of(world, text)


async def test_a_public_key_is_not_accepted_as_a_shared_secret(world: World) -> None:
    signed = f"{encoded({'alg': 'HS256', 'kid': 'rsa-1'})}.{encoded(world.claims())}"
    digest = hmac.digest(RSA.as_pem(private=False), signed.encode(), "sha256")
    text = f"{signed}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"
    with pytest.raises(LoginRequired, match="algorithm"):
        await principal_of(world, text)


async def test_a_key_of_another_kind_does_not_verify(world: World) -> None:
    with pytest.raises(LoginRequired, match="does not publish"):
        await principal_of(world, world.token({"alg": "ES256", "kid": "rsa-1"}, EC))


async def test_a_strangers_signature_is_refused(world: World) -> None:
    stranger = RSAKey.generate_key(2048, {"kid": "rsa-1"})
    with pytest.raises(LoginRequired, match="signature"):
        await principal_of(world, world.token(key=stranger))


async def test_a_foreign_jku_and_an_embedded_key_are_not_looked_at(world: World) -> None:
    stranger = RSAKey.generate_key(2048, {"kid": "evil"})
    header = {"kid": "evil", "jku": "https://evil.example.com/jwks", "jwk": stranger.as_dict(private=False)}
    with pytest.raises(LoginRequired):
        await principal_of(world, world.token(header, stranger))
    assert set(world.asked) <= {ISSUER.jwks_uri}


async def test_an_extension_that_must_be_understood_is_refused(world: World) -> None:
    text = f"{encoded({'alg': 'RS384', 'kid': 'rsa-1', 'crit': ['b64'], 'b64': False})}.{encoded(world.claims())}.AAAA"
    with pytest.raises(LoginRequired):
        await principal_of(world, text)


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c", "....", "eyJ9.e30.x", "x" * 20_000, "é.é.é"])
def test_an_invalid_token_has_no_issuer(world: World, text: str) -> None:
    assert reader(world).issuer_of(text) is None


def test_a_token_of_another_issuer_is_not_ours(world: World) -> None:
    assert reader(world).issuer_of(world.token(iss="https://login.example.org/")) is None


async def test_an_unverifiable_token_is_not_called_invalid(world: World) -> None:
    world.is_down = True
    with pytest.raises(StoreUnavailable):
        await principal_of(world, world.token())


async def test_a_claim_narrows_what_the_configuration_allows(world: World) -> None:
    issuer = Issuer(ISSUER.issuer, ISSUER.jwks_uri, ISSUER.audience, below=("https://a.org",), below_claim="where")
    for stated, allowed in (
        (["https://a.org/x", "https://b.org"], ("https://a.org/x",)),
        ("https://a.org", ("https://a.org",)),
    ):
        assert (await principal_of(world, world.token(where=stated), issuer)).below == allowed
    for stated in (None, "https://b.org", "", 1, ["/"]):
        principal = await principal_of(world, world.token(where=stated), issuer)
        assert not principal.may_write("https://a.org/x")
