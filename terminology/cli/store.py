"""The store during one command: opened, used with progress on screen, and closed."""

import signal
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeVar

from terminology.cli.progress import progress

if TYPE_CHECKING:
    from terminology.library.library import Library
    from terminology.library.publishing import ImportContext
    from terminology.settings import Settings

T = TypeVar("T")
ENDED_BY = (signal.SIGTERM, signal.SIGHUP)


def with_context(settings: "Settings", work: Callable[["ImportContext"], Coroutine[Any, Any, T]]) -> T:
    """Run `work` with an open store, and return its result. Raises its errors, StoreUnavailable and NoStore."""
    import asyncio

    from terminology.app import import_context, store_of
    from terminology.log import configure_log

    async def run(context: "ImportContext") -> T:
        try:
            await context.store.open()
            return await work(context)
        finally:
            await context.store.close()

    configure_log("error")
    with progress() as shown, _releasing_when_ended():
        return asyncio.run(run(replace(import_context(store_of(settings), settings), progress=shown)))


@contextmanager
def _releasing_when_ended() -> Iterator[None]:
    """Close the store on SIGTERM and SIGHUP, as on Ctrl-C, so that no embedded store is left running."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in ENDED_BY}
    for number, handler in before.items():
        if handler is signal.SIG_DFL:  # `nohup` ignores one
            signal.signal(number, _end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> None:
    for each in ENDED_BY:  # a second signal would leave the embedded store running
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(128 + number)


def with_library(settings: "Settings", ask: Callable[["Library"], T]) -> T:
    """The result of `ask` on the loaded content. Raises as `with_context`."""
    from terminology.library.library import Library

    async def work(context: "ImportContext") -> T:
        library = Library(
            context.store, context.canonical_base, context.now, narrative_status=settings.narrative_status
        )
        await library.refresh()
        return ask(library)

    return with_context(settings, work)
