"""`terminology export-openapi`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from terminology.cli.output import result

OPENAPI_FILE = Path("openapi/terminology.json")


def export_openapi(file: Annotated[Path, typer.Argument(help="`-` writes to stdout.")] = OPENAPI_FILE) -> None:
    """Write the OpenAPI document of the server."""
    from terminology.app import software_version
    from terminology.http.openapi import openapi_text

    text = openapi_text(software_version())
    if str(file) == "-":
        sys.stdout.buffer.write(text)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text)
    result(str(file))
