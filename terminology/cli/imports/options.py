"""The options that every import has."""

from pathlib import Path
from typing import Annotated

import typer

DryRun = Annotated[
    bool,
    typer.Option("--dry-run", envvar="TERMINOLOGY_DRY_RUN", help="Read and check everything, and load nothing."),
]
ReportFile = Annotated[
    Path | None,
    typer.Option(
        "--report",
        envvar="TERMINOLOGY_REPORT",
        metavar="FILE",
        dir_okay=False,
        help="Write what was read, left out and loaded to this file, as JSON.",
    ),
]
