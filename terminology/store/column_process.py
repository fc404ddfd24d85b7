"""Builds large column files in a subprocess: the server stays small and responsive, and an import saves the text
meanwhile.

The subprocess reads its job from stdin: a line of JSON, then the data. If it fails, the caller builds the file
in-process and gets the actual error. The caller holds the lock (`column_files.py`), not the subprocess.
"""

import asyncio
import gc
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

import orjson

from fhir_resources.json_format import dumps, loads_trusted
from fhir_resources.version import FhirVersion
from terminology.library.compressed_text import CompressedText
from terminology.library.gc_tuning import result_of_thread, share_one_heap
from terminology.store.column_building import write_file
from terminology.store.column_files import ColumnFiles
from terminology.store.resource_columns import fill_from_text
from terminology.store.text_process import forked_text_columns

LENGTH_BYTES = 4  # of the length prefix of each piece


@dataclass(frozen=True, slots=True)
class FromText:
    """A code system that was received as one long text."""

    text: CompressedText
    version: FhirVersion

    def line(self) -> dict[str, Any]:
        head = None if self.text.head is None else dumps(self.text.head).decode()
        return {"version": self.version.value, "head": head}

    def pieces(self) -> Iterator[bytes]:
        return iter(self.text.compressed())


@dataclass(frozen=True, slots=True)
class FromStore:
    """A code system that is stored concept by concept."""

    uri: str
    database: str
    import_id: str

    def line(self) -> dict[str, Any]:
        return {"uri": self.uri, "database": self.database, "import": self.import_id}

    def pieces(self) -> Iterator[bytes]:
        return iter(())


Work = FromText | FromStore


async def build_in_subprocess(files: ColumnFiles, name: str, work: Work) -> bool:
    """Builds the file with this name in a subprocess; False if that failed. The caller holds the lock."""
    return await result_of_thread(partial(_run, files.folder, name, work))


def _run(folder: Path, name: str, work: Work) -> bool:
    line = orjson.dumps({"folder": str(folder), "name": name, **work.line()})
    try:
        with subprocess.Popen(  # noqa: S603 - all arguments are fixed
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            assert process.stdin
            process.stdin.write(line + b"\n")
            for piece in work.pieces():
                process.stdin.write(len(piece).to_bytes(LENGTH_BYTES, "big") + piece)
    except OSError:  # it could not start, or died midway
        return False
    return process.returncode == 0


def main(source: IO[bytes]) -> None:
    share_one_heap()
    gc.disable()  # nothing built here has reference cycles
    line = orjson.loads(source.readline())
    files = ColumnFiles(Path(line["folder"]))
    with forked_text_columns(files.folder) as texts:
        asyncio.run(write_file(files, line["name"], partial(_fill, line, source), texts))


async def _fill(line: dict[str, Any], source: IO[bytes], start: Any) -> Any:
    if "import" in line:
        from terminology.store.code_system_columns import fill_from_store
        from terminology.store.connection import Connection  # with the driver: a quarter of the time to start

        connection = Connection(line["uri"], line["database"])
        return await fill_from_store(connection, line["import"], start)
    pieces = list(_read_pieces(source))
    head = line["head"] and loads_trusted(line["head"])
    return await fill_from_text(CompressedText(lambda: pieces, head), FhirVersion(line["version"]), start)


def _read_pieces(source: IO[bytes]) -> Iterator[bytes]:
    while length := source.read(LENGTH_BYTES):
        yield source.read(int.from_bytes(length, "big"))


if __name__ == "__main__":
    main(sys.stdin.buffer)
