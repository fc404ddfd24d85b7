from datetime import timedelta

import pytest

from terminology.core.errors import LoginRequired
from terminology.http.authorization.key_ring import FRESH_S, KeyRing
from terminology.library.api_keys import ApiKey, new_key

from .conftest import START, World

KEY, TEXT = new_key("epic", "system/*.rs", (), START, lambda _bytes: "s" * 43, START + timedelta(hours=1))


class Keys:
    def __init__(self) -> None:
        self.keys = [KEY]
        self.loads = 0

    async def load(self) -> tuple[ApiKey, ...]:
        self.loads += 1
        return tuple(self.keys)


async def test_a_known_key_is_looked_up_in_the_store_only_once_in_a_while(world: World) -> None:
    keys = Keys()
    ring = KeyRing(keys.load, world.now, world.clock)
    for _ in range(5):
        assert (await ring.principal_of(TEXT)).name == "epic"
    assert keys.loads == 1


async def test_a_removed_key_ends_within_a_moment(world: World) -> None:
    keys = Keys()
    ring = KeyRing(keys.load, world.now, world.clock)
    await ring.principal_of(TEXT)
    keys.keys.clear()
    world.seconds = FRESH_S
    with pytest.raises(LoginRequired):
        await ring.principal_of(TEXT)


async def test_an_expired_key_is_refused(world: World) -> None:
    world.seconds = 3600
    with pytest.raises(LoginRequired, match="expired"):
        await KeyRing(Keys().load, world.now, world.clock).principal_of(TEXT)


@pytest.mark.parametrize("text", [TEXT[:-1] + "x", "tx_000000000000_" + "s" * 43, "nothing"])
async def test_another_text_is_not_a_key(world: World, text: str) -> None:
    with pytest.raises(LoginRequired, match="API key is unknown"):
        await KeyRing(Keys().load, world.now, world.clock).principal_of(text)
