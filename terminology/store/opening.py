"""Chooses the store: the MongoDB that a URI names, or the embedded one."""

import hashlib
from pathlib import Path

from terminology.store.column_files import ColumnFiles
from terminology.store.connection import place_of
from terminology.store.embedded import EmbeddedStore
from terminology.store.mongo_store import MongoStore

FOLDER_DIGITS = 16


def choose_store(mongodb_uri: str | None, database: str, data_dir: Path, columns_dir: Path | None = None) -> MongoStore:
    """The store, not yet opened. Without a URI it is the embedded one of the data folder, started on open.

    Each database has its own subfolder of `columns_dir`, so that servers of several databases may share it; without it
    columns are in memory.
    """
    place = place_of(mongodb_uri) if mongodb_uri else str(data_dir.absolute())
    folder = hashlib.sha256(f"{place}/{database}".encode()).hexdigest()[:FOLDER_DIGITS]
    files = ColumnFiles(columns_dir.absolute() / folder) if columns_dir else None
    if mongodb_uri:
        return MongoStore(lambda: mongodb_uri, database, files=files)
    embedded = EmbeddedStore(data_dir)
    return MongoStore(
        embedded.locate,
        database,
        embedded.leave,
        embedded.restart,
        files,
        embedded.restart_if_large,
        embedded.gate.operation,
        embedded.has_ended,
    )
