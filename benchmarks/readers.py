"""What a reader notices while something else happens: the waits with and without it, measured in turns.

A reader asks over one connection, a question every few milliseconds. Windows with and without the other work alternate,
so that a machine that grows slower or quicker meanwhile does so for both.
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from statistics import median, quantiles

from tests.examples.server import RunningServer

WINDOWS = 5  # of each kind
WINDOW_S = 2.0
PAUSE_S = 0.003
CLIENT_TURN_S = 0.0001  # threads of the client take short turns: their waits are not the server's


class Regularly(threading.Thread):
    """Does something so many times a second, numbered from `first` on, until `end` is set.

    `waits` are the seconds that each time took.
    """

    def __init__(self, work: Callable[[int], None], times_a_second: float, first: int) -> None:
        super().__init__()
        self.first = first
        self.work = work
        self.pause_s = 1 / times_a_second
        self.end = threading.Event()
        self.waits: list[float] = []

    def run(self) -> None:
        began = time.perf_counter()
        while not self.end.is_set():
            number = len(self.waits)
            time.sleep(max(0.0, began + number * self.pause_s - time.perf_counter()))
            started = time.perf_counter()
            self.work(self.first + number)
            self.waits.append(time.perf_counter() - started)


def compared(
    server: RunningServer, paths: tuple[str, ...], work: Callable[[int], None], times_a_second: float
) -> tuple[list[list[float]], list[list[float]], list[float]]:
    """The reader's waits without and with the work, window by window, and how long the work took each time."""
    reader = HTTPConnection("127.0.0.1", server.port)
    quiet, busy, took = [], [], []
    with short_turns():
        read_for(reader, paths, 1.0)
        for _ in range(WINDOWS):
            quiet.append(read_for(reader, paths, WINDOW_S))
            other = Regularly(work, times_a_second, len(took))
            other.start()
            busy.append(read_for(reader, paths, WINDOW_S))
            other.end.set()
            other.join()
            took += other.waits
    return quiet, busy, took


@contextmanager
def short_turns() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(CLIENT_TURN_S)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def read_for(connection: HTTPConnection, paths: tuple[str, ...], seconds: float) -> list[float]:
    """The seconds that each answer took."""
    waits: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        started = time.perf_counter()
        connection.request("GET", paths[len(waits) % len(paths)])
        response = connection.getresponse()
        response.read()
        assert response.status == 200
        waits.append(time.perf_counter() - started)
        time.sleep(PAUSE_S)
    return waits


def shown(windows: list[list[float]]) -> str:
    """Of the windows the median of each: half of the waits, 99 of a hundred, the longest."""
    parts = (
        median(median(waits) for waits in windows),
        median(quantiles(waits, n=100)[-1] for waits in windows),
        median(max(waits) for waits in windows),
    )
    return f"{' / '.join(f'{part * 1e3:.1f}' for part in parts)} ms"
