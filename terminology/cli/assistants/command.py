"""`terminology mcp`: this server's answers as tools for assistants, over stdio or HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from terminology.cli.environment import read_settings
from terminology.cli.output import print_message
from terminology.cli.refusals import refusals, refuse

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer
    from mcp.server.transport_security import TransportSecuritySettings
    from starlette.types import ASGIApp

    from terminology.library.library import Library
    from terminology.settings import Settings

PATH = "/mcp"
USUAL_PORTS = {"http": 80, "https": 443}
MISSING = "`terminology mcp` needs the extra: pip install 'terminology-server[mcp]'"


def serve_assistants(
    http: Annotated[
        bool, typer.Option("--http", envvar="TERMINOLOGY_HTTP", help="Serve over HTTP at /mcp instead of stdio.")
    ] = False,
    host: Annotated[str, typer.Option(envvar="TERMINOLOGY_HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="TERMINOLOGY_MCP_PORT", help="Port to listen on.")] = 8001,
) -> None:
    """Serve AI assistants over the Model Context Protocol: look up, search, validate, check lines, expand, history.

    With stdio, the assistant starts this program (its configuration: command terminology, argument mcp). Over HTTP,
    protected reads (TERMINOLOGY_PROTECT_READS) require a token or an API key here too.
    """
    settings = read_settings()
    try:
        import mcp  # noqa: F401
    except ModuleNotFoundError:
        refuse(MISSING)
    from terminology.log import configure_log

    configure_log("error")
    with refusals():
        library = _library(settings)
        server = _server(settings, library)
        if not http:
            server.run("stdio")
            return
        import uvicorn

        print_message(f"Serving assistants at http://{host}:{port}{PATH}. Ctrl-C stops.")
        uvicorn.run(
            http_app(server, settings, library, host), host=host, port=port, log_level="warning", server_header=False
        )


def _library(settings: "Settings") -> "Library":
    from terminology.app import clock, store_of
    from terminology.library.library import Library

    return Library(store_of(settings), settings.canonical_base, clock(settings))


def _server(settings: "Settings", library: "Library") -> "MCPServer":
    import time

    from terminology.app import clock, limits_of, new_id, software_version
    from terminology.cli.assistants.questions import Questions
    from terminology.cli.assistants.tools import server_of

    @asynccontextmanager
    async def living() -> AsyncIterator[None]:
        await library.start()
        try:
            yield
        finally:
            await library.stop()

    questions = Questions(library, limits_of(settings), clock(settings), new_id, time.monotonic)
    return server_of(questions, software_version(), living)


def http_app(server: "MCPServer", settings: "Settings", library: "Library", host: str) -> "ASGIApp":
    """The application at /mcp, stateless, so that any number of processes can serve it. `host`: the bind address."""
    from terminology.app import gate_of, new_id
    from terminology.http.authorization.reads_protected import ReadsProtected

    app: ASGIApp = server.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        transport_security=_names_allowed(settings, host),
    )
    gate = gate_of(settings, library.store)
    return ReadsProtected(app, gate, lambda _scope: new_id()) if gate.protects_reads else app


def _names_allowed(settings: "Settings", host: str) -> "TransportSecuritySettings":
    """On a loopback address, allow only loopback host names and the public base's: this stops DNS rebinding, where
    another site's page reaches this server under its own name. On other addresses, any host name may be legitimate.
    """
    from urllib.parse import urlsplit

    from mcp.server.transport_security import TransportSecuritySettings

    if not settings.model_copy(update={"host": host}).listens_on_loopback:
        return TransportSecuritySettings(enable_dns_rebinding_protection=False)
    names = [*dict.fromkeys(("127.0.0.1", "localhost", "[::1]", _in_url(host)))]
    origins = [f"http://{name}{port}" for name in names for port in ("", ":*")]
    if settings.public_base_url:
        address = urlsplit(settings.public_base_url)
        name = _in_url(address.hostname or "")
        is_usual = address.port in (None, USUAL_PORTS[address.scheme])  # clients leave the usual port out
        names.append(name)
        origins.append(f"{address.scheme}://{name}" + ("" if is_usual else f":{address.port}"))
    hosts = [f"{name}{port}" for name in names for port in ("", ":*")]
    return TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins)


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
