"""KeySource: an issuer's public keys, fetched on demand, and again when a token names an unknown one.

    unknown kid -> another fetch, unless there was one within PAUSE_S; failures double the pause, to LONGEST_PAUSE_S

So neither an attacker with made-up kids nor an issuer that is down causes more than occasional fetches.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

from terminology.http.authorization.fetching import Fetch, NotFetched

PAUSE_S = 30.0
LONGEST_PAUSE_S = 300.0
FRESH_S = 3600.0
MAX_KEYS = 100
Key = RSAKey | ECKey
KEY_TYPES = {"RS": RSAKey, "ES": ECKey}  # by algorithm prefix


class KeySource:
    """`clock` returns monotonic seconds."""

    def __init__(self, address: str, fetch: Fetch, clock: Callable[[], float]) -> None:
        self._address = address
        self._fetch = fetch
        self._clock = clock
        self._keys: tuple[Key, ...] = ()
        self._fetched_at = float("-inf")
        self._not_before = float("-inf")
        self._pause_s = PAUSE_S
        self._lock = asyncio.Lock()

    async def find(self, kid: str | None, algorithm: str) -> Key | None:
        """The key for a token's header; None if the issuer has none. Raises NotFetched when the keys are
        unavailable.
        """
        found = self._find(kid, algorithm)
        if found is None or self._clock() > self._fetched_at + FRESH_S:
            await self._refresh()
            found = self._find(kid, algorithm)
        return found

    def _find(self, kid: str | None, algorithm: str) -> Key | None:
        fitting = [key for key in self._keys if isinstance(key, KEY_TYPES[algorithm[:2]])]
        if kid is not None:
            fitting = [key for key in fitting if key.kid == kid]
        return fitting[0] if len(fitting) == 1 or (fitting and kid is not None) else None

    async def _refresh(self) -> None:
        async with self._lock:
            if self._clock() < self._not_before:
                if self._fetched_at == float("-inf"):
                    raise NotFetched("The keys could not be fetched a moment ago")
                return
            try:
                document = await self._fetch(self._address, None, None)
                self._keys = _keys(document)
            except NotFetched:
                self._not_before = self._clock() + self._pause_s
                self._pause_s = min(self._pause_s * 2, LONGEST_PAUSE_S)
                if self._fetched_at == float("-inf"):
                    raise
                return
            self._fetched_at = self._clock()
            self._pause_s = PAUSE_S
            self._not_before = self._fetched_at + PAUSE_S


def _keys(document: dict[str, Any]) -> tuple[Key, ...]:
    """The RSA and EC signature keys; others in the set are ignored."""
    listed = document.get("keys")
    if not isinstance(listed, list):
        raise NotFetched("the response is not a key set")
    found: list[Key] = []
    for item in listed[:MAX_KEYS]:
        if not isinstance(item, dict) or item.get("kty") not in ("RSA", "EC") or item.get("use", "sig") != "sig":
            continue
        try:
            (key,) = KeySet.import_key_set({"keys": [item]}).keys
        except (JoseError, ValueError, TypeError, KeyError):
            continue
        if isinstance(key, RSAKey | ECKey):
            found.append(key)
    return tuple(found)
