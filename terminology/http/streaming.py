"""Streams: answers that are made while they are sent, so that their size is nobody's memory.

A piece is made in a thread when the one before has been taken; a client that takes nothing is cut off
(`connections.py`). So many streams make a piece at the same time, the others wait for their turn, piece by piece.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar

AT_ONCE = 2
T = TypeVar("T")


class Streams:
    """Shared by whatever streams on one event loop."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._places = asyncio.Semaphore(at_once)

    async def send(self, pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
        while True:
            piece = await self.run(lambda: next(pieces, None))
            if piece is None:
                return
            yield piece

    async def run(self, work: Callable[[], T]) -> T:
        """In a thread, in its turn. The place is free when the thread has ended, also if the client is gone before."""
        await self._places.acquire()
        working = asyncio.ensure_future(asyncio.to_thread(work))
        working.add_done_callback(lambda _: self._places.release())
        return await asyncio.shield(working)
