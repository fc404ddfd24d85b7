"""Loading behind the back of requests that are being answered: neither may wait long for the other.

Python's threads take turns, 5 ms each by default, and a request that waits for a turn does so several times. Python's
search for reference cycles stops every thread for as long as it takes, which over a million objects is half a second;
what is loaded has no cycles, so it goes when nobody holds it any more, searched or not.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

TURN_S = 0.0005
YOUNG_OBJECTS = 10_000  # what was made since is still searched, so that requests meanwhile leave nothing behind
NEVER = 2**31 - 1


@contextmanager
def in_background() -> Iterator[None]:
    """Short turns, and no search through what is loaded, neither while it is loaded nor later."""
    turn_s, thresholds = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(TURN_S)
    gc.set_threshold(YOUNG_OBJECTS, thresholds[1], NEVER)
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*thresholds)
        sys.setswitchinterval(turn_s)
