"""Checks that need no open store: software, settings and their sources, disk, limits, port."""

import os
import platform
import resource
import shutil
import socket
import sys
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from terminology.cli.doctor.findings import Finding, broken, note, works
from terminology.core.counts import counted

if TYPE_CHECKING:
    from terminology.settings import Settings

PREFIX = "TERMINOLOGY_"
RECOMMENDED_FREE_BYTES = 2 * 1024**3  # a dozen releases with their columns take less
MIN_FREE_BYTES = 200 * 1024**2
PROBE_TIMEOUT_S = 0.5


def software(version: str) -> Iterator[Finding]:
    text = f"terminology-server {version}, Python {platform.python_version()}, {platform.platform(terse=True)}"
    yield works("software", text)
    if find_spec("secantus") is None and not any(map(shutil.which, ("mongod", "ferretdb"))):
        advice = "pip install 'terminology-server[embedded]', a mongod or ferretdb on PATH, or TERMINOLOGY_MONGODB_URI."
        yield note("software", "there is no embedded store to start", advice)


def settings_of(settings: "Settings", environment: Mapping[str, str], known: Iterable[str]) -> Iterator[Finding]:
    """Settings that differ from their defaults, and unknown variables. `known`: the variables of command options."""
    for name, field in type(settings).model_fields.items():
        variables = (f"{PREFIX}{name.upper()}", *_other_names(field))
        found = [variable for variable in variables if environment.get(variable)]
        if found:
            yield works("settings", f"{found[0]} = {_shown(settings, name)}")
    read = {f"{PREFIX}{name.upper()}" for name in type(settings).model_fields} | set(known)
    for variable in sorted(environment):
        if variable.startswith(PREFIX) and variable not in read and not variable.startswith(f"{PREFIX}TEST_"):
            near = get_close_matches(variable, read, 1)
            yield note("settings", f"{variable} is set, but nothing uses it", f"{near[0]}?" if near else None)
    yield works("settings", "everything else is at its default: docs/settings.md")


def _other_names(field: Any) -> tuple[str, ...]:
    return tuple(getattr(field.validation_alias, "choices", ()))


def _shown(settings: "Settings", name: str) -> str:
    if name == "mongodb_uri":
        from terminology.store.connection import place_of

        return place_of(settings.mongodb_uri or "").removeprefix("The store ")
    return str(getattr(settings, name))


def folders(settings: "Settings") -> Iterator[Finding]:
    named = {"columns": settings.columns_folder()}
    if not settings.mongodb_uri:
        named = {"data": settings.data_dir, **named}
    for what, folder in named.items():
        yield _folder(what, folder)


def _folder(what: str, folder: Path) -> Finding:
    """Whether the folder, or its nearest existing parent, is writable, and how much space is free."""
    existing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not os.access(existing, os.W_OK | os.X_OK):
        return broken("disk", f"the {what} folder {folder} is not writable", "Change its owner, or set another.")
    free = shutil.disk_usage(existing).free
    text = f"the {what} folder {folder} has {free / 1024**3:,.1f} GiB free"
    if free < MIN_FREE_BYTES:
        return broken("disk", text, "Free some space: an import without it is refused and changes nothing.")
    return works("disk", text) if free > RECOMMENDED_FREE_BYTES else note("disk", text, "An import may need 1 GiB.")


def limits(settings: "Settings") -> Iterator[Finding]:
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    wanted = settings.connection_limit + 200
    if limit != resource.RLIM_INFINITY and limit < wanted:
        yield note("limits", f"{limit:,} open files are allowed, but up to {wanted:,} are needed", "Raise LimitNOFILE.")
    else:
        yield works("limits", f"the open-file limit allows {settings.connection_limit:,} connections")
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    processes = counted(settings.workers, "server process", "server processes")
    yield works("limits", f"{processes} (TERMINOLOGY_WORKERS), {counted(cores, 'processor')}")


def port(settings: "Settings") -> Iterator[Finding]:
    """Whether the port is free, or what is listening on it."""
    host = settings.host if settings.host != "0.0.0.0" else "127.0.0.1"  # noqa: S104 compared, not bound
    try:
        socket.create_connection((host, settings.port), timeout=PROBE_TIMEOUT_S).close()
    except OSError:
        yield works("server", f"nothing is listening on {host}:{settings.port}: terminology serve")
        return
    yield from _listener(host, settings.port)


def _listener(host: str, port: int) -> Iterator[Finding]:
    import httpx

    try:
        answered = httpx.get(f"http://{host}:{port}/readyz", timeout=5)
        status = answered.json()["status"]
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        advice = "Start it with another --port."
        yield note("server", f"{host}:{port} is in use by something that is not a terminology server", advice)
        return
    text = f"a server is running on {host}:{port}: {status}"
    yield works("server", text) if status == "ready" else broken("server", text, f"See http://{host}:{port}/readyz")


def authorization(settings: "Settings") -> Iterator[Finding]:
    file = settings.authorization_file
    if file is None:
        yield works("authorization", "only API keys allow writing: terminology keys list")
        return
    from terminology.http.authorization.configuration import NotConfigured, read_configuration

    try:
        configuration = read_configuration(file.read_text())
    except OSError as error:
        yield broken("authorization", f"{file} cannot be read: {error.strerror}")
    except NotConfigured as error:
        yield broken("authorization", f"{file}: {error}")
    else:
        yield works("authorization", f"{file} configures {len(configuration.issuers)} token issuers")
