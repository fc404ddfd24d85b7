"""The composition root: settings -> store -> library -> application, and the server process around them.

terminology serve        prepare (store, starter content), then uvicorn; with several workers each attaches by itself
uvicorn --factory terminology.app:create        the application alone
"""

import asyncio
import logging
import os
import resource
import signal
import socket
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import structlog
import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from terminology.core.budget import Limits
from terminology.core.errors import StoreUnavailable
from terminology.library.caches import ClientResourceCaches
from terminology.library.importing import load_starter
from terminology.library.library import Library
from terminology.library.ports import Store
from terminology.library.publishing import ImportContext
from terminology.settings import Settings
from terminology.store.opening import choose_store

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp

    from terminology.http.authorization.gate import Gate

APPLICATION = "terminology.http.application"  # with FastAPI, which takes long to import and not every command needs
RELEASED = datetime(2026, 11, 22, tzinfo=UTC)  # of this version of the software
STORE_PATIENCE_S = 5.0  # a store that is started together with the server may take a moment longer
STORE_ATTEMPT_PAUSE_S = 0.5
OPEN_FILES = 16 * 1024  # a connection is one; what systems allow at first is often 1024
GRACE_S = 10  # for requests that are being answered when the server is told to stop
QUIETLY = {"log_level": "warning", "access_log": False, "server_header": False}


class NotStarted(Exception):
    """The server process could not start; it has said why on stderr."""


def create() -> "ASGIApp":
    """The application with the settings of the environment: uvicorn's workers call this."""
    return build(Settings())


def build(settings: Settings) -> "ASGIApp":
    from terminology.http.admission import Admission
    from terminology.http.application import create_application
    from terminology.http.bodies import BodyBytes
    from terminology.http.server_context import ServerContext

    configure_log(settings.log_level)
    library = Library(store_of(settings), settings.canonical_base, now)
    server = ServerContext(
        library=library,
        gate=gate_of(settings, library.store),
        now=now,
        new_id=new_id,
        software_version=software_version(),
        released=RELEASED,
        public_base_url=settings.public_base_url,
        limits=limits_of(settings),
        caches=ClientResourceCaches(settings.client_cache_limit_elements) if settings.workers == 1 else None,
    )

    @asynccontextmanager
    async def lifespan(_app: "FastAPI") -> AsyncIterator[None]:
        await library.start()
        yield
        await library.stop()

    return create_application(
        server,
        lifespan=lifespan,
        logs_requests=settings.log_requests,
        trusted_proxies=settings.forwarded_allow_ips,
        admission=Admission(settings.queue_limit),
        bodies=BodyBytes(settings.bodies_limit_bytes),
    )


def limits_of(settings: Settings) -> Limits:
    return Limits(
        seconds=settings.request_deadline_s,
        body_bytes=settings.body_limit_bytes,
        elements=settings.body_limit_elements,
        parameters=settings.parameter_limit,
        codings=settings.coding_limit,
        entries=settings.batch_limit_entries,
        expansion_codes=settings.expansion_limit_codes,
    )


def gate_of(settings: Settings, store: Store) -> "Gate":
    """Who may pass. Raises NotConfigured when the authorization file cannot be used."""
    from terminology.http.authorization.configuration import AuthorizationConfiguration, read_configuration
    from terminology.http.authorization.fetching import fetch_json
    from terminology.http.authorization.gate import Gate
    from terminology.http.authorization.introspection import Introspector
    from terminology.http.authorization.key_ring import KeyRing
    from terminology.http.authorization.tokens import TokenReader

    file = settings.authorization_file
    configuration = read_configuration(file.read_text()) if file else AuthorizationConfiguration()
    asked = configuration.introspection
    secret = Path(asked.client_secret_file).read_text().strip() if asked else ""
    return Gate(
        keys=KeyRing(store.api_keys, now, time.monotonic),
        tokens=TokenReader(configuration.issuers, fetch_json, now, time.monotonic),
        introspector=Introspector(asked, secret, fetch_json, now, time.monotonic) if asked else None,
        configuration=configuration,
        protects_reads=settings.protect_reads,
    )


def store_of(settings: Settings) -> Store:
    return choose_store(settings.mongodb_uri, settings.database, settings.data_dir)


def import_context(store: Store, settings: Settings) -> ImportContext:
    return ImportContext(store, settings.canonical_base, now, new_id)


def now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    return str(uuid.uuid4())


def software_version() -> str:
    try:
        return version("terminology-server")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0.0.0"


async def prepare(store: Store, settings: Settings) -> str:
    """Opens the store, and fills an empty one if that is wanted. What the store is, for people.

    Raises StoreUnavailable (after a few seconds of trying) or NoStore, each with one sentence.
    """
    last_attempt = time.monotonic() + STORE_PATIENCE_S
    while True:
        try:
            await store.open()
            break
        except StoreUnavailable:
            if time.monotonic() > last_attempt:
                raise
            await asyncio.sleep(STORE_ATTEMPT_PAUSE_S)
    if settings.starter:
        await load_starter(import_context(store, settings))
    return store.describe()


def serve(settings: Settings, announce: Callable[[str, int], None]) -> None:
    """Serves until SIGINT or SIGTERM, then lets go of the store. The settings must be those of the environment.

    `announce` gets the store's name and the port, once the first process answers (with several workers, when they are
    started). Raises OSError when the port cannot be had, StoreUnavailable, NoStore, NotStarted.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    _allow_open_files()
    with suppress(KeyboardInterrupt):
        listening = _bound(settings)
        store = store_of(settings)
        try:
            # The store is held until the end, so that workers come and go over one that runs.
            place = asyncio.run(_prepared(store, settings))
            port = listening.getsockname()[1]
            _run(settings, listening, lambda: announce(place, port))
        finally:
            listening.close()
            asyncio.run(store.close())


async def _prepared(store: Store, settings: Settings) -> str:
    """As `prepare`; what takes long to import is imported while the embedded store starts."""
    if settings.workers > 1:  # each imports it for itself
        return await prepare(store, settings)
    place, _ = await asyncio.gather(prepare(store, settings), asyncio.to_thread(import_module, APPLICATION))
    return place


def _run(settings: Settings, listening: socket.socket, announce: Callable[[], None]) -> None:
    config = uvicorn.Config(
        "terminology.app:create",
        factory=True,
        workers=settings.workers,
        loop="uvloop",
        http="httptools",
        ws="none",
        timeout_graceful_shutdown=GRACE_S,
        proxy_headers=False,  # the application reads them, where they count: behind the lane
        **QUIETLY,  # type: ignore[arg-type]  # a dict of several types; each is right for its name
    )
    if settings.workers == 1:
        server = AnnouncingServer(config, announce)
        server.run(sockets=[listening])
        if not server.started:
            raise NotStarted
        return
    with tempfile.TemporaryDirectory(prefix="terminology-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder  # read when the workers start
        announce()
        workers = Multiprocess(config, sockets=[listening])
        workers.run()
        if any(process.exitcode == STARTUP_FAILURE for process in workers.processes):
            raise NotStarted


class AnnouncingServer(uvicorn.Server):
    """Says once that it answers."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and not self.should_exit:
            self._announce()


def _bound(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError:
        listening.close()
        raise
    listening.set_inheritable(True)
    return listening


def _allow_open_files() -> None:
    """As many as are wanted, as far as the system lets a process raise its own limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def configure_log(level: str) -> None:
    """JSON lines on stderr, from this level on."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="ts"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
