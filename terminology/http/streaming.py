"""Streams: generates answers while they are sent, so that their size does not matter for memory.

A piece is generated in a thread once the previous one was sent; a client that reads nothing is disconnected
(`connections.py`). `at_once` streams generate a piece concurrently; the others wait for their turn, piece by piece.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar

AT_ONCE = 2
T = TypeVar("T")


class Streams:
    """Shared by all streams of an event loop."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._places = asyncio.Semaphore(at_once)

    async def send(self, pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
        while True:
            piece = await self.run(lambda: next(pieces, None))
            if piece is None:
                return
            yield piece

    async def run(self, work: Callable[[], T]) -> T:
        """Runs in a thread, in turn. The slot is released when the thread ends, even if the client disconnected
        earlier.
        """
        await self._places.acquire()
        working = asyncio.ensure_future(asyncio.to_thread(work))
        working.add_done_callback(lambda _: self._places.release())
        return await asyncio.shield(working)
