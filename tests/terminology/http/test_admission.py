"""Small requests never wait for large ones, nor one client for another; requests that wait too long are refused."""

import asyncio
import gc
import threading
import time
import weakref
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any

import pytest

from terminology.core.budget import Budget, Cancelled, Limits
from terminology.core.errors import TimedOut
from terminology.http.admission import LARGE_PLACES, SMALL_PLACES, Admission, Lane
from terminology.http.bodies import ClientGone
from terminology.http.errors import Busy, Stopping

PATIENCE_S = 20.0


async def stays() -> None:
    """A client that never disconnects."""
    await asyncio.Event().wait()


class Work:
    """Work in threads that continues until it is released, checking its budget as loops do."""

    def __init__(self, admission: Admission) -> None:
        self._admission = admission
        self._may_end = threading.Event()
        self.running = 0
        self.tasks: list[asyncio.Task[str]] = []

    def begin(self, client: str, *, is_large: bool, seconds: float = PATIENCE_S, gone: Any = stays) -> Budget:
        budget = Budget(Limits(seconds=seconds), time.monotonic)

        def work() -> str:
            self.running += 1
            try:
                while not self._may_end.wait(0.005):
                    budget.check()
                return client
            finally:
                self.running -= 1

        answer = self._admission.run(work, is_large=is_large, client=client, budget=budget, gone=gone)
        self.tasks.append(asyncio.create_task(answer))
        return budget

    async def end(self) -> list[Any]:
        self._may_end.set()
        return await asyncio.gather(*self.tasks, return_exceptions=True)


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not is_so():  # noqa: ASYNC110  # threads set no event of a loop
            await asyncio.sleep(0.005)


@pytest.fixture
def admission() -> Admission:
    return Admission(queue=4)


@pytest.fixture
async def work(admission: Admission) -> AsyncIterator[Work]:
    work = Work(admission)
    yield work
    await work.end()


async def small(admission: Admission, client: str = "small") -> str:
    budget = Budget(Limits(seconds=PATIENCE_S), time.monotonic)
    return await admission.run(lambda: "done", is_large=False, client=client, budget=budget, gone=stays)


async def test_small_work_does_not_wait_for_large_work(admission: Admission, work: Work) -> None:
    for client in "abcd":
        work.begin(client, is_large=True)
    await until(lambda: work.running == LARGE_PLACES)
    assert await small(admission) == "done"
    assert work.running == LARGE_PLACES


async def test_one_client_does_not_have_all_places(admission: Admission, work: Work) -> None:
    for _ in range(3):
        work.begin("greedy", is_large=True)
    work.begin("modest", is_large=True)
    await until(lambda: work.running == LARGE_PLACES)
    assert (await work.end()).count("modest") == 1


async def test_work_that_only_looked_small_gives_its_place_up(admission: Admission, work: Work) -> None:
    for client in "abcd" * (SMALL_PLACES // 4):
        work.begin(client, is_large=False)
    await until(lambda: work.running == SMALL_PLACES)
    assert await small(admission) == "done"
    assert work.running == SMALL_PLACES


async def test_a_full_queue_and_a_client_with_half_of_it_are_asked_to_retry(work: Work) -> None:
    for _ in range(1 + 2 + 1):  # a place, half the queue, one more
        work.begin("greedy", is_large=True)
    for client in ("b", "c", "d", "e"):
        work.begin(client, is_large=True)
    await until(lambda: sum(task.done() for task in work.tasks) == 2)
    for refused in (work.tasks[3], work.tasks[7]):
        with pytest.raises(Busy):
            await refused
    assert Busy().headers["Retry-After"]


async def test_ten_thousand_concurrent_requests_each_get_a_response() -> None:
    """As many as there is room for wait and are answered; the others are refused at once with Retry-After."""
    work = Work(Admission(queue=512))
    for number in range(10_000):
        work.begin(f"client {number % 100}", is_large=True)
    await until(lambda: sum(task.done() for task in work.tasks) == 10_000 - LARGE_PLACES - 512)
    answers = await work.end()
    assert sum(isinstance(answer, Busy) for answer in answers) == 10_000 - LARGE_PLACES - 512
    assert sum(isinstance(answer, str) for answer in answers) == LARGE_PLACES + 512


async def test_waiting_counts_against_the_budget(work: Work) -> None:
    for client in "ab":
        work.begin(client, is_large=True)
    work.begin("late", is_large=True, seconds=0.05)
    with pytest.raises(TimedOut):
        await work.tasks[2]


async def test_a_request_times_out_even_if_its_thread_never_checks(admission: Admission) -> None:
    may_end, budget = threading.Event(), Budget(Limits(seconds=0.05), time.monotonic)
    with pytest.raises(TimedOut):
        await admission.run(may_end.wait, is_large=True, client="a", budget=budget, gone=stays)
    may_end.set()


@pytest.mark.parametrize("is_large", [True, False])
async def test_a_client_that_leaves_frees_its_thread(admission: Admission, work: Work, is_large: bool) -> None:
    left = asyncio.Event()

    async def gone() -> None:
        await left.wait()

    budget = work.begin("a", is_large=is_large, gone=gone)
    await until(lambda: work.running == 1)
    left.set()
    with pytest.raises(ClientGone):
        await work.tasks[0]
    with pytest.raises(Cancelled):
        budget.check()
    await until(lambda: work.running == 0)


async def test_a_client_that_leaves_while_it_waits_leaves_the_queue(admission: Admission, work: Work) -> None:
    left = asyncio.Event()

    async def gone() -> None:
        await left.wait()

    for client in "ab":
        work.begin(client, is_large=True)
    for _ in range(2):
        work.begin("leaving", is_large=True, gone=gone)
    await asyncio.sleep(0.01)
    left.set()
    for task in work.tasks[2:]:
        with pytest.raises(ClientGone):
            await task
    work.begin("leaving", is_large=True)  # its half of the queue is free again
    assert (await work.end())[-1] == "leaving"


async def test_running_and_new_requests_learn_that_the_server_stops(admission: Admission, work: Work) -> None:
    work.begin("a", is_large=True)
    await until(lambda: work.running == 1)
    admission.stop()
    with pytest.raises(Stopping):
        await work.tasks[0]
    with pytest.raises(Stopping):
        await small(admission)


async def test_a_slot_granted_while_its_client_gives_up_is_not_lost() -> None:
    lane = Lane(places=1, share=1, queue=4)
    assert lane.take_slot_now("a")
    waiting = asyncio.create_task(lane.enter("b"))
    await asyncio.sleep(0)
    lane.leave("a")  # gives the place to b …
    waiting.cancel()  # … who no longer wants it
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert lane.take_slot_now("c")


async def test_clients_take_turns() -> None:
    lane = Lane(places=1, share=1, queue=10)
    order: list[str] = []

    async def pass_through(client: str) -> None:
        await lane.enter(client)
        order.append(client)
        lane.leave(client)

    assert lane.take_slot_now("first")
    waiting = [asyncio.create_task(pass_through(client)) for client in ("a", "a", "a", "b", "c")]
    await asyncio.sleep(0)
    lane.leave("first")
    await asyncio.gather(*waiting)
    assert order == ["a", "b", "c", "a", "a"]


async def test_a_failure_is_forgotten_with_its_response(admission: Admission) -> None:
    """A reference cycle of frames and errors would keep it, however large, until the next garbage collection."""

    class Large:
        pass

    retained: list[weakref.ref[Large]] = []

    def fail() -> None:
        large = Large()
        retained.append(weakref.ref(large))
        raise KeyError(large)

    gc.disable()
    try:
        with suppress(KeyError):
            budget = Budget(Limits(), time.monotonic)
            await admission.run(fail, is_large=True, client="a", budget=budget, gone=stays)
        await until(lambda: retained[0]() is None)
    finally:
        gc.enable()
