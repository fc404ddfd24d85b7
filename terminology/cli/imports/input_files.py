"""The files and folders that an import is given."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from seed.release import Source

Paths = Annotated[
    list[Path],
    typer.Argument(exists=True, readable=True, show_default=False, help="Files, or folders whose files are all read."),
]


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


def names_of(files: Sequence[tuple[str, bytes]]) -> "Callable[[Source], str]":
    """What to call the source of each file: its name or, when several of the files have that name, its path."""
    from seed.release import source_of

    paths: dict[tuple[str, str], str] = {}
    for path, content in files:
        source = source_of(Path(path).name, content)
        paths.setdefault((source.name, source.sha256), path)
    counts = Counter(name for name, _ in paths)
    return lambda source: source.name if counts[source.name] < 2 else paths[source.name, source.sha256]
