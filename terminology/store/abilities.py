"""What a store supports, detected by probing: servers that speak MongoDB's protocol differ."""

import time
from dataclasses import dataclass

from terminology.store.connection import Connection, Watch
from terminology.store.indexes import PUBLICATION
from terminology.store.insert_probe import loses_inserts
from terminology.store.publication import HEAD

NOTICED_WITHIN_S = 0.2
ASKED = 20


@dataclass(frozen=True, slots=True)
class Abilities:
    """`version` is the server's own version string. `is_atomic`: of concurrent inserts of one document, exactly one
    succeeds. Without `has_change_streams` the publication is polled twice a second. `answer_ms` is the median of a few
    small queries.
    """

    version: str
    is_atomic: bool
    has_change_streams: bool
    answer_ms: float


async def find_abilities(connection: Connection) -> Abilities:
    """Raises StoreUnavailable, also when the store is read-only."""
    watch: Watch = connection.watch_inserts(PUBLICATION)
    await connection.change(watch, NOTICED_WITHIN_S)
    return Abilities(
        version=await connection.server_version(),
        is_atomic=not await loses_inserts(connection),
        has_change_streams=watch.has_streams,
        answer_ms=await _answer_ms(connection),
    )


async def _answer_ms(connection: Connection) -> float:
    taken: list[float] = []
    for _ in range(ASKED):
        started = time.perf_counter()
        await connection.find_one(PUBLICATION, HEAD)
        taken.append(time.perf_counter() - started)
    return sorted(taken)[ASKED // 2] * 1000
