"""The files and folders that an import is given."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[list[Path], typer.Argument(exists=True, readable=True, show_default=False)]


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files, and those of the folders in the order of their names; hidden ones are left out."""
    return [
        file
        for path in paths
        for file in (sorted(path.rglob("*")) if path.is_dir() else [path])
        if file.is_file() and (file == path or not file.name.startswith("."))
    ]


def read_files(paths: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Path and content of each of these files."""
    return [(str(file), file.read_bytes()) for file in files_of(paths)]
