"""Latency of a reader with and without concurrent load, measured alternately.

A reader sends a request every few milliseconds over one connection. Windows with and without load alternate, so that a
change in the machine's speed affects both. The load comes from separate processes, which use a core as other clients
do, but never delay the reader itself.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from http.client import HTTPConnection
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from statistics import median, quantiles

from tests.examples.server import RunningServer

WINDOWS = 5  # of each kind
WINDOW_S = 2.0
PAUSE_S = 0.003
Work = Callable[[int], None]  # called with the number of previous calls
Waits = list[list[float]]  # seconds, by window


class Load:
    """A process that does something a number of times per second, in windows. `make_work` must be picklable."""

    def __init__(self, make_work: Callable[[], Work], times_a_second: float) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=work_in_windows, args=(theirs, make_work, 1 / times_a_second))
        self._process.start()
        self._pipe.recv()  # ready

    def begin(self) -> None:
        self._pipe.send(True)

    def stop(self) -> list[float]:
        """The seconds of each call."""
        self._pipe.send(False)
        waits: list[float] = self._pipe.recv()
        return waits

    def end(self) -> None:
        self._pipe.send(False)
        self._process.join()


def work_in_windows(pipe: Connection, make_work: Callable[[], Work], pause_s: float) -> None:
    work, numbers = make_work(), count()
    pipe.send(True)
    while pipe.recv():
        waits: list[float] = []
        began = time.perf_counter()
        while not pipe.poll(max(0.0, began + len(waits) * pause_s - time.perf_counter())):
            started = time.perf_counter()
            work(next(numbers))
            waits.append(time.perf_counter() - started)
        pipe.recv()
        pipe.send(waits)


def compared(server: RunningServer, paths: Iterator[str], others: Sequence[Load]) -> tuple[list[Waits], list[Waits]]:
    """The reader's waits without load and then with each; and the durations of each load."""
    reader = HTTPConnection("127.0.0.1", server.port)
    waits: list[Waits] = [[] for _ in range(len(others) + 1)]
    took: list[Waits] = [[] for _ in others]
    read_for(reader, paths, 1.0)
    for _ in range(WINDOWS):
        waits[0].append(read_for(reader, paths, WINDOW_S))
        for number, other in enumerate(others):
            other.begin()
            waits[number + 1].append(read_for(reader, paths, WINDOW_S))
            took[number].append(other.stop())
    return waits, took


def read_for(connection: HTTPConnection, paths: Iterator[str], seconds: float) -> list[float]:
    """The seconds of each response."""
    waits: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        path = next(paths)
        started = time.perf_counter()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        waits.append(time.perf_counter() - started)
        assert response.status == 200, path
        time.sleep(PAUSE_S)
    return waits


def rate_of(took: Waits) -> float:
    """Calls per second."""
    return sum(map(len, took)) / (len(took) * WINDOW_S)


def shown(windows: Waits) -> str:
    """The medians over the windows of: the median wait, the 99th percentile, the longest wait."""
    parts = (
        median(median(waits) for waits in windows),
        median(quantiles(waits, n=100)[-1] for waits in windows),
        median(max(waits) for waits in windows),
    )
    return f"{' / '.join(f'{part * 1e3:.1f}' for part in parts)} ms"
