from collections.abc import Callable
from typing import Any

import pytest

from terminology.core.errors import LoginRequired
from terminology.http.authorization.cds_trust import CdsTrust
from terminology.http.authorization.configuration import read_configuration
from terminology.store.mongo_store import MongoStore

from .conftest import ISSUER, World

SERVICE = "https://tx.example.org/cds-services/hcpcs-order-sign"
CONFIGURATION = f"""
[[cds_client]]
issuer = "{ISSUER.issuer}"
jwks_uri = "{ISSUER.jwks_uri}"
"""


Trust = Callable[..., CdsTrust]


@pytest.fixture
def trust(store: MongoStore) -> Trust:
    """From a server on the store, or on another connection to it."""

    def trusting(world: World, at: MongoStore = store) -> CdsTrust:
        return CdsTrust(read_configuration(CONFIGURATION).cds_clients, world.fetch, world.now, world.clock, at)

    return trusting


def bearer(world: World, **claims: Any) -> str:
    return "Bearer " + world.token(**{"aud": SERVICE, "jti": "1", "sub": None, "scope": None, **claims})


async def test_a_client_is_known_by_its_token(trust: Trust, world: World) -> None:
    await trust(world).check(bearer(world), SERVICE)


async def test_a_token_counts_once(trust: Trust, world: World) -> None:
    trusting = trust(world)
    text = bearer(world)
    await trusting.check(text, SERVICE)
    with pytest.raises(LoginRequired, match="used before"):
        await trusting.check(text, SERVICE)
    await trusting.check(bearer(world, jti="2"), SERVICE)
    world.seconds = 400
    await trusting.check(bearer(world), SERVICE)


async def test_a_token_counts_once_on_all_servers_together(
    trust: Trust, world: World, another_store: MongoStore
) -> None:
    text = bearer(world)
    await trust(world).check(text, SERVICE)
    with pytest.raises(LoginRequired, match="used before"):
        await trust(world, another_store).check(text, SERVICE)


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"aud": "https://tx.example.org/cds-services"}, "another audience"),
        ({"jti": None}, "no jti"),
        ({"jti": ""}, "no jti"),
        ({"iat": None}, "no issue time"),
        ({"exp": 1}, "expired"),
        ({"iss": "https://else.example.org"}, "a configured issuer"),
    ],
)
async def test_a_token_that_is_not_good_is_refused(
    trust: Trust, world: World, claims: dict[str, Any], says: str
) -> None:
    with pytest.raises(LoginRequired, match=says):
        await trust(world).check(bearer(world, **claims), SERVICE)


@pytest.mark.parametrize("authorization", [None, "", "Basic x", "Bearer", "Bearer x.y.z"])
async def test_without_a_token_there_is_no_principal(trust: Trust, world: World, authorization: str | None) -> None:
    with pytest.raises(LoginRequired, match="a JWT from a configured issuer"):
        await trust(world).check(authorization, SERVICE)


async def test_a_jku_is_never_followed(trust: Trust, world: World) -> None:
    text = "Bearer " + world.token({"jku": "https://evil.example.org/jwks"}, aud=SERVICE, jti="9", sub=None, scope=None)
    await trust(world).check(text, SERVICE)
    assert world.asked == [ISSUER.jwks_uri]


async def test_without_a_configured_client_no_one_is_trusted(store: MongoStore, world: World) -> None:
    trusting = CdsTrust((), world.fetch, world.now, world.clock, store)
    for authorization in (None, bearer(world)):
        with pytest.raises(LoginRequired, match="No CDS client is configured"):
            await trusting.check(authorization, SERVICE)
