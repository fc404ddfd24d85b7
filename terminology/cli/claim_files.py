"""The files of `terminology check`: what is read may be a pipe, what is written is private and whole, or not there.

A claim file is read more than once, so a pipe is first copied to a temporary file that only its owner can read. That
file and an unfinished file of results are gone when the command ends, also by Ctrl-C or SIGTERM.
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
    """The command was told to end. Not an Exception: nothing on the way out may take it for a failure."""

    def __init__(self, number: int) -> None:
        self.exit_code = 128 + number


@contextmanager
def interruptible() -> Iterator[None]:
    """SIGINT and SIGTERM end at once what runs within; the event loop by itself would wait for its next turn."""
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
    """The files, those that can be read once only as temporary copies. Raises UnreadableFile for what is not there."""
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
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="terminology-check-")))  # for its owner alone
            found.append(_copied(path, folder / ("stdin" if path == STDIN else path.name)))
        yield found


def _copied(path: Path, copy: Path) -> Path:
    with sys.stdin.buffer if path == STDIN else path.open("rb") as source, copy.open("wb") as target:
        while piece := source.read(PIECE_BYTES):
            target.write(piece)
    return copy


@contextmanager
def writing(out: Path | None) -> Iterator[IO[bytes]]:
    """The file of results, seen by its owner alone, in its place only when it is whole; stdout without one."""
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
