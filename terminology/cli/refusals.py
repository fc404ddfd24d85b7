"""How a command ends that does not do what it was asked: with its reason on stderr and an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from terminology.cli.output import talk

REFUSED = 1
MISUSED = 2


def refuse(reason: str) -> NoReturn:
    talk(reason)
    raise typer.Exit(REFUSED)


def misuse(reason: str) -> NoReturn:
    talk(reason)
    raise typer.Exit(MISUSED)


@contextmanager
def refusals() -> Iterator[None]:
    """What is refused inside ends the command with one sentence."""
    from seed.release import NotARelease
    from terminology.core.errors import TerminologyError
    from terminology.library.ports import ImportAbandoned, NoStore

    try:
        yield
    except (TerminologyError, NotARelease, NoStore, ImportAbandoned) as error:
        refuse(str(error))
    except BrokenPipeError:  # whoever read the output has enough of it
        raise
    except OSError as error:  # a full disk, a folder that may not be written
        refuse(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.")
