import pytest

from terminology.http.authorization.fetching import NotFetched
from terminology.http.authorization.key_sets import FRESH_S, PAUSE_S, KeySource

from .conftest import EC, RSA, World


def source(world: World) -> KeySource:
    return KeySource("https://login.example.org/jwks", world.fetch, world.clock)


async def test_keys_are_fetched_once_and_found_by_their_id(world: World) -> None:
    keys = source(world)
    for _ in range(3):
        found = await keys.find("rsa-1", "RS384")
        assert found is not None
        assert found.kid == RSA.kid
    assert (await keys.find("ec-1", "ES256")) is not None
    assert len(world.asked) == 1
    assert EC.kid == "ec-1"


async def test_a_key_without_an_id_is_found_when_it_is_the_only_one_of_its_kind(world: World) -> None:
    assert await source(world).find(None, "ES256") is not None


async def test_unknown_ids_cost_one_fetch_and_then_wait(world: World) -> None:
    keys = source(world)
    await keys.find("rsa-1", "RS256")
    for number in range(100):
        assert await keys.find(f"made-up-{number}", "RS256") is None
    assert len(world.asked) == 1
    world.seconds = PAUSE_S + 1
    for number in range(100):
        assert await keys.find(f"made-up-{number}", "RS256") is None
    assert len(world.asked) == 2


async def test_a_new_key_is_found_after_the_pause(world: World) -> None:
    keys = source(world)
    await keys.find("rsa-1", "RS256")
    world.keys.append({**world.keys[0], "kid": "rsa-2"})
    world.seconds = PAUSE_S + 1
    assert await keys.find("rsa-2", "RS256") is not None


async def test_failures_are_retried_less_and_less_often(world: World) -> None:
    world.is_down = True
    keys = source(world)
    for world.seconds in range(600):
        with pytest.raises(NotFetched):
            await keys.find("rsa-1", "RS256")
    assert len(world.asked) == 5  # at 0, 30, 90, 210, 450


async def test_keys_of_an_issuer_that_goes_down_remain_usable(world: World) -> None:
    keys = source(world)
    await keys.find("rsa-1", "RS256")
    world.is_down, world.seconds = True, FRESH_S + 60
    assert await keys.find("rsa-1", "RS256") is not None


async def test_a_withdrawn_key_ends_when_the_keys_are_fetched_again(world: World) -> None:
    keys = source(world)
    await keys.find("rsa-1", "RS256")
    world.keys.clear()
    world.seconds = FRESH_S + 1
    assert await keys.find("rsa-1", "RS256") is None


@pytest.mark.parametrize("answer", [{}, {"keys": "all"}])
async def test_an_invalid_key_set_has_no_keys(world: World, answer: dict[str, object]) -> None:
    world.answer = answer
    with pytest.raises(NotFetched):
        await source(world).find("rsa-1", "RS256")


async def test_keys_other_than_public_signature_keys_are_left_out(world: World) -> None:
    world.answer = {"keys": [{"kty": "oct", "k": "AAAA", "kid": "s"}, {"kty": "RSA", "kid": "broken"}, 7]}
    assert await source(world).find("s", "RS256") is None
    assert await source(world).find("broken", "RS256") is None
