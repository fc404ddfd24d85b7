from dataclasses import replace
from datetime import UTC, datetime

from terminology.library.api_keys import ApiKey
from terminology.library.ports import Store

KEY = ApiKey(
    "0123456789ab", "epic", "ab" * 32, "system/ValueSet.c", ("https://a.org",), datetime(2026, 1, 1, tzinfo=UTC)
)


async def test_keys_come_back_in_the_order_in_which_they_were_made(store: Store, another_store: Store) -> None:
    later = replace(
        KEY, id="00", created_at=datetime(2026, 2, 1, tzinfo=UTC), expires_at=datetime(2027, 1, 1, tzinfo=UTC)
    )
    await store.api_keys.add(later)
    await store.api_keys.add(KEY)
    assert await another_store.api_keys.load() == (KEY, later)
    assert await another_store.api_keys.find(KEY.id) == KEY


async def test_a_removed_key_no_longer_works(store: Store) -> None:
    await store.api_keys.add(KEY)
    await store.api_keys.remove(KEY.id)
    assert await store.api_keys.find(KEY.id) is None
    assert await store.api_keys.load() == ()
