import asyncio
from datetime import UTC, datetime

from terminology.store.mongo_store import MongoStore
from terminology.store.publication import State, ensure_publication, read_state, swap_state, try_swap

NOON = datetime(2025, 10, 1, 12, tzinfo=UTC)


async def test_of_two_who_change_the_same_state_one_loses(store: MongoStore) -> None:
    before = await read_state(store.connection)
    assert await try_swap(store.connection, before, before.publishing(["a"]))
    assert not await try_swap(store.connection, before, before.publishing(["b"]))
    assert (await read_state(store.connection)).imports == ("a",)


async def test_whoever_was_late_changes_what_is_there_by_then(store: MongoStore, another_store: MongoStore) -> None:
    connections = [store.connection, another_store.connection] * 5

    async def add(number: int) -> None:
        await swap_state(connections[number], lambda state: state.publishing([*state.imports, f"i{number}"]))

    await asyncio.gather(*map(add, range(10)))
    state = await read_state(store.connection)
    assert sorted(state.imports) == [f"i{number}" for number in range(10)]
    assert (state.revision, state.writes) == (10, 10)


async def test_only_changes_that_readers_see_raise_the_revision(store: MongoStore) -> None:
    await swap_state(store.connection, lambda state: state.with_pending("a", NOON))
    state = await read_state(store.connection)
    assert (state.revision, state.writes, state.pending) == (0, 1, (("a", NOON),))


async def test_making_the_publication_again_leaves_it_alone(store: MongoStore, another_store: MongoStore) -> None:
    await swap_state(store.connection, lambda state: state.publishing(["a"]))
    await asyncio.gather(ensure_publication(store.connection), ensure_publication(another_store.connection))
    assert (await read_state(store.connection)).imports == ("a",)


def test_what_is_done_is_not_pending_any_more() -> None:
    state = State().with_pending("a", NOON).with_pending("b", NOON).without_pending(["a"])
    assert state.pending_ids == {"b"}
