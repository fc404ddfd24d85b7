import pytest

from terminology.core.errors import LoginRequired, StoreUnavailable
from terminology.http.authorization.configuration import Introspection
from terminology.http.authorization.introspection import MAX_REMEMBERED, REMEMBERED_S, Introspector

from .conftest import World

CONFIGURATION = Introspection("https://login.example.org/introspect", "tx", "/run/secrets/x")


def introspector(world: World) -> Introspector:
    return Introspector(CONFIGURATION, "secret", world.fetch, world.now, world.clock)


async def test_an_active_token_becomes_a_principal_and_is_introspected_only_once_in_a_while(world: World) -> None:
    world.answer = {"active": True, "client_id": "epic", "scope": "system/ValueSet.c"}
    asking = introspector(world)
    for _ in range(3):
        principal = await asking.principal_of("opaque")
    assert principal.may("ValueSet", "c")
    assert len(world.asked) == 1
    world.seconds = REMEMBERED_S + 1
    world.answer = {"active": False}
    with pytest.raises(LoginRequired):
        await asking.principal_of("opaque")


@pytest.mark.parametrize("answer", [{"active": False}, {}, {"active": "true", "sub": "x"}, {"active": True}])
async def test_a_token_response_that_is_not_active_is_refused(world: World, answer: dict[str, object]) -> None:
    world.answer = answer
    with pytest.raises(LoginRequired):
        await introspector(world).principal_of("opaque")


async def test_an_unresponsive_server_does_not_mean_no(world: World) -> None:
    world.is_down = True
    with pytest.raises(StoreUnavailable):
        await introspector(world).principal_of("opaque")


async def test_made_up_tokens_do_not_fill_the_memory(world: World) -> None:
    world.answer = {"active": False}
    asking = introspector(world)
    for number in range(MAX_REMEMBERED + 50):
        with pytest.raises(LoginRequired):
            await asking.principal_of(f"made-up-{number}")
    assert len(asking._known) == MAX_REMEMBERED
