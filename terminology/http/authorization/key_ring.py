"""KeyRing: the API keys of the store, cached briefly, so that a removed key stops working almost immediately."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from terminology.core.principals import Principal
from terminology.http.authorization.tokens import refused
from terminology.library.api_keys import ApiKey, is_text_of, key_id

FRESH_S = 1.0


class KeyRing:
    """`load` returns every key of the store; `clock` monotonic seconds."""

    def __init__(
        self,
        load: Callable[[], Awaitable[tuple[ApiKey, ...]]],
        now: Callable[[], datetime],
        clock: Callable[[], float],
    ) -> None:
        self._load = load
        self._now = now
        self._clock = clock
        self._keys: Mapping[str, ApiKey] = {}
        self._loaded_at = float("-inf")
        self._lock = asyncio.Lock()

    async def principal_of(self, text: str) -> Principal:
        """The principal of this key. Raises LoginRequired, and StoreUnavailable when the keys cannot be read."""
        keys = await self._fresh()
        key = keys.get(key_id(text) or "")
        if key is None or not is_text_of(key, text):
            raise refused("The API key is unknown")
        return self._principal(key)

    async def principal_of_id(self, id: str) -> Principal:
        """The principal of the key with this id, for a session started with it. Raises what `principal_of` raises."""
        key = (await self._fresh()).get(id)
        if key is None:
            raise refused("The API key was removed")
        return self._principal(key)

    def _principal(self, key: ApiKey) -> Principal:
        if key.expires_at is not None and key.expires_at <= self._now():
            raise refused("The API key has expired", "expired")
        return key.principal()

    async def _fresh(self) -> Mapping[str, ApiKey]:
        async with self._lock:
            if self._clock() >= self._loaded_at + FRESH_S:
                self._keys = {key.id: key for key in await self._load()}
                self._loaded_at = self._clock()
            return self._keys
