"""Loading without Python's search for reference cycles: it would look through everything loaded, again and again.

That search stops every thread for as long as it takes, which over a million objects is half a second. What is loaded
has no cycles, so it goes when nobody holds it any more, searched or not.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG_OBJECTS = 10_000  # what was made since is still searched, so that requests meanwhile leave nothing behind
NEVER = 2**31 - 1


@contextmanager
def without_searches() -> Iterator[None]:
    """What is there at the end is left out of every later search."""
    thresholds = gc.get_threshold()
    gc.set_threshold(YOUNG_OBJECTS, thresholds[1], NEVER)
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*thresholds)
