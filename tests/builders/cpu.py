"""The CPU time of a function, as independent as possible of other load on the machine."""

import gc
import time
from collections.abc import Callable


def least_cpu_s(run: Callable[[], object], rounds: int = 4) -> float:
    """CPU seconds of this process: the minimum of several runs, without garbage collection for other tests."""
    gc.disable()
    try:
        return min(_cpu_s(run) for _ in range(rounds))
    finally:
        gc.enable()


def _cpu_s(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started
