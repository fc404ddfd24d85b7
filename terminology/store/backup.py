"""Backup and restore: everything that is visible in a database, into one file and back.

A backup is of one publication: what it names cannot change, and what is written later is not in it. Should an import
that it names be replaced and cleaned away meanwhile, it begins again. A restore puts everything back invisibly, and
makes it visible last.
"""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import IO

from terminology.library.ports import Progress
from terminology.store import audit, backup_file
from terminology.store.backup_file import BackupWriter, Manifest
from terminology.store.code_systems import find_names
from terminology.store.connection import Connection
from terminology.store.documents import Document
from terminology.store.format import name_concepts
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
from terminology.store.subscriptions import load_progress

ATTEMPTS = 5
INSERTED_DOCUMENTS = 1000
NEVER_ABANDONED = datetime(9999, 1, 1, tzinfo=UTC)
WRITTEN_MEANWHILE = "Something was written during the restore: stop the servers, and use --replace."

Shown = Callable[[Document], Document | None]  # a document as it is backed up; None = it is not


class NotBackedUp(Exception):
    """Content was replaced again and again while it was being copied. The message says so."""


class NotRestored(Exception):
    """Somebody wrote while a backup was put back, which is not whole. The message says what to do."""


class NotEmpty(Exception):
    """There is content where a backup shall be put back. The message says what, and how to have it replaced."""


async def back_up(connection: Connection, file: IO[bytes], software: str, made_at: str, progress: Progress) -> Manifest:
    """Writes the backup. Raises NotBackedUp, StoreUnavailable."""
    await audit.save(connection, await load_notes(connection))  # of the states, which are in no backup
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
    changed = await load_progress(connection)

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
        API_KEYS: _whole,
        AUDIT: _whole,
        # Tables before their steps: a step that comes meanwhile belongs to none, or to one that is here.
        CLOSURES: _whole,
        CLOSURE_STEPS: _whole,
        # Subscriptions before their notices, so that none names one that is not here; who sends them now is no content.
        SUBSCRIPTIONS: subscription,
        NOTICES: of_run,
        NOTICE_STATE: of_run,
        COMMITS: commit,
        WRITTEN_TEXTS: of_commit,
    }
    # Commits before their texts, which were written before them: so no commit lacks its texts.
    for collection, show in shown.items():
        await _copy_collection(connection, writer, collection, show, progress)


async def _names(connection: Connection, imports: Collection[str]) -> frozenset[str]:
    """The `_id`s of all concepts of these imports."""
    names: set[str] = set()
    for document in await connection.find(CODE_SYSTEMS, {}, {"_id": 1, "system": 1}):
        if document["_id"] in imports:
            names.update(await find_names(connection, document))
    return frozenset(names)


def _whole(document: Document) -> Document:
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
    """Puts a backup that was checked back into a database, in the place of whatever is in it. Raises StoreUnavailable.

    Nothing is visible before the end but what was written over REST. Raises NotRestored when others wrote meanwhile.
    """
    # Pending, so that no cleaning takes what is not visible yet, however long it takes. One that was cut off goes on to
    # be pending, which the next restore reports.
    pending = tuple((id, NEVER_ABANDONED) for id in manifest.imports)
    revision = (await change_state(connection, lambda state: replace(state.publishing(()), pending=pending))).revision
    for collection in reversed(COLLECTIONS):
        await connection.delete_many(collection, {})
    # Commits, which are visible at once, come behind everything else.
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
    await name_concepts(connection)  # of a backup that an earlier version made
    newest = max(revision, manifest.revision)

    def published(state: State) -> State:
        if not state.pending_ids.issuperset(manifest.imports):
            raise NotRestored("The restored content was cleaned up meanwhile: stop the servers, and use --replace.")
        return replace(state.without_pending(manifest.imports).publishing(manifest.imports), revision=newest + 1)

    await change_state(connection, published)


async def refuse_content(connection: Connection, harmless: Callable[[Document], bool]) -> None:
    """Raises NotEmpty when something was loaded or written; `harmless` says which imports do not count."""
    state = await read_state(connection)
    known = {document["_id"]: document for document in await connection.find(IMPORTS, {})}
    loaded = [id for id in state.imports if id in known and not harmless(known[id])]
    commits = await connection.find(COMMITS, {}, {"_id": 1})
    found = [
        text
        for number, text in (
            (len(loaded), f"{len(loaded)} imports"),
            (len(state.pending), "an import that is being written"),
            (len(commits), f"{len(commits)} writes"),
        )
        if number
    ]
    if found:
        raise NotEmpty(f"There is content already: {', '.join(found)}. To replace it, use --replace.")
