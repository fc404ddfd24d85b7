"""Loads in the background without stalling requests, and imports without pauses for garbage collection.

Python switches threads every 5 ms by default, and one request waits for several switches. Python's cycle collector
stops every thread while it runs, for half a second over a million objects; loaded content has no cycles, so reference
counting frees it without the collector.
"""

import asyncio
import ctypes
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
SWITCH_INTERVAL_S = 0.0005  # the event loop waits one interval for each busy thread
YOUNG_OBJECTS = 10_000  # the young generation is still collected, so that concurrent requests do not leak
NEVER = 2**31 - 1
# Thresholds of the three generations. Python's 700, 10 and 10 run the collector two hundred times during a batch of
# 10,000 entries, which takes a twelfth of its time and finds nothing; a threshold of 10,000 still takes a twentieth.
SELDOM = (100_000, 20, 10)
M_ARENA_MAX = -8  # malloc.h


@contextmanager
def in_background() -> Iterator[None]:
    """Uses a short switch interval, and excludes what is loaded from garbage collection, now and later."""
    turn_s = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    try:
        with gc_paused():
            yield
    finally:
        sys.setswitchinterval(turn_s)
        trim_memory()


@contextmanager
def gc_paused() -> Iterator[None]:
    """Excludes objects created in this context from garbage collection, now and later."""
    thresholds = gc.get_threshold()
    gc.set_threshold(YOUNG_OBJECTS, thresholds[1], NEVER)
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*thresholds)


def collect_seldom() -> None:
    """For a server: reference counting frees what a request creates, which has hardly any cycles."""
    gc.set_threshold(*SELDOM)


def freeze_loaded() -> None:
    """Collects once, then excludes all current objects from further collections.

    Does nothing during a load: it would traverse what is being loaded, which is excluded at the end of the load anyway.
    """
    if gc.get_threshold()[2] != NEVER:
        gc.collect()
        gc.freeze()


def trim_memory() -> None:
    """Returns free memory to the operating system, if the C library can: by default glibc keeps it.

    Data from a store arrives in buffers of megabytes, and glibc would keep more than a hundred megabytes of them.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)


def share_one_heap() -> None:
    """Makes all threads allocate from one heap, if the C library can (glibc's mallopt, M_ARENA_MAX).

    By default each thread gets its own heap, whose free memory no other thread can use and which is rarely returned.
    Separate heaps gain nothing here, as Python runs one thread at a time. Source:
    https://man7.org/linux/man-pages/man3/mallopt.3.html
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option:
        set_option(M_ARENA_MAX, 1)


async def result_of_thread(make: Callable[[], T]) -> T:
    """Like `asyncio.to_thread`, whose futures form a cycle with the result until the next garbage collection.

    Loaded content is excluded from collection, and would keep its files open.
    """
    made: list[T] = []
    await asyncio.to_thread(lambda: made.append(make()))
    return made.pop()
