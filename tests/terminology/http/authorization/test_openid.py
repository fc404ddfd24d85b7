"""Against a real provider on this machine: each requirement for its responses is violated once."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from terminology.app import clock
from terminology.core.errors import LoginRequired, StoreUnavailable
from terminology.core.principals import Principal
from terminology.http.authorization.configuration import SignIn
from terminology.http.authorization.fetching import fetch_json
from terminology.http.authorization.openid import OpenIdProvider
from terminology.settings import Settings
from tests.builders.openid_provider import CLIENT, SCOPE, SECRET, serving_provider
from tests.builders.openid_provider import OpenIdProvider as Served
from tests.examples.server import NO_TLS

BACK = "https://tx.example.org/sign-in/done"
BROWSER = "b" * 43


@pytest.fixture(scope="module")
def running() -> Iterator[Served]:
    with serving_provider() as provider:
        yield provider


@pytest.fixture
def served(running: Served) -> Served:
    running.reset()
    return running


def client_of(served: Served, **more: Any) -> OpenIdProvider:
    configuration = SignIn(**({"issuer": served.issuer, "client_id": CLIENT} | more))
    return OpenIdProvider(configuration, SECRET, fetch_json, clock(Settings()), time.monotonic)


async def answered(client: OpenIdProvider, browser: str = BROWSER, back: str = BACK) -> dict[str, str]:
    """The parameters with which a browser returns."""
    address = await client.address(browser, back)
    async with httpx.AsyncClient(verify=NO_TLS) as http:
        location = (await http.get(address)).headers["location"]
    assert location.startswith(f"{back}?")
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


async def signed_in(served: Served, **more: Any) -> Principal:
    client = client_of(served, **more)
    return await client.principal_of(BROWSER, BACK, await answered(client))


async def test_a_user_signs_in_with_the_granted_scopes(served: Served) -> None:
    principal = await signed_in(served, scope=SCOPE, below=("https://example.org",))
    assert (principal.id, principal.name, principal.kind, principal.issuer) == ("ada-1", "Ada", "token", served.issuer)
    assert principal.may("ValueSet", "cruds")
    assert not principal.may("CodeSystem", "c")
    assert principal.below == ("https://example.org",)
    assert principal.expires_at is None  # the session's matter


async def test_only_granted_scopes_count(served: Served) -> None:
    served.answers["scope"] = "openid"
    assert not (await signed_in(served)).may("ValueSet", "r")
    served.answers["scope"] = None  # then it is what was asked for
    assert (await signed_in(served)).may("ValueSet", "u")


async def test_the_provider_never_sees_the_secrets_of_the_browser(served: Served) -> None:
    await signed_in(served)
    (asked,) = served.asked
    assert BROWSER not in asked.values()
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("nonce", "another"),
        ("nonce", None),
        ("iss", "https://evil.example.org"),
        ("aud", "another-application"),
        ("aud", [CLIENT, "another"]),
        ("azp", "another"),
        ("exp", 1_700_000_000),
        ("exp", None),
        ("iat", 4_000_000_000),
        ("sub", None),
    ],
)
async def test_an_id_token_that_is_not_for_this_sign_in_is_refused(served: Served, claim: str, value: object) -> None:
    served.changed[claim] = value
    with pytest.raises(LoginRequired):
        await signed_in(served)


async def test_an_id_token_with_another_key_or_none_is_refused(served: Served) -> None:
    served.signed_with = RSAKey.generate_key(2048, {"kid": "k1"})
    with pytest.raises(LoginRequired, match="signature"):
        await signed_in(served)
    served.answers["id_token"] = "eyJhbGciOiJub25lIn0.e30."
    with pytest.raises(LoginRequired, match="algorithm"):
        await signed_in(served)
    served.answers["id_token"] = None
    with pytest.raises(LoginRequired, match="no id token"):
        await signed_in(served)


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"state": "x" * 43}, "state"),
        ({"state": ""}, "state"),
        ({"iss": "https://evil.example.org"}, "iss"),
        ({"code": "unknown"}, "own code"),
        ({"code": ""}, "no code"),
        ({"error": "access_denied"}, "access_denied"),
        ({"error": "<b>"}, "an error"),
    ],
)
async def test_a_tampered_login_response_is_refused(served: Served, changed: dict[str, str], text: str) -> None:
    client = client_of(served)
    with pytest.raises(LoginRequired, match=text):
        await client.principal_of(BROWSER, BACK, await answered(client) | changed)


async def test_an_answer_without_iss_is_refused_of_a_provider_that_promises_it(served: Served) -> None:
    client = client_of(served)
    answer = await answered(client)
    with pytest.raises(LoginRequired, match="iss"):
        await client.principal_of(BROWSER, BACK, {name: value for name, value in answer.items() if name != "iss"})


async def test_an_authorization_code_is_valid_once(served: Served) -> None:
    client = client_of(served)
    answer = await answered(client)
    await client.principal_of(BROWSER, BACK, answer)
    with pytest.raises(LoginRequired, match="own code"):
        await client.principal_of(BROWSER, BACK, answer)


async def test_the_code_of_another_browser_is_refused_by_its_verifier(served: Served) -> None:
    """Another user's code, injected into this browser's response: the state matches, PKCE does not."""
    client = client_of(served)
    mine, theirs = await answered(client), await answered(client, "c" * 43)
    with pytest.raises(LoginRequired, match="own code"):
        await client.principal_of(BROWSER, BACK, mine | {"code": theirs["code"]})


async def test_another_redirect_address_is_refused(served: Served) -> None:
    client = client_of(served)
    with pytest.raises(LoginRequired, match="own code"):
        await client.principal_of(BROWSER, "https://evil.example.org/", await answered(client))


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://evil.example.org"},
        {"token_endpoint": "http://10.0.0.1/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": None},
    ],
)
async def test_an_implausible_provider_is_not_contacted(served: Served, document: dict[str, Any]) -> None:
    served.document.update(document)
    with pytest.raises(StoreUnavailable, match="cannot be used"):
        await client_of(served).address(BROWSER, BACK)


async def test_an_unreachable_provider_is_not_a_denial(served: Served) -> None:
    client = client_of(served, issuer="http://127.0.0.1:1")
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        await client.address(BROWSER, BACK)
