"""Worker processes: forks of the first process, which has imported everything, so that they share its memory.

uvicorn supervises them, but by itself would start a new interpreter for each, with its own copy of every module.
Forking is safe here: the first process has no threads and no connections when it forks.
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
SHARED = (  # with their lazy imports
    APPLICATION,
    "terminology.pages.makers",
    "terminology.pages.templates",
    "fhir_resources.xml_format",
    "terminology.index.word_search",
    "terminology.lexicon.compiled",
    "Stemmer",
    "re2",
)
ENDED_BY = (signal.SIGINT, signal.SIGTERM)


def import_shared() -> None:
    """Imports the modules that workers share."""
    for name in SHARED:
        import_module(name)


class Worker(multiprocess.Process):
    """One of uvicorn's processes, forked from this one."""

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
    """uvicorn's, which closes the port before it waits for workers to finish their requests."""

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
    """Runs `config.workers` workers until SIGINT or SIGTERM; none is running afterwards."""
    multiprocess.Process = Worker  # type: ignore[misc]  # the supervisor creates workers by this name
    gc.collect()
    gc.freeze()  # the cycle collector writes to every object it visits, which would unshare the memory pages
    supervisor = Supervisor(config, sockets)
    supervisor.run()
    return supervisor.processes


@contextmanager
def _signals_waiting() -> Iterator[None]:
    """Blocks signals until the new process has dropped the inherited handlers, which would swallow them."""
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
