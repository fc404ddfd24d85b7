"""Worker processes: forks of the first process, which has imported everything, so that its memory is theirs too.

uvicorn watches over them and would start a new interpreter for each, with its own copy of every module. What a fork
must not find is not there: the first process has no thread and no connection of its own while it forks.
"""

import gc
import multiprocessing
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module

import uvicorn
from uvicorn.supervisors import multiprocess

from terminology.app import APPLICATION
from terminology.draining import DRAIN_S, DrainingServer, refuse_newcomers

FORK = multiprocessing.get_context("fork")
SHARED = (  # with what they import when they are needed
    APPLICATION,
    "terminology.pages.makers",
    "terminology.pages.templates",
    "fhir_resources.xml_format",
    "rapidfuzz.process",
    "rapidfuzz.distance.OSA",
    "Stemmer",
    "re2",
)
ENDED_BY = (signal.SIGINT, signal.SIGTERM)


def import_shared() -> None:
    """Imports what workers share."""
    for name in SHARED:
        import_module(name)


class Worker(multiprocess.Process):
    """One of uvicorn's processes, as a fork of this one."""

    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket]) -> None:
        super().__init__(config, sockets)
        self.process = FORK.Process(target=_begin, args=(self.target, sockets))  # type: ignore[assignment]

    def start(self) -> None:
        with _signals_waiting():
            super().start()

    @property
    def server(self) -> uvicorn.Server:
        if self._server is None:
            self._server = DrainingServer(config=self.config)
        return self._server


class Supervisor(multiprocess.Multiprocess):
    """uvicorn's, which gives the port up before it waits for what workers still have to answer."""

    def terminate_all(self) -> None:
        for listening in self.sockets:
            refuse_newcomers(listening)
        super().terminate_all()

    def join_all(self) -> None:
        time.sleep(DRAIN_S)
        for listening in self.sockets:
            listening.close()
        super().join_all()


def run_workers(config: uvicorn.Config, sockets: list[socket.socket]) -> list[multiprocess.Process]:
    """Runs `config.workers` workers until SIGINT or SIGTERM; afterwards they are over."""
    multiprocess.Process = Worker  # type: ignore[misc]  # the supervisor makes all of them by this name
    gc.collect()
    gc.freeze()  # a search for cycles writes into what it looks at, and what is written to is shared no more
    supervisor = Supervisor(config, sockets)
    supervisor.run()
    return supervisor.processes


@contextmanager
def _signals_waiting() -> Iterator[None]:
    """A signal waits until the new process has let go of the handlers of this one, where it would be forgotten."""
    waiting = signal.pthread_sigmask(signal.SIG_BLOCK, ENDED_BY)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, waiting)


def _begin(target: Callable[[list[socket.socket]], None], sockets: list[socket.socket]) -> None:
    for number in multiprocess.SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDED_BY)
    with suppress(KeyboardInterrupt):
        target(sockets)
