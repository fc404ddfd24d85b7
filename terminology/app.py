"""The composition root: settings -> store -> library -> application. `process.py` runs it.

uvicorn --factory terminology.app:create        the application only, without the supervisor
"""

import asyncio
import sys
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from terminology.core.budget import Limits
from terminology.core.currency import NewestRelease
from terminology.core.errors import StoreUnavailable
from terminology.library.audit_trail import AuditTrail
from terminology.library.caches import ClientResourceCaches
from terminology.library.gc_tuning import SWITCH_INTERVAL_S, collect_seldom, share_one_heap
from terminology.library.importing import load_starter, newest_published
from terminology.library.library import Library
from terminology.library.ports import Store
from terminology.library.publishing import ImportContext, published_records
from terminology.log import configure_log
from terminology.settings import Settings
from terminology.store.opening import choose_store

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp

    from terminology.http.authorization.gate import Gate
    from terminology.http.notice_sending import NoticeSender  # not for commands

APPLICATION = "terminology.http.application"  # imports FastAPI, which is slow and which few commands need
RELEASED = datetime(2026, 11, 22, tzinfo=UTC)  # release date of this version
STORE_STARTUP_TIMEOUT_S = 5.0  # a store that starts together with the server may not be ready yet
STORE_ATTEMPT_PAUSE_S = 0.5


def create() -> "ASGIApp":
    """The application, configured from the environment; uvicorn's workers call this."""
    share_one_heap()
    collect_seldom()
    return build(Settings())


def build(settings: Settings) -> "ASGIApp":
    from terminology.http.admission import Admission  # commands import this module for the store alone, without HTTP
    from terminology.http.application import create_application
    from terminology.http.bodies import BodyBytes
    from terminology.http.server_context import ServerContext

    configure_log(settings.log_level)
    now = clock(settings)
    library = Library(store_of(settings), settings.canonical_base, now, narrative_status=settings.narrative_status)
    sender = sender_of(settings)
    server = ServerContext(
        library=library,
        gate=gate_of(settings, library.store),
        audit=AuditTrail(library.store, now, new_id, settings.audit_reads),
        now=now,
        new_id=new_id,
        software_version=software_version(),
        released=RELEASED,
        public_base_url=settings.public_base_url,
        limits=limits_of(settings),
        caches=ClientResourceCaches(settings.client_cache_limit_elements) if settings.workers == 1 else None,
        notices=sender,
    )

    @asynccontextmanager
    async def lifespan(_app: "FastAPI") -> AsyncIterator[None]:
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        await library.start()
        sending = asyncio.create_task(_notices(library, sender, now)) if sender.allowed else None
        yield
        if sending:
            sending.cancel()
            await asyncio.wait([sending])
        await library.stop()

    return create_application(
        server,
        lifespan=lifespan,
        logs_requests=settings.log_requests,
        trusted_proxies=settings.forwarded_allow_ips,
        admission=Admission(settings.queue_limit),
        bodies=BodyBytes(settings.bodies_limit_bytes),
    )


async def _notices(library: Library, sender: "NoticeSender", now: Callable[[], datetime]) -> None:
    from terminology.library.notices import Notices  # only servers with a store send notices

    await Notices(library, sender, now, new_id).run()


def limits_of(settings: Settings) -> Limits:
    return Limits(
        seconds=settings.request_deadline_s,
        body_bytes=settings.body_limit_bytes,
        elements=settings.body_limit_elements,
        parameters=settings.parameter_limit,
        codings=settings.coding_limit,
        entries=settings.batch_limit_entries,
        expansion_codes=settings.expansion_limit_codes,
        page_codes=settings.count_limit,
    )


def sender_of(settings: Settings) -> "NoticeSender":
    """Sends subscription notices, only to the endpoints that the settings allow."""
    from terminology.http.notice_sending import NoticeSender  # not for commands

    stated = (item.strip() for item in settings.subscription_endpoints.split(","))
    file = settings.subscription_key_file
    secret = file.read_text().strip().encode() if file else None
    return NoticeSender(tuple(item for item in stated if item), settings.subscription_private, secret=secret)


def gate_of(settings: Settings, store: Store) -> "Gate":
    """Access control for requests. Raises NotConfigured when the authorization file is unusable."""
    from terminology.http.authorization.cds_trust import CdsTrust  # not for commands
    from terminology.http.authorization.configuration import AuthorizationConfiguration, read_configuration
    from terminology.http.authorization.fetching import fetch_json
    from terminology.http.authorization.gate import Gate
    from terminology.http.authorization.introspection import Introspector
    from terminology.http.authorization.key_ring import KeyRing
    from terminology.http.authorization.openid import OpenIdProvider
    from terminology.http.authorization.sessions import Sessions
    from terminology.http.authorization.tokens import TokenReader

    file = settings.authorization_file
    configuration = read_configuration(file.read_text()) if file else AuthorizationConfiguration()
    asked, clients = configuration.introspection, configuration.cds_clients
    is_trusted_network = settings.listens_on_loopback or settings.protect_reads  # else anyone can connect
    is_open = is_trusted_network and not clients
    secret = Path(asked.client_secret_file).read_text().strip() if asked else ""
    now = clock(settings)
    keys, person = KeyRing(store.api_keys.load, now, time.monotonic), configuration.sign_in
    own = Path(person.client_secret_file).read_text().strip() if person and person.client_secret_file else None
    is_https = (settings.public_base_url or "").startswith("https://")
    return Gate(
        keys=keys,
        tokens=TokenReader(configuration.issuers, fetch_json, now, time.monotonic),
        introspector=Introspector(asked, secret, fetch_json, now, time.monotonic) if asked else None,
        configuration=configuration,
        protects_reads=settings.protect_reads,
        cds_trust=None if is_open else CdsTrust(clients, fetch_json, now, time.monotonic, store),
        sessions=Sessions(store, keys, now, new_secret, settings.session_life_s, is_https),
        openid=OpenIdProvider(person, own, fetch_json, now, time.monotonic) if person else None,
    )


def store_of(settings: Settings) -> Store:
    return choose_store(settings.mongodb_uri, settings.database, settings.data_dir, settings.columns_folder())


def import_context(store: Store, settings: Settings) -> ImportContext:
    return ImportContext(store, settings.canonical_base, clock(settings), new_id)


def clock(settings: Settings) -> Callable[[], datetime]:
    """Returns the time in the configured zone, whose date is today."""
    return partial(datetime.now, settings.zone)


def new_id() -> str:
    return str(uuid.uuid4())


def new_secret() -> str:
    """256 random bits, as 43 characters for addresses and cookies."""
    import secrets  # only browser sign-in needs it

    return secrets.token_urlsafe(32)


def software_version() -> str:
    try:
        return version("terminology-server")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0.0.0"


@dataclass(frozen=True, slots=True)
class Prepared:
    """An open store: a description for people, and the age of its content."""

    place: str
    newest: tuple[NewestRelease, ...]


async def prepare(store: Store, settings: Settings) -> Prepared:
    """Opens the store, and loads the starter content into an empty one if so configured.

    Raises StoreUnavailable (after a few seconds of retries) or NoStore, each with a one-sentence message.
    """
    last_attempt = time.monotonic() + STORE_STARTUP_TIMEOUT_S
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
    return Prepared(store.describe(), newest_published(await published_records(store)))
