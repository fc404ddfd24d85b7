"""The options that all imports share, and writing the `--report` file."""

from pathlib import Path
from typing import Annotated

import typer

from terminology.cli.refusals import misuse

DryRun = Annotated[
    bool,
    typer.Option("--dry-run", envvar="TERMINOLOGY_DRY_RUN", help="Read and check everything, but load nothing."),
]
AcceptIncomplete = Annotated[
    bool,
    typer.Option(
        "--accept-incomplete",
        envvar="TERMINOLOGY_ACCEPT_INCOMPLETE",
        help="Load a release even if it is incomplete or implausible.",
    ),
]
Replace = Annotated[
    bool,
    typer.Option(
        "--replace",
        envvar="TERMINOLOGY_REPLACE",
        help="Replace better content, or other content with the same url and version.",
    ),
]
ReportFile = Annotated[
    Path | None,
    typer.Option(
        "--report",
        envvar="TERMINOLOGY_REPORT",
        metavar="FILE",
        dir_okay=False,
        help="Write a JSON report of what was read, skipped and loaded to this file.",
    ),
]


def write_report(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        misuse(f"The report cannot be written: {error}.")
