"""Computes something concurrently in a child process: a fork, so that hundreds of megabytes need not be sent to it.

At that point, the command has no threads with locks that the child needs, except for the progress bars, which the child
does not use.
"""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Make = Callable[[], bytes]


def has_second_processor() -> bool:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) > 1
    return (os.cpu_count() or 1) > 1


@contextmanager
def in_child_process(make: Make) -> Iterator[Make]:
    """Yields a function that waits for the bytes, which are empty if the child failed or could not be started.

    The child ends with the context, and with this process.
    """
    source, target = os.pipe()
    ended, alive = os.pipe()  # the latter is closed when this process ends, however it does
    try:
        pid = os.fork()
    except OSError:  # too many processes, or too little memory
        for end in (source, target, ended, alive):
            os.close(end)
        yield bytes
        return
    if not pid:
        os.close(source)
        os.close(alive)
        threading.Thread(target=_exit_after, args=(ended,), daemon=True).start()
        _make(make, target)
    os.close(target)
    os.close(ended)
    try:
        with open(source, "rb") as result:
            yield result.read
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(alive)


def _exit_after(parent_ended: int) -> None:
    os.read(parent_ended, 1)
    os._exit(1)


def _make(make: Make, target: int) -> None:
    """Ends the child without the cleanup that belongs to its parent."""
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        gc.disable()
        with open(target, "wb") as result:
            result.write(make())
    finally:
        os._exit(0)
