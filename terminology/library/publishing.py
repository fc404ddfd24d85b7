"""Publishing: imports are written whole, then become visible at once; what they replace goes with the same update."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from terminology.core.errors import StoreUnavailable
from terminology.core.model import CodeSystem
from terminology.core.principals import OPERATOR
from terminology.library.commits import AuditNote, author_of
from terminology.library.ports import Change, ImportRecord, Noting, Progress, Store, StoredResource, no_progress

# An import that has not been published for so long was killed; no import of CMS's takes more than a minute.
ABANDONED_AFTER = timedelta(hours=1)
LONGEST_NOTE = 4000  # characters of what the audit trail says of an import
NAMED_FILES = 20


@dataclass(frozen=True, slots=True)
class ImportContext:
    """What every use case that writes needs; `now` gives UTC, `new_id` a text that no import has had yet."""

    store: Store
    canonical_base: str
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    progress: Progress = no_progress


@dataclass(frozen=True, slots=True)
class PendingImport:
    """An import that is not written yet: either a code system or resources."""

    record: ImportRecord
    code_system: CodeSystem | None = None
    resources: tuple[StoredResource, ...] = ()


async def publish(
    context: ImportContext, pending: Sequence[PendingImport], change: Change, noting: Noting | None = None
) -> tuple[ImportRecord, ...]:
    """Writes the imports and makes them visible as `change` says: from what is published to what shall be.

    Their records as they are published. `change` gets the published records with theirs behind them. The audit trail
    says what was imported, or what `noting` says, from the moment in which it is visible.
    """
    store = context.store
    for item in pending:
        await store.begin(item.record)
    for item in pending:
        if item.code_system:
            await store.save_code_system(item.record.id, item.code_system, context.progress)
        if item.resources:
            await store.save_resources(item.record.id, item.resources, context.progress)
    finished = tuple(replace(item.record, imported_at=context.now()) for item in pending)
    await store.publish(finished, lambda published: change((*published, *finished)), noting or import_noting(context))
    # The import is done, and visible. What it replaced is cleaned by the next one, if the store goes away just now.
    with contextlib.suppress(StoreUnavailable):
        await store.clean(context.now() - ABANDONED_AFTER)
    return finished


def removal_noting(context: ImportContext, what: str) -> Noting:
    """Says in the audit trail that this was removed."""
    return lambda _before, _after: _note(context, "remove", f"Removed {what}")


def import_noting(context: ImportContext, marks: Sequence[PendingImport] = ()) -> Noting:
    """Says in the audit trail what was imported; `marks` of what is gone are not."""
    unnamed = frozenset(item.record.id for item in marks)
    return lambda before, after: _imported(context, before, after, unnamed)


def _imported(
    context: ImportContext, before: Sequence[ImportRecord], after: Sequence[ImportRecord], unnamed: frozenset[str]
) -> AuditNote | None:
    """What has been published, from which files, and what went for it."""
    known, staying = {record.id for record in before} | unnamed, {record.id for record in after}
    new = [record for record in after if record.id not in known]
    gone = [record for record in before if record.id not in staying]
    if not new:
        return None
    replaced = f", replacing {', '.join(map(_named, gone))}" if gone else ""
    return _note(context, "import", f"Imported {'; '.join(map(_described, new))}{replaced}")


def _note(context: ImportContext, method: str, text: str) -> AuditNote:
    at = context.now()
    id = f"{at:%Y%m%d%H%M%S%f}-{context.new_id()}"
    return AuditNote(id, at, author_of(OPERATOR), method, "", 200, text[:LONGEST_NOTE])


def _named(record: ImportRecord) -> str:
    name = record.system or record.kind
    return f"{name}|{record.version}" if record.version else name


def _described(record: ImportRecord) -> str:
    files = ", ".join(f"{source.name} (sha256 {source.sha256})" for source in record.sources[:NAMED_FILES])
    more = len(record.sources) - NAMED_FILES
    return f"{_named(record)} from {files}" + (f" and {more:,} files more" if more > 0 else "")


async def published_records(store: Store) -> tuple[ImportRecord, ...]:
    """The records of everything that is published, the oldest first."""
    return await store.imports((await store.publication()).imports)
