"""The CPU time that something takes, as a property of the code and not of the minute in which it runs."""

import gc
import time
from collections.abc import Callable


def least_cpu_s(run: Callable[[], object], rounds: int = 4) -> float:
    """Seconds of CPU of this process: the least of several runs, without the collection of other tests' garbage."""
    gc.disable()
    try:
        return min(_cpu_s(run) for _ in range(rounds))
    finally:
        gc.enable()


def _cpu_s(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started
