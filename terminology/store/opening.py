"""Which store it is: the MongoDB that a URI names, or the embedded one."""

from pathlib import Path

from terminology.store.embedded import EmbeddedStore
from terminology.store.mongo_store import MongoStore


def choose_store(mongodb_uri: str | None, database: str, data_dir: Path) -> MongoStore:
    """The store, not opened yet. Without a URI it is the embedded one of the data folder, started when it is opened."""
    if mongodb_uri:
        return MongoStore(lambda: mongodb_uri, database)
    embedded = EmbeddedStore(data_dir)
    return MongoStore(embedded.locate, database, embedded.leave, embedded.restart)
