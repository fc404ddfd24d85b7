"""Selections: the sets that were selected last, by what selected them."""

from collections.abc import Callable, Hashable
from threading import Lock

from cachetools import LRUCache

SELECTED_BYTES = 2 * 1024 * 1024
OVERHEAD_BYTES = 100


class Selections:
    """Remembers sets of ordinals up to so many bytes, those that were asked for last.

    Two threads may select the same at the same time; the sets are equal, and one of them is remembered.
    """

    def __init__(self, most_bytes: int = SELECTED_BYTES) -> None:
        self._sets: LRUCache[Hashable, int] = LRUCache(most_bytes, getsizeof=_size_bytes)
        self._lock = Lock()

    def get(self, key: Hashable, select: Callable[[], int]) -> int:
        """The set of this key; what `select` raises is raised, and not remembered."""
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
