"""The changes between two releases, made once for each content: a reader narrows the same ones down in several steps.

All changes between two releases of HCPCS take a tenth of a second to find; a chapter or a kind of them takes none.
"""

from collections.abc import Hashable
from threading import Lock

from cachetools import LRUCache

from terminology.core.changes import DiffRequest, DiffResult
from terminology.operations.diff import diff
from terminology.pages.context import PageRequest

MOST_COMPARISONS = 8

_MADE: LRUCache[Hashable, DiffResult] = LRUCache(MOST_COMPARISONS)
_LOCK = Lock()  # pages are made in threads


def release_changes(request: PageRequest, system: str, from_version: str, to_version: str) -> DiffResult:
    """Every change, as `diff` finds them. Raises as that does."""
    snapshot = request.snapshot
    key = snapshot.revision, snapshot.digest, snapshot.code_systems_written, system, from_version, to_version
    with _LOCK:
        known = _MADE.get(key)
    if known is not None:
        return known
    found = diff(request.catalogue, DiffRequest(system, from_version, to_version))
    if snapshot.digest:  # what has none cannot be told from other content
        with _LOCK:
            _MADE[key] = found
    return found
