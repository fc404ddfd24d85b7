"""What can be said with the store open: which one, what it can do, what is loaded and how old it is."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from terminology.cli.doctor.findings import Finding, note, works

if TYPE_CHECKING:
    from terminology.library.listing import Listed
    from terminology.library.publishing import ImportContext
    from terminology.settings import Settings
    from terminology.store.abilities import Abilities

BEHIND_DAYS = 30
SLOW_MS = 50.0
MUCH_BYTES = 1024**3
BETA = "SecantusDB, beta software by one author: for evaluation and testing; see docs/operations.md"


async def examine(context: "ImportContext", settings: "Settings") -> tuple[Finding, ...]:
    """Raises StoreUnavailable, ContentGone."""
    from terminology.library.library import Library
    from terminology.library.listing import listed
    from terminology.store.abilities import find_abilities
    from terminology.store.mongo_store import MongoStore

    store = context.store
    assert isinstance(store, MongoStore)
    abilities = await find_abilities(store.connection)
    library = Library(store, context.canonical_base, context.now)
    await library.refresh()
    keys = await store.api_keys()
    return (
        *_store(abilities, settings, store.describe()),
        *_columns(store.columns_problem),
        *_loaded(listed(library.loaded), context.now().date()),
        works("content", f"{library.written.number:,} writes over REST, {len(keys)} API keys"),
    )


def _store(abilities: "Abilities", settings: "Settings", place: str) -> Iterator[Finding]:
    which = place.removeprefix("The store ") if settings.mongodb_uri else f"the embedded one ({_program(settings)})"
    yield works("store", f"{which}, version {abilities.version}, database {settings.database}")
    if abilities.is_atomic:
        yield works("store", "of many who insert the same document at once one wins: it is written to")
    else:
        yield note("store", "several who insert the same document at once may win: it is read only", "Use a MongoDB.")
    described = (
        "tells of changes" if abilities.has_change_streams else "does not tell of changes, and is asked twice a second"
    )
    yield works("store", f"it {described}; a small answer takes {abilities.answer_ms:.1f} ms")
    if abilities.answer_ms > SLOW_MS:
        yield note("store", "it is slow to answer", "Imports and starts take longer; answers do not wait for it.")
    if not settings.mongodb_uri and (used := memory_of_store(settings.data_dir)):
        text = f"its process holds {used / 1024**2:,.0f} MiB of memory"
        advice = "A restart frees it: it stops with the last server or command that uses it."
        yield note("store", text, advice) if used > MUCH_BYTES else works("store", text)


def _program(settings: "Settings") -> str:
    """Which program the embedded store is, by the note that it was started with."""
    try:
        name = str(json.loads((settings.data_dir / "store.json").read_text())["program"])
    except (OSError, ValueError, KeyError, TypeError):
        return "not known"
    return BETA if name == "secantus" else name


def memory_of_store(data_dir: Path) -> int | None:
    """The resident bytes of the embedded store's process, if it runs."""
    import psutil

    try:
        return psutil.Process(int((data_dir / "store.pid").read_text())).memory_info().rss
    except (OSError, ValueError, psutil.Error):
        return None


def _columns(problem: str | None) -> Iterator[Finding]:
    if problem:
        yield note("columns", problem, "Until this is fixed, each server process holds them in its own memory.")


def _loaded(found: "tuple[Listed, ...]", today: date) -> Iterator[Finding]:
    from terminology.library.listing import newest_of

    if not found:
        yield note("content", "nothing is loaded", "terminology import --help; `terminology serve` loads a starter.")
        return
    systems = {(item.type, item.system) for item in found}
    yield works("content", f"{len(found)} versions of {len(systems)} things: terminology list")
    fragments = [item for item in found if item.content == "fragment"]
    for item in fragments:
        text = f"{item.system}|{item.version} is a fragment, {item.concepts or 0:,} codes for evaluation"
        yield note("content", text, "Load a whole release: terminology import hcpcs FILE.")
    for newest in newest_of(found):
        is_old = newest.days_behind(today) > BEHIND_DAYS
        text = newest.sentence(today)
        yield note("content", text, "Load the release that is in force.") if is_old else works("content", text)
