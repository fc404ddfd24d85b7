"""The input files and folders of an import."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from seed.release import Source

Paths = Annotated[
    list[Path],
    typer.Argument(exists=True, readable=True, show_default=False, help="Files, or folders of files."),
]


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files, and the files in the folders sorted by name, without hidden ones."""
    return [
        file
        for path in paths
        for file in (sorted(path.rglob("*")) if path.is_dir() else [path])
        if file.is_file() and (file == path or not file.name.startswith("."))
    ]


def read_files(paths: Sequence[Path]) -> list[tuple[str, bytes]]:
    """The path and content of each file."""
    return [(str(file), file.read_bytes()) for file in files_of(paths)]


def names_of(files: Sequence[tuple[str, bytes]]) -> "Callable[[Source], str]":
    """Labels sources: by file name or, if several files share that name, by path."""
    from seed.release import source_of

    paths: dict[tuple[str, str], str] = {}
    for path, content in files:
        source = source_of(Path(path).name, content)
        paths.setdefault((source.name, source.sha256), path)
    counts = Counter(name for name, _ in paths)
    return lambda source: source.name if counts[source.name] < 2 else paths[source.name, source.sha256]
