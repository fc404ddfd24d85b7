"""The store for the time of one command: opened, worked with under the eyes of the user, and let go of again."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from terminology.cli.progress import progress

if TYPE_CHECKING:
    from terminology.library.library import Library
    from terminology.library.publishing import Clerk
    from terminology.settings import Settings

T = TypeVar("T")


def with_clerk(settings: "Settings", work: Callable[["Clerk"], Coroutine[Any, Any, T]]) -> T:
    """What the work comes to. Raises what it raises, StoreUnavailable and NoStore."""
    import asyncio
    from dataclasses import replace

    from terminology.app import clerk_of, configure_log, store_of

    async def run(clerk: "Clerk") -> T:
        try:
            await clerk.store.open()
            return await work(clerk)
        finally:
            await clerk.store.close()

    configure_log("error")
    with progress() as shown:
        return asyncio.run(run(replace(clerk_of(store_of(settings), settings), progress=shown)))


def with_library(settings: "Settings", ask: Callable[["Library"], T]) -> T:
    """The answer to a question about what is loaded. Raises as `with_clerk`."""
    from terminology.library.library import Library

    async def work(clerk: "Clerk") -> T:
        library = Library(clerk.store, clerk.canonical_base, clerk.now)
        await library.refresh()
        return ask(library)

    return with_clerk(settings, work)
