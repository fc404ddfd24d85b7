"""Loads in the background without stalling requests, and imports without stopping for a search for cycles.

Python's threads take turns, 5 ms each by default, and a request that waits for a turn does so several times. Python's
search for reference cycles stops every thread for as long as it takes, which over a million objects is half a second;
what is loaded has no cycles, so it goes when nobody holds it any more, searched or not.
"""

import asyncio
import ctypes
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
SWITCH_INTERVAL_S = 0.0005
YOUNG_OBJECTS = 10_000  # what was made since is still searched, so that requests meanwhile leave nothing behind
NEVER = 2**31 - 1
M_ARENA_MAX = -8  # malloc.h


@contextmanager
def in_background() -> Iterator[None]:
    """Short turns, and no search through what is loaded, neither while it is loaded nor later."""
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
    """No search for cycles through what is made meanwhile, neither now nor later."""
    thresholds = gc.get_threshold()
    gc.set_threshold(YOUNG_OBJECTS, thresholds[1], NEVER)
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*thresholds)


def leave_unsearched() -> None:
    """What is there stays, and is searched for cycles this once and never again.

    Not while something is loaded: that would be searched with it, and is left unsearched at its end anyway.
    """
    if gc.get_threshold()[2] != NEVER:
        gc.collect()
        gc.freeze()


def trim_memory() -> None:
    """Gives the memory that is free to the operating system, where the C library can: glibc keeps it otherwise.

    What is received of a store comes through buffers of megabytes, of which it would keep more than a hundred.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)


def share_one_heap() -> None:
    """Lets all threads take memory from one heap, where the C library can be told so (glibc's mallopt, M_ARENA_MAX).

    It gives each thread one of its own, and what is free in one is of no use to the others and seldom given back.
    Threads take turns in Python anyway. Source: https://man7.org/linux/man-pages/man3/mallopt.3.html
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option:
        set_option(M_ARENA_MAX, 1)


async def result_of_thread(make: Callable[[], T]) -> T:
    """As `asyncio.to_thread`, whose futures refer to each other and to the result, until a search for cycles.

    What is loaded is never searched, and holds files open until it goes.
    """
    made: list[T] = []
    await asyncio.to_thread(lambda: made.append(make()))
    return made.pop()
