"""The server process: the port, uvicorn, signals, and releasing the store.

SIGTERM, SIGINT   no new connections; requests in progress finish, or get 503 after a while; the store is released
SIGHUP            the same, for a closed terminal; with several workers, each is replaced in turn (uvicorn)
a second SIGINT   requests in progress are cut off; the store is still released, and no further signal interrupts that
"""

import asyncio
import gc
import os
import resource
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from types import FrameType

from terminology.app import APPLICATION, Prepared, prepare, store_of
from terminology.lean_imports import without
from terminology.library.gc_tuning import collect_seldom, share_one_heap
from terminology.library.ports import Store
from terminology.settings import Settings

with without("watchfiles"):
    import uvicorn
    from uvicorn.config import STARTUP_FAILURE

    from terminology.draining import DrainingServer
    from terminology.http.connections import BoundedConnection, ConnectionLimits, ServerConfig
    from terminology.workers import import_shared, run_workers

OPEN_FILES = 16 * 1024  # each connection uses one; the default soft limit is often 1024
GRACE_S = 10  # for requests in progress when the server shuts down
QUIETLY = {"log_level": "warning", "access_log": False, "server_header": False}


class NotStarted(Exception):
    """The server process could not start; the reason is on stderr."""


class CannotListen(Exception):
    """The port is unavailable; the message is one sentence."""


def serve(settings: Settings, announce: Callable[[Prepared, int], None]) -> None:
    """Serves until SIGINT or SIGTERM, then releases the store. The settings must be those of the environment.

    Calls `announce` with the prepared store and the port once the first process answers (with several workers, when
    they have started). Raises CannotListen, StoreUnavailable, NoStore, NotStarted, and OSError, such as for a full
    disk.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    if _handles_hangup():
        signal.signal(signal.SIGHUP, _interrupt)
    share_one_heap()
    _allow_open_files()
    with suppress(KeyboardInterrupt), _metrics_folder(settings.workers):
        listening = _bound(settings)
        store = store_of(settings)
        try:
            # Hold the store until the end, so that it keeps running while workers come and go.
            prepared = asyncio.run(_prepared(store, settings))
            gc.freeze()
            gc.enable()
            collect_seldom()
            port = listening.getsockname()[1]
            _run(settings, listening, lambda: announce(prepared, port))
        finally:
            # An impatient second signal would leave a store running.
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            listening.close()
            asyncio.run(store.close())


async def _prepared(store: Store, settings: Settings) -> Prepared:
    """Like `prepare`; runs the slow imports while the embedded store starts."""
    load = import_shared if settings.workers > 1 else partial(import_module, APPLICATION)
    prepared, _ = await asyncio.gather(prepare(store, settings), asyncio.to_thread(load))
    if settings.workers > 1:  # workers are forks, with their own connections
        await store.disconnect()
    return prepared


@contextmanager
def _metrics_folder(workers: int) -> Iterator[None]:
    """The folder in which several workers add up their metrics; must be set before prometheus_client is imported."""
    if workers == 1:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="terminology-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield


def _run(settings: Settings, listening: socket.socket, announce: Callable[[], None]) -> None:
    config = ServerConfig(
        "terminology.app:create",
        factory=True,
        workers=settings.workers,
        loop="uvloop",
        http=BoundedConnection,
        ws="none",
        timeout_graceful_shutdown=GRACE_S,
        proxy_headers=False,  # the application reads them itself, behind the response cache
        **QUIETLY,  # type: ignore[arg-type]  # a dict of mixed value types; each fits its parameter
    )
    config.limits = connection_limits_of(settings)
    if settings.workers == 1:
        server = AnnouncingServer(config, announce)
        server.run(sockets=[listening])
        if not server.started:
            raise NotStarted
        return
    announce()
    if any(process.exitcode == STARTUP_FAILURE for process in run_workers(config, [listening])):
        raise NotStarted


def connection_limits_of(settings: Settings) -> ConnectionLimits:
    return ConnectionLimits(
        connections=settings.connection_limit,
        header_s=settings.header_timeout_s,
        body_s=settings.body_timeout_s,
        answer_s=settings.body_timeout_s,
    )


class AnnouncingServer(DrainingServer):
    """Announces once that it is ready."""

    is_alone = True

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and not self.should_exit:
            self._announce()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        with super().capture_signals():
            if not _handles_hangup():
                yield
                return
            before = signal.signal(signal.SIGHUP, self.handle_exit)
            try:
                yield
            finally:
                signal.signal(signal.SIGHUP, before)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Like uvicorn's, but the application also releases its store when a second signal cuts off requests."""
        await super().shutdown(sockets)
        if self.force_exit:
            await self.lifespan.shutdown()


def _bound(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        reason = error.strerror or error
        raise CannotListen(f"Cannot listen on {settings.host}:{settings.port}: {reason}.") from error
    listening.set_inheritable(True)
    return listening


def _allow_open_files() -> None:
    """Raises the limit of open files as far as the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _handles_hangup() -> bool:
    """Not so under `nohup`."""
    return signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
