"""`terminology serve`."""

import gc
import os
from typing import TYPE_CHECKING, Annotated

import typer

from terminology.cli.environment import read_settings
from terminology.cli.output import print_message, result
from terminology.cli.refusals import refusals, refuse

if TYPE_CHECKING:
    from terminology.app import Prepared
    from terminology.settings import Settings


def serve(
    host: Annotated[str, typer.Option(envvar="TERMINOLOGY_HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="TERMINOLOGY_PORT", help="Port; 0 lets the system choose.")] = 8000,
    workers: Annotated[int, typer.Option(envvar="TERMINOLOGY_WORKERS", min=1, help="Server processes.")] = 1,
    starter: Annotated[
        bool,
        typer.Option(
            "--starter/--no-starter", envvar="TERMINOLOGY_STARTER", help="Fill an empty store with starter content."
        ),
    ] = True,
    approved_only: Annotated[
        bool,
        typer.Option(
            "--approved-only",
            envvar="TERMINOLOGY_APPROVED_ONLY",
            help="Show approved narratives only; TERMINOLOGY_NARRATIVE_STATUS chooses draft, reviewed or approved.",
        ),
    ] = False,
) -> None:
    """Serve FHIR R4 at /r4 and R5 at /r5, until Ctrl-C."""
    supplied: dict[str, object] = {"HOST": host, "PORT": port, "WORKERS": workers, "STARTER": starter}
    if approved_only:
        supplied["NARRATIVE_STATUS"] = "approved"
    # Server processes read their settings from the environment.
    os.environ.update({f"TERMINOLOGY_{name}": str(value) for name, value in supplied.items()})
    gc.disable()  # imported modules are never freed, and collecting while they load takes a tenth of the startup time
    settings = read_settings()
    from terminology import process

    with refusals():
        try:
            process.serve(settings, lambda prepared, bound: _announce(settings, prepared, bound))
        except process.CannotListen as error:
            refuse(str(error))
        except process.NotStarted:
            refuse("The server did not start; see the reason above.")
        finally:
            gc.enable()
    print_message("Stopped.")


def _announce(settings: "Settings", prepared: "Prepared", port: int) -> None:
    from terminology.app import clock
    from terminology.http.pages import addresses_to_try

    base = f"http://{_name_of(settings.host)}:{port}"
    print_message(f"Serving FHIR R4 at {base}/r4 and R5 at {base}/r5. Ctrl-C stops.")
    print_message(f"Store: {prepared.place}" if settings.mongodb_uri else f"Store: embedded, in {settings.data_dir}")
    today = clock(settings)().date()
    for newest in prepared.newest:
        print_message(newest.sentence(today))
    print_message("Try:")
    for title, path in addresses_to_try():
        result(f"  curl '{base}{path}'    # {title}")
    print_message(f"Pages: {base}/   API: {base}/docs   Health: {base}/readyz   Metrics: {base}/metrics")


def _name_of(host: str) -> str:
    """The host as it appears in a URL that works on this machine."""
    if host == "0.0.0.0":  # noqa: S104 compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
