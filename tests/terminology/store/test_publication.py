import asyncio
from datetime import UTC, datetime

from terminology.library.commits import AuditNote, Author
from terminology.store.indexes import PUBLICATION
from terminology.store.mongo_store import MongoStore
from terminology.store.publication import (
    HEAD,
    RETAINED,
    State,
    append_state,
    change_state,
    load_notes,
    read_state,
    remove_old_states,
    state_id,
)

NOON = datetime(2025, 10, 1, 12, tzinfo=UTC)


async def test_one_of_two_concurrent_changes_of_the_same_state_fails(store: MongoStore) -> None:
    before = await read_state(store.connection)
    assert await append_state(store.connection, before, before.publishing(["a"]))
    assert not await append_state(store.connection, before, before.publishing(["b"]))
    assert (await read_state(store.connection)).imports == ("a",)


async def test_a_late_writer_changes_the_current_state(store: MongoStore, another_store: MongoStore) -> None:
    connections = [store.connection, another_store.connection] * 5

    async def add(number: int) -> None:
        await change_state(connections[number], lambda state: state.publishing([*state.imports, f"i{number}"]))

    await asyncio.gather(*map(add, range(10)))
    state = await read_state(store.connection)
    assert sorted(state.imports) == [f"i{number}" for number in range(10)]
    assert (state.revision, state.number) == (10, 10)


async def test_only_changes_that_readers_see_raise_the_revision(store: MongoStore) -> None:
    await change_state(store.connection, lambda state: state.with_pending("a", NOON))
    state = await read_state(store.connection)
    assert (state.revision, state.number, state.pending) == (0, 1, (("a", NOON),))


async def test_a_writer_so_late_that_its_number_is_free_again_fails(store: MongoStore) -> None:
    before = await read_state(store.connection)
    for number in range(3):
        state = await change_state(store.connection, lambda state: state.publishing([f"i{number}"]))  # noqa: B023
    await remove_old_states(store.connection, State(number=RETAINED + 3))
    assert not await append_state(store.connection, before, before.publishing(["late"]))
    assert await read_state(store.connection) == state
    assert await store.connection.find_one(PUBLICATION, state_id(1)) is None


async def test_the_starting_point_of_a_search_may_be_outdated_or_wrong(store: MongoStore) -> None:
    await change_state(store.connection, lambda state: state.publishing(["a"]))
    newest = await change_state(store.connection, lambda state: state.publishing(["b"]))
    for number in (0, 1, 99):
        await store.connection.put(PUBLICATION, {"_id": HEAD, "number": number})
        assert await read_state(store.connection) == newest


def test_a_finished_import_is_no_longer_pending() -> None:
    state = State().with_pending("a", NOON).with_pending("b", NOON).without_pending(["a"])
    assert state.pending_ids == {"b"}


def test_documents_removed_during_an_import_live_until_it_ends() -> None:
    first = State(imports=("a",)).with_pending("b", NOON).with_pending("c", NOON)
    without = first.publishing([]).without_pending(["c"]).following(first)
    assert without.bases == ("a", "c")
    assert without.alive == {"a", "b", "c"}
    done = without.without_pending(["b"]).publishing(["b"]).following(without)
    assert done.alive == {"b"}


def note(id: str) -> AuditNote:
    return AuditNote(id, NOON, Author("operator", "operator", "operator"), "import", "", 200, f"Imported {id}")


async def test_a_note_appears_only_with_the_change_it_describes(store: MongoStore) -> None:
    before = await read_state(store.connection)
    assert await append_state(store.connection, before, before.publishing(["a"]), note("20251001-a"))
    assert not await append_state(store.connection, before, before.publishing(["b"]), note("20251001-b"))
    await change_state(store.connection, lambda state: state.publishing(["c"]))  # which has no note of its own
    assert await store.load_audit_notes("0", "9") == (note("20251001-a"),)


async def test_notes_outlive_the_states_that_they_came_with(store: MongoStore) -> None:
    await store.publish((), lambda published: published, lambda _before, _after: note("20251001-a"))
    await store.clean(NOON)
    await remove_old_states(store.connection, State(number=RETAINED + 99))
    assert await load_notes(store.connection) == ()
    assert await store.load_audit_notes("0", "9") == (note("20251001-a"),)
