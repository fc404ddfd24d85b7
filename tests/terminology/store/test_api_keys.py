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
    await store.add_api_key(later)
    await store.add_api_key(KEY)
    assert await another_store.api_keys() == (KEY, later)
    assert await another_store.find_api_key(KEY.id) == KEY


async def test_a_removed_key_no_longer_works(store: Store) -> None:
    await store.add_api_key(KEY)
    await store.remove_api_key(KEY.id)
    assert await store.find_api_key(KEY.id) is None
    assert await store.api_keys() == ()
