"""The store for the time of one command: opened, worked with under the eyes of the user, and let go of again."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from terminology.cli.progress import progress

if TYPE_CHECKING:
    from terminology.library.library import Library
    from terminology.library.publishing import ImportContext
    from terminology.settings import Settings

T = TypeVar("T")


def with_context(settings: "Settings", work: Callable[["ImportContext"], Coroutine[Any, Any, T]]) -> T:
    """What the work comes to. Raises what it raises, StoreUnavailable and NoStore."""
    import asyncio
    from dataclasses import replace

    from terminology.app import import_context, store_of
    from terminology.log import configure_log

    async def run(context: "ImportContext") -> T:
        try:
            await context.store.open()
            return await work(context)
        finally:
            await context.store.close()

    configure_log("error")
    with progress() as shown:
        return asyncio.run(run(replace(import_context(store_of(settings), settings), progress=shown)))


def with_library(settings: "Settings", ask: Callable[["Library"], T]) -> T:
    """The answer to a question about what is loaded. Raises as `with_context`."""
    from terminology.library.library import Library

    async def work(context: "ImportContext") -> T:
        library = Library(
            context.store, context.canonical_base, context.now, narrative_status=settings.narrative_status
        )
        await library.refresh()
        return ask(library)

    return with_context(settings, work)
