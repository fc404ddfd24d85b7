"""Admission: decides which work gets a thread, and when. Small work never waits for large work, nor one client for
another.

    small lane   a few threads; work that turns out to be large gives up its slot
    large lane   fewer; work that is large by its amount, or took long before

Each client has a share of a lane and of its queue. A full queue raises Busy (503), and waiting counts against the
request's time budget. A disconnected client or an exhausted budget frees the slot; the thread ends at its next check.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from terminology.core.budget import Budget
from terminology.http.bodies import ClientGone
from terminology.http.errors import Busy, Stopping
from terminology.library.gc_tuning import trim_memory

SMALL_PLACES, LARGE_PLACES = 4, 2  # the GIL runs only one at a time anyway
LARGE_AFTER_ALL = 8  # most misjudged work that may run on without a slot; more keeps its slot
LARGE_AFTER_ALL_SHARE = 3  # of one client
TRIM_AFTER_S = 2.0
SMALL_FOR_S = 0.25  # how long work may hold a small slot
THREADS = SMALL_PLACES + LARGE_PLACES + LARGE_AFTER_ALL
T = TypeVar("T")


class Lane:
    """Slots that clients take in turns. `share` is how many one client may hold at a time."""

    def __init__(self, places: int, share: int, queue: int) -> None:
        self._free = places
        self._share = share
        self._queue = queue
        self._held: Counter[str] = Counter()
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}  # by client, the next one in turn first
        self._length = 0

    def take_slot_now(self, client: str) -> bool:
        """Takes a slot if one is free now; returns whether it did."""
        is_free = self._free > 0 and self._held[client] < self._share
        if is_free:
            self._take(client)
        return is_free

    async def enter(self, client: str) -> None:
        """Waits for a slot. Raises Busy when the queue is full, or the client's half of it."""
        own = self._waiting.get(client, ())
        if self._length >= self._queue or len(own) >= max(1, self._queue // 2):
            raise Busy
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        self._length += 1
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # the slot was granted at the same moment
                self.leave(client)
            else:
                self._withdraw(client, turn)
            raise

    def leave(self, client: str) -> None:
        self._free += 1
        self._held[client] -= 1
        if not self._held[client]:
            del self._held[client]
        self._call_next()

    def _take(self, client: str) -> None:
        self._free -= 1
        self._held[client] += 1

    def _withdraw(self, client: str, turn: asyncio.Future[None]) -> None:
        waiting = self._waiting[client]
        waiting.remove(turn)
        self._length -= 1
        if not waiting:
            del self._waiting[client]

    def _call_next(self) -> None:
        while self._free:
            client = next((each for each in self._waiting if self._held[each] < self._share), None)
            if client is None:
                return
            turns = self._waiting.pop(client)
            turn = turns.popleft()
            if turns:
                self._waiting[client] = turns  # behind the others
            self._length -= 1
            self._take(client)
            turn.set_result(None)


@dataclass(slots=True)
class _Slot:
    """A slot in a lane, released once."""

    lane: Lane
    client: str
    is_held: bool = True

    def give_up(self) -> None:
        if self.is_held:
            self.is_held = False
            self.lane.leave(self.client)


class Admission:
    """`queue`: how many requests may wait for each lane."""

    def __init__(self, queue: int = 512) -> None:
        self._small = Lane(SMALL_PLACES, SMALL_PLACES - 1, queue)
        self._large = Lane(LARGE_PLACES, 1, queue)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="request")
        self._large_after_all: Counter[str] = Counter()
        self._budgets: set[Budget] = set()
        self._is_stopping = False
        self._will_trim = False

    async def run(
        self,
        work: Callable[[], T],
        *,
        is_large: bool,
        client: str,
        budget: Budget,
        gone: Callable[[], Coroutine[None, None, None]],
    ) -> T:
        """Runs `work` in a thread and returns its result. `gone` returns an awaitable that ends when the client
        disconnects.

        Raises what `work` raises, Busy, Stopping, ClientGone, and TimedOut as soon as the budget is exhausted.
        """
        if self._is_stopping:
            raise Stopping
        lane = self._large if is_large else self._small
        leaving = asyncio.ensure_future(gone())
        self._budgets.add(budget)
        try:
            if not lane.take_slot_now(client):
                await self._first_of(asyncio.ensure_future(lane.enter(client)), leaving, budget)
            return await self._first_of(self._start(work, _Slot(lane, client)), leaving, budget)
        finally:
            self._budgets.discard(budget)
            leaving.cancel()

    def stop(self) -> None:
        """Answers running, waiting and new requests with 503."""
        self._is_stopping = True
        for budget in list(self._budgets):
            budget.cancel(Stopping)

    def _start(self, work: Callable[[], T], place: _Slot) -> asyncio.Future[T]:
        loop = asyncio.get_running_loop()
        future = loop.run_in_executor(self._threads, work)
        if place.lane is self._small:
            timer = loop.call_later(SMALL_FOR_S, self._turn_large, future, place)
            future.add_done_callback(lambda _: timer.cancel())
        future.add_done_callback(lambda _: place.give_up())
        if place.lane is self._large:
            future.add_done_callback(lambda _: self.trim_soon())
        return future

    def trim_soon(self) -> None:
        """Returns the memory of large work to the system, once for all work that ends within a while."""
        if not self._will_trim and not self._is_stopping:
            self._will_trim = True
            asyncio.get_running_loop().call_later(TRIM_AFTER_S, self._trim)

    def _trim(self) -> None:
        self._will_trim = False
        if not self._is_stopping:
            self._threads.submit(trim_memory)

    def _turn_large(self, future: asyncio.Future[T], place: _Slot) -> None:
        """Releases the slot of work that takes longer than small work should."""
        counts = self._large_after_all
        if counts.total() < LARGE_AFTER_ALL and counts[place.client] < LARGE_AFTER_ALL_SHARE:
            counts[place.client] += 1
            future.add_done_callback(lambda _: counts.subtract({place.client: 1}))
            place.give_up()

    async def _first_of(self, future: asyncio.Future[T], leaving: asyncio.Future[None], budget: Budget) -> T:
        """The result of the future, unless the client disconnects or the time is up first."""
        pending: set[asyncio.Future[T] | asyncio.Future[None]] = {future, leaving}
        try:
            while True:
                await asyncio.wait(pending, timeout=min(budget.remaining_s, 0.5), return_when=asyncio.FIRST_COMPLETED)
                if future.done():
                    return future.result()
                if leaving.done():
                    budget.cancel()
                    raise ClientGone
                budget.check()
        finally:
            if not future.done():
                _abandon(future)
            # Break the reference cycle of the exception, its traceback and this frame, which would keep large objects
            # alive until the next garbage collection.
            pending.clear()
            del future


def _abandon(future: asyncio.Future[T]) -> None:
    """Abandons a future: leaves the queue; a running thread ends at its next check."""
    if isinstance(future, asyncio.Task):
        future.cancel()
    future.add_done_callback(lambda done: done.cancelled() or done.exception())
