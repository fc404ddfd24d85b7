"""Publishing: imports are written whole, then become visible at once; what they replace goes with the same update."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from terminology.core.errors import StoreUnavailable
from terminology.core.model import CodeSystem
from terminology.library.ports import Change, ImportRecord, Progress, Publication, Store, StoredResource, no_progress

# An import that has not been published for so long was killed; no import of CMS's takes more than a minute.
ABANDONED_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Clerk:
    """What every use case that writes needs; `now` gives UTC, `new_id` a text that no import has had yet."""

    store: Store
    canonical_base: str
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    progress: Progress = no_progress


@dataclass(frozen=True, slots=True)
class Draft:
    """An import that is not written yet: either a code system or resources."""

    record: ImportRecord
    code_system: CodeSystem | None = None
    resources: tuple[StoredResource, ...] = ()


async def publish(clerk: Clerk, drafts: Sequence[Draft], change: Change) -> tuple[ImportRecord, ...]:
    """Writes the drafts and makes them visible as `change` says: from what is published to what shall be.

    Their records as they are published. `change` gets the published records with those of the drafts behind them.
    """
    store = clerk.store
    for draft in drafts:
        await store.begin(draft.record)
    for draft in drafts:
        if draft.code_system:
            await store.save_code_system(draft.record.id, draft.code_system, clerk.progress)
        if draft.resources:
            await store.save_resources(draft.record.id, draft.resources, clerk.progress)
    finished = tuple(replace(draft.record, imported_at=clerk.now()) for draft in drafts)
    await store.publish(finished, lambda published: change((*published, *finished)))
    # The import is done, and visible. What it replaced is cleaned by the next one, if the store goes away just now.
    with contextlib.suppress(StoreUnavailable):
        await store.clean(clerk.now() - ABANDONED_AFTER)
    return finished


async def unpublish(clerk: Clerk, change: Change) -> Publication:
    """Takes published imports away, as `change` says."""
    publication = await clerk.store.publish((), change)
    await clerk.store.clean(clerk.now() - ABANDONED_AFTER)
    return publication


async def published_records(store: Store) -> tuple[ImportRecord, ...]:
    """The records of everything that is published, the oldest first."""
    return await store.imports((await store.publication()).imports)
