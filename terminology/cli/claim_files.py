"""The files of `terminology check`: inputs may be pipes; the output is private, and written completely or not at all.

A claim file is read more than once, so a pipe is first copied to a temporary file that only its owner can read. That
file and an unfinished output file are deleted when the command ends, even on Ctrl-C or SIGTERM.
"""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import IO

STDIN = Path("-")
PIECE_BYTES = 1024 * 1024


class Interrupted(BaseException):
    """A signal ended the command. Not an Exception, so that no `except Exception` handles it as a failure."""

    def __init__(self, number: int) -> None:
        self.exit_code = 128 + number


@contextmanager
def interruptible() -> Iterator[None]:
    """Let SIGINT and SIGTERM interrupt the block at once; the event loop alone would wait for its next iteration."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, _interrupt) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    raise Interrupted(number)


@contextmanager
def readable_files(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """The files, with pipes replaced by temporary copies. Raises UnreadableFile for a missing file."""
    from terminology.library.checking.columns import UnreadableFile

    with ExitStack() as stack:
        found = []
        for path in paths:
            if path.is_file():
                found.append(path)
                continue
            if path != STDIN and not path.exists():
                raise UnreadableFile(f"There is no file {path}.")
            stack.enter_context(interruptible())
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="terminology-check-")))  # mode 0700
            found.append(_copied(path, folder / ("stdin" if path == STDIN else path.name)))
        yield found


def _copied(path: Path, copy: Path) -> Path:
    with sys.stdin.buffer if path == STDIN else path.open("rb") as source, copy.open("wb") as target:
        while piece := source.read(PIECE_BYTES):
            target.write(piece)
    return copy


@contextmanager
def writing(out: Path | None) -> Iterator[IO[bytes]]:
    """The output file, readable only by its owner and renamed into place when complete; stdout if `out` is None."""
    if out is None:
        yield sys.stdout.buffer
        return
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(out)) from error
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
