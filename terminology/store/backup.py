"""Backs up everything visible in a database to one file, and restores it.

A backup covers one publication, whose content is immutable; later writes are not in it. It starts over if one of the
imports is replaced and cleaned up meanwhile. A restore writes everything invisibly, then publishes it as its last step.
"""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import IO

from terminology.core.counts import counted
from terminology.library.ports import Progress
from terminology.store import audit, backup_file
from terminology.store.backup_file import BackupWriter, Manifest
from terminology.store.code_systems import find_concept_ids
from terminology.store.connection import Connection
from terminology.store.documents import Document
from terminology.store.format import WITH_COMPRESSED, mark_compressed, reference_concepts
from terminology.store.indexes import (
    API_KEYS,
    AUDIT,
    CLOSURE_STEPS,
    CLOSURES,
    CODE_SYSTEMS,
    COLLECTIONS,
    COMMITS,
    CONCEPTS,
    IMPORTS,
    NOTICE_STATE,
    NOTICES,
    RESOURCES,
    SUBSCRIPTIONS,
    TEXTS,
    WRITTEN_TEXTS,
)
from terminology.store.publication import State, change_state, load_notes, read_state
from terminology.store.subscriptions import MongoSubscriptions

ATTEMPTS = 5
INSERTED_DOCUMENTS = 1000
NEVER_ABANDONED = datetime(9999, 1, 1, tzinfo=UTC)
WRITTEN_MEANWHILE = "Something was written during the restore: stop the servers, and use --replace."

Shown = Callable[[Document], Document | None]  # the document as backed up; None = excluded


class NotBackedUp(Exception):
    """Content was replaced repeatedly while it was being copied; the message says so."""


class NotRestored(Exception):
    """Another process wrote during the restore, which is incomplete. The message says what to do."""


class NotEmpty(Exception):
    """The restore target has content. The message says what, and how to replace it."""


async def back_up(connection: Connection, file: IO[bytes], software: str, made_at: str, progress: Progress) -> Manifest:
    """Writes the backup. Raises NotBackedUp, StoreUnavailable."""
    await audit.save(connection, await load_notes(connection))  # states are not backed up, their notes are
    for _ in range(ATTEMPTS):
        state = await read_state(connection)
        file.seek(0)
        file.truncate()
        stated = Manifest(software, made_at, state.revision, state.imports)
        with backup_file.writing(file) as writer:
            await _copy(connection, writer, state.imports, progress)
            manifest = writer.finish(stated)
        if set(state.imports) <= set((await read_state(connection)).imports):
            return manifest
    raise NotBackedUp("Content was replaced while it was being copied: try again when no import is running.")


async def _copy(connection: Connection, writer: BackupWriter, imports: Collection[str], progress: Progress) -> None:
    visible, commits, runs = frozenset(imports), set[str](), set[str]()
    named = await _names(connection, visible)
    changed = await MongoSubscriptions(lambda: connection).load_progress()

    def of_import(document: Document) -> Document | None:
        return document if document["_id"].partition("/")[0] in visible else None

    def concept(document: Document) -> Document | None:
        return document if document["_id"] in named else None

    def subscription(document: Document) -> Document:
        runs.add(document["run"])
        return {**document, **changed.get(document["run"], {})}

    def of_run(document: Document) -> Document | None:
        return document if document["_id"].partition("/")[0] in runs else None

    def commit(document: Document) -> Document:
        commits.add(document["id"])
        return document

    def of_commit(document: Document) -> Document | None:
        return document if document["_id"].partition("/")[0] in commits else None

    shown: dict[str, Shown] = {
        IMPORTS: of_import,
        TEXTS: of_import,
        RESOURCES: of_import,
        CODE_SYSTEMS: of_import,
        CONCEPTS: concept,
        API_KEYS: _unchanged,
        AUDIT: _unchanged,
        # Tables before their steps: a step added meanwhile belongs to no table here, or to one already copied.
        CLOSURES: _unchanged,
        CLOSURE_STEPS: _unchanged,
        # Subscriptions before their notices, so that no notice lacks its subscription. The sender's lease is not
        # content.
        SUBSCRIPTIONS: subscription,
        NOTICES: of_run,
        NOTICE_STATE: of_run,
        COMMITS: commit,
        WRITTEN_TEXTS: of_commit,
    }
    # Commits before their texts: texts are written first, so no copied commit lacks its texts.
    for collection, show in shown.items():
        await _copy_collection(connection, writer, collection, show, progress)


async def _names(connection: Connection, imports: Collection[str]) -> frozenset[str]:
    """The `_id`s of all concepts of these imports."""
    names: set[str] = set()
    for document in await connection.find(CODE_SYSTEMS, {}, {"_id": 1, "system": 1}):
        if document["_id"] in imports:
            names.update(await find_concept_ids(connection, document))
    return frozenset(names)


def _unchanged(document: Document) -> Document:
    return document


async def _copy_collection(
    connection: Connection, writer: BackupWriter, collection: str, show: Shown, progress: Progress
) -> None:
    copied = 0

    def absorb(documents: list[Document]) -> None:
        nonlocal copied
        found = [shown for document in documents if (shown := show(document)) is not None]
        writer.add(collection, found)
        copied += len(found)

    await connection.scan(collection, {}, absorb)
    if copied:
        progress(collection, copied, copied)


async def restore(connection: Connection, file: IO[bytes], manifest: Manifest, progress: Progress) -> None:
    """Restores a verified backup, replacing the content of the database. Raises StoreUnavailable.

    Nothing but REST writes is visible before the end. Raises NotRestored when another process wrote meanwhile.
    """
    # Pending, so that no cleanup removes what is not visible yet, however long it takes. An interrupted restore stays
    # pending, which the next restore reports.
    pending = tuple((id, NEVER_ABANDONED) for id in manifest.imports)
    revision = (await change_state(connection, lambda state: replace(state.publishing(()), pending=pending))).revision
    if manifest.format >= WITH_COMPRESSED:
        await mark_compressed(connection)
    for collection in reversed(COLLECTIONS):
        await connection.delete_many(collection, {})
    # Commits come last, as they are visible immediately.
    for is_commit in (False, True):
        pieces = backup_file.documents(file, manifest)
        done: dict[str, int] = {}
        while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
            collection, found = piece
            if (collection == COMMITS) is not is_commit:
                continue
            for start in range(0, len(found), INSERTED_DOCUMENTS):
                taken = await connection.insert_new(collection, found[start : start + INSERTED_DOCUMENTS])
                if taken and is_commit:
                    raise NotRestored(WRITTEN_MEANWHILE)
            done[collection] = done.get(collection, 0) + len(found)
            progress(collection, done[collection], manifest.documents(collection))
    await reference_concepts(connection)  # for backups made by earlier versions
    newest = max(revision, manifest.revision)

    def published(state: State) -> State:
        if not state.pending_ids.issuperset(manifest.imports):
            raise NotRestored("The restored content was cleaned up meanwhile: stop the servers, and use --replace.")
        return replace(state.without_pending(manifest.imports).publishing(manifest.imports), revision=newest + 1)

    await change_state(connection, published)


async def refuse_content(connection: Connection, harmless: Callable[[Document], bool]) -> None:
    """Raises NotEmpty when anything was loaded or written; imports for which `harmless` is true do not count."""
    state = await read_state(connection)
    known = {document["_id"]: document for document in await connection.find(IMPORTS, {})}
    loaded = [id for id in state.imports if id in known and not harmless(known[id])]
    commits = await connection.find(COMMITS, {}, {"_id": 1})
    found = [
        text
        for number, text in (
            (len(loaded), counted(len(loaded), "import")),
            (len(state.pending), "an import in progress"),
            (len(commits), counted(len(commits), "write")),
        )
        if number
    ]
    if found:
        raise NotEmpty(f"The database is not empty: {', '.join(found)}. To replace it, use --replace.")
