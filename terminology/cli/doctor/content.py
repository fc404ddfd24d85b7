"""Checks that need an open store: its kind and capabilities, the loaded content and its age."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from terminology.cli.doctor.findings import Finding, note, works
from terminology.core.counts import counted

if TYPE_CHECKING:
    from terminology.library.listing import Listed
    from terminology.library.publishing import ImportContext
    from terminology.settings import Settings
    from terminology.store.abilities import Abilities

OUTDATED_DAYS = 30
SLOW_MS = 50.0
LARGE_STORE_BYTES = 1024**3
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
    keys = await store.api_keys.load()
    return (
        *_store(abilities, settings, store.describe()),
        *_columns(store.columns_problem),
        *_loaded(listed(library.loaded), context.now().date()),
        works("content", f"{counted(library.written.number, 'write')} over REST, {counted(len(keys), 'API key')}"),
    )


def _store(abilities: "Abilities", settings: "Settings", place: str) -> Iterator[Finding]:
    which = place.removeprefix("The store ") if settings.mongodb_uri else f"the embedded one ({_program(settings)})"
    yield works("store", f"{which}, version {abilities.version}, database {settings.database}")
    if abilities.is_atomic:
        yield works("store", "concurrent inserts of the same document are atomic: writing is enabled")
    else:
        yield note("store", "concurrent inserts of the same document can both succeed: read only", "Use a MongoDB.")
    described = "has change streams" if abilities.has_change_streams else "has no change streams and is polled"
    yield works("store", f"it {described}; a small query takes {abilities.answer_ms:.1f} ms")
    if abilities.answer_ms > SLOW_MS:
        yield note("store", "it responds slowly", "Imports and startup take longer; requests do not wait for it.")
    if not settings.mongodb_uri and (used := memory_of_store(settings.data_dir)):
        text = f"its process uses {used / 1024**2:,.0f} MiB of memory"
        advice = "A restart frees it: it stops with the last server or command that uses it."
        yield note("store", text, advice) if used > LARGE_STORE_BYTES else works("store", text)


def _program(settings: "Settings") -> str:
    """The embedded store's program, from the state file written when it started."""
    try:
        name = str(json.loads((settings.data_dir / "store.json").read_text())["program"])
    except (OSError, ValueError, KeyError, TypeError):
        return "not known"
    return BETA if name == "secantus" else name


def memory_of_store(data_dir: Path) -> int | None:
    """The resident memory of the embedded store's process in bytes; None if it is not running."""
    import psutil

    try:
        return psutil.Process(int((data_dir / "store.pid").read_text())).memory_info().rss
    except (OSError, ValueError, psutil.Error):
        return None


def _columns(problem: str | None) -> Iterator[Finding]:
    if problem:
        yield note("columns", problem, "Until this is fixed, each server process loads them into its own memory.")


def _loaded(found: "tuple[Listed, ...]", today: date) -> Iterator[Finding]:
    from terminology.library.listing import newest_of

    if not found:
        yield note("content", "nothing is loaded", "terminology import --help; `terminology serve` loads a starter.")
        return
    systems = {(item.type, item.system) for item in found}
    yield works(
        "content",
        f"{counted(len(found), 'version')} of {len(systems)} code systems, value sets and maps: terminology list",
    )
    fragments = [item for item in found if item.content == "fragment"]
    for item in fragments:
        text = f"{item.system}|{item.version} is a fragment, {item.concepts or 0:,} codes for evaluation"
        yield note("content", text, "Load a whole release: terminology import hcpcs FILE.")
    for newest in newest_of(found):
        is_old = newest.days_behind(today) > OUTDATED_DAYS
        text = newest.sentence(today)
        yield note("content", text, "Load the current release.") if is_old else works("content", text)
