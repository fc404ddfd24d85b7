"""Publishing: imports are written completely, then become visible atomically, and what they replace disappears."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from terminology.core.errors import StoreUnavailable
from terminology.core.model import CodeSystem
from terminology.core.principals import OPERATOR
from terminology.library.commits import AuditNote, author_of, note_id
from terminology.library.ports import Change, ImportRecord, Noting, Progress, Store, StoredResource, no_progress

# An import unpublished after this time was killed; no import of CMS files takes more than a minute.
ABANDONED_AFTER = timedelta(hours=1)
LONGEST_NOTE = 4000  # characters of the audit note of an import
NAMED_FILES = 20


@dataclass(frozen=True, slots=True)
class ImportContext:
    """What every write use case needs; `now` has a time zone, `new_id` a new unique text."""

    store: Store
    canonical_base: str
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    progress: Progress = no_progress


@dataclass(frozen=True, slots=True)
class PendingImport:
    """An import not yet written: either a code system or resources."""

    record: ImportRecord
    code_system: CodeSystem | None = None
    resources: tuple[StoredResource, ...] = ()


async def publish(
    context: ImportContext, pending: Sequence[PendingImport], change: Change, noting: Noting | None = None
) -> tuple[ImportRecord, ...]:
    """Writes the imports and publishes them; `change` maps the published records to the new ones.

    Returns the imports' records as published. `change` gets the published records, followed by these. The audit trail
    has a note of the import, or that of `noting`, as soon as it is visible.
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
    # The import is done and visible. If the store fails now, the next import cleans up what this one replaced.
    with contextlib.suppress(StoreUnavailable):
        await store.clean(context.now() - ABANDONED_AFTER)
    return finished


def removal_noting(context: ImportContext, what: str) -> Noting:
    """Notes the removal in the audit trail."""
    return lambda _before, _after: _note(context, "remove", f"Removed {what}")


def import_noting(context: ImportContext, marks: Sequence[PendingImport] = ()) -> Noting:
    """Notes the import in the audit trail; `marks` of removed content are not imports."""
    unnamed = frozenset(item.record.id for item in marks)
    return lambda before, after: _imported(context, before, after, unnamed)


def _imported(
    context: ImportContext, before: Sequence[ImportRecord], after: Sequence[ImportRecord], unnamed: frozenset[str]
) -> AuditNote | None:
    """The note of what was published, from which files, and what it replaced."""
    known, staying = {record.id for record in before} | unnamed, {record.id for record in after}
    new = [record for record in after if record.id not in known]
    gone = [record for record in before if record.id not in staying]
    if not new:
        return None
    replaced = f", replacing {', '.join(map(_named, gone))}" if gone else ""
    return _note(context, "import", f"Imported {'; '.join(map(_described, new))}{replaced}")


def _note(context: ImportContext, method: str, text: str) -> AuditNote:
    at = context.now()
    return AuditNote(note_id(at, context.new_id()), at, author_of(OPERATOR), method, "", 200, text[:LONGEST_NOTE])


def _named(record: ImportRecord) -> str:
    name = record.system or record.kind
    return f"{name}|{record.version}" if record.version else name


def _described(record: ImportRecord) -> str:
    files = ", ".join(f"{source.name} (sha256 {source.sha256})" for source in record.sources[:NAMED_FILES])
    more = len(record.sources) - NAMED_FILES
    return f"{_named(record)} from {files}" + (f" and {more:,} more files" if more > 0 else "")


async def published_records(store: Store) -> tuple[ImportRecord, ...]:
    """The records of everything published, oldest first."""
    return await store.imports((await store.publication()).imports)
