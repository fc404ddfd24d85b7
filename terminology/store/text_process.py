"""ForkedTextColumns: a second process builds the text columns while the first builds the others.

Splitting half a million names into words takes as long as everything else. The process is a fork of this one, which
must not have started threads yet. It ends when this one ends; its columns are in an unnamed temporary file.
"""

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import orjson

from terminology.index.sections import Sections, SectionWriter
from terminology.index.text_columns import TextColumnsBuilder
from terminology.library.gc_tuning import trim_memory

SENT_AT_ONCE = 512  # concepts


class ForkedTextColumns:
    """Like `TextColumnsBuilder`. Raises OSError if the other process has failed."""

    def __init__(self, process: BaseProcess, send: Connection, file: IO[bytes]) -> None:
        self._process = process
        self._send = send
        self._file = file
        self._waiting: list[tuple[int, str, Sequence[str], bool, Sequence[str]]] = []

    def add(self, ordinal: int, code: str, texts: Sequence[str], is_inactive: bool, displays: Sequence[str]) -> None:
        self._waiting.append((ordinal, code, texts, is_inactive, displays))
        if len(self._waiting) == SENT_AT_ONCE:
            self._send_waiting()

    def _send_waiting(self) -> None:
        self._send.send_bytes(orjson.dumps(self._waiting))
        self._waiting.clear()

    def end(self, count: int) -> None:
        with self._errors():
            self._send_waiting()
            self._send.send_bytes(orjson.dumps(count))

    def write(self, sections: SectionWriter) -> None:
        trim_memory()  # frees that of the other columns, while the child process uses most
        with self._errors():
            self._send.recv_bytes()  # it has finished
        self._process.join()  # frees its memory before its file is read
        sections.add_all(Sections(mmap(self._file.fileno(), 0, access=ACCESS_READ)))

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, OSError):
            raise OSError("The process that builds the text columns died.") from None


@contextmanager
def forked_text_columns(folder: Path) -> Iterator[ForkedTextColumns]:
    """With a temporary file in this folder, which is created if missing."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    here, there = multiprocessing.Pipe()
    with TemporaryFile(dir=folder) as file, here:
        process = multiprocessing.get_context("fork").Process(target=_build, args=(there, here, file))
        process.start()
        there.close()
        try:
            yield ForkedTextColumns(process, here, file)
        finally:
            here.close()
            process.join()


def _build(source: Connection, other_end: Connection, file: IO[bytes]) -> None:
    other_end.close()  # so that this process notices when the first one ends
    columns = TextColumnsBuilder()
    while isinstance(rows := orjson.loads(source.recv_bytes()), list):
        for ordinal, code, texts, is_inactive, displays in rows:
            columns.add(ordinal, code, texts, is_inactive, displays)
    sections = SectionWriter(file.write)
    columns.end(rows)
    columns.write(sections)
    sections.finish({})
    file.flush()
    source.send_bytes(b"done")
