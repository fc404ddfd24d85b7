"""Selections: an LRU cache of selected sets, keyed by what selected them."""

from collections.abc import Callable, Hashable
from threading import Lock

from cachetools import LRUCache

SELECTED_BYTES = 2 * 1024 * 1024
OVERHEAD_BYTES = 100


class Selections:
    """Caches the most recently used sets of ordinals, up to a number of bytes.

    Two threads may select the same set at the same time; the results are equal, and one of them is cached.
    """

    def __init__(self, max_bytes: int = SELECTED_BYTES) -> None:
        self._sets: LRUCache[Hashable, int] = LRUCache(max_bytes, getsizeof=_size_bytes)
        self._lock = Lock()

    def get(self, key: Hashable, select: Callable[[], int]) -> int:
        """The set for this key. Errors from `select` propagate and are not cached."""
        with self._lock:
            selected = self._sets.get(key)
        if selected is None:
            selected = select()
            with self._lock:
                if _size_bytes(selected) <= self._sets.maxsize:
                    self._sets[key] = selected
        return selected


def _size_bytes(ordinals: int) -> int:
    return ordinals.bit_length() // 8 + OVERHEAD_BYTES
