"""Ending a command that fails: the reason on stderr, and an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from terminology.cli.output import print_message

REFUSED = 1
MISUSED = 2


def refuse(reason: str) -> NoReturn:
    print_message(reason)
    raise typer.Exit(REFUSED)


def misuse(reason: str) -> NoReturn:
    print_message(reason)
    raise typer.Exit(MISUSED)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn errors raised in the block into a one-line message and exit code 1."""
    from seed.release import NotARelease
    from terminology.core.errors import TerminologyError
    from terminology.library.ports import ImportAbandoned, NoStore

    try:
        yield
    except (TerminologyError, NotARelease, NoStore, ImportAbandoned) as error:
        refuse(str(error))
    except BrokenPipeError:  # the reader closed the pipe, as `head` does
        raise
    except OSError as error:  # such as a full disk or a read-only folder
        refuse(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.")
