from terminology.store.abilities import find_abilities
from terminology.store.mongo_store import MongoStore


async def test_the_store_of_the_tests_can_be_written_to_and_answers(store: MongoStore) -> None:
    found = await find_abilities(store.connection)
    assert found.is_atomic
    assert found.version[0].isdigit()
    assert found.answer_ms > 0
