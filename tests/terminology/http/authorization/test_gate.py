import pytest

from terminology.core.errors import LoginRequired
from terminology.core.principals import ANONYMOUS
from terminology.http.authorization.configuration import Introspection
from terminology.http.authorization.gate import Gate
from terminology.http.authorization.introspection import Introspector
from terminology.http.authorization.key_ring import KeyRing
from terminology.http.authorization.rules import BY_ENTRY, reads, writes
from terminology.http.authorization.tokens import TokenReader
from terminology.library.api_keys import ApiKey, new_key

from .conftest import ISSUER, START, World

KEY, TEXT = new_key("epic", "system/ValueSet.c", (), START, lambda _bytes: "s" * 43)
WRITE = writes("ValueSet", "c")


def gate(world: World, protects_reads: bool = False, introspects: bool = False) -> Gate:
    async def load() -> tuple[ApiKey, ...]:
        return (KEY,)

    asked = Introspection("https://login.example.org/i", "tx", "/x")
    introspector = Introspector(asked, "s", world.fetch, world.now, world.clock) if introspects else None
    tokens = TokenReader((ISSUER,), world.fetch, world.now, world.clock)
    return Gate(KeyRing(load, world.now, world.clock), tokens, introspector, protects_reads=protects_reads)


async def test_a_key_and_a_token_pass(world: World) -> None:
    assert (await gate(world).admit(WRITE, f"Bearer {TEXT}")).kind == "key"
    assert (await gate(world).admit(WRITE, f"bearer {world.token()}")).kind == "token"


async def test_an_opaque_token_is_introspected_if_configured(world: World) -> None:
    world.answer = {"active": True, "sub": "ann", "scope": "user/ValueSet.c"}
    assert (await gate(world, introspects=True).admit(WRITE, "Bearer opaque")).id == "ann"
    with pytest.raises(LoginRequired, match="neither an API key"):
        await gate(world).admit(WRITE, "Bearer opaque")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer é", TEXT])
async def test_credentials_other_than_bearer_are_refused(world: World, header: str) -> None:
    with pytest.raises(LoginRequired):
        await gate(world).admit(WRITE, header)


async def test_an_open_read_does_not_look_at_credentials(world: World) -> None:
    assert await gate(world).admit(reads("ValueSet"), "Bearer nonsense") is ANONYMOUS


async def test_with_protected_reads_a_read_needs_a_scope(world: World) -> None:
    with pytest.raises(LoginRequired):
        await gate(world, protects_reads=True).admit(reads("ValueSet"), None)


async def test_a_bundle_sender_with_credentials_is_identified(world: World) -> None:
    assert await gate(world).admit(BY_ENTRY, None) is ANONYMOUS
    assert (await gate(world).admit(BY_ENTRY, f"Bearer {TEXT}")).name == "epic"
    with pytest.raises(LoginRequired):
        await gate(world).admit(BY_ENTRY, "Bearer nonsense")
