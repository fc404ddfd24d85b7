"""Progress on stderr: bars on a terminal; elsewhere one line for each finished step."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from terminology.cli.output import print_message

if TYPE_CHECKING:
    from rich.progress import TaskID

    from terminology.library.ports import Progress


SHOWN = 8  # bars


def progress() -> "AbstractContextManager[Progress]":
    return _bars() if sys.stderr.isatty() else _lines()


@contextmanager
def _lines() -> Iterator["Progress"]:
    def say(what: str, done: int, total: int) -> None:
        if done >= total:
            print_message(f"{what}: {total:,}")

    yield say


@contextmanager
def _bars() -> Iterator["Progress"]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                for _, task in list(tasks.items())[:-SHOWN]:  # hundreds of files would fill the screen
                    bars.update(task, visible=False)
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield show
