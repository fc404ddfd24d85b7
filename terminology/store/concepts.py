"""Concepts in MongoDB: one immutable document for each (system, code, distinct content).

A release references the documents of its concepts and shares existing ones, as releases differ in few concepts. An
import may share what cleanup leaves: documents that a live import (see `State.alive`) has written or references, as
read once this import was pending. So a document without a live reference never gets one again, and can be removed
without coordination.
"""

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from itertools import islice
from typing import TypeVar

from terminology.core.model import CodeSystem, Concept
from terminology.library.ports import Progress
from terminology.store.connection import Connection
from terminology.store.documents import ConceptReader, Document, concept_document, id_range, system_key
from terminology.store.indexes import CONCEPTS

INSERTED_AT_ONCE = 5000  # fewer commands mean fewer syncs; the driver splits oversized messages
REMOVED_AT_ONCE = 100  # the `$in` size that every server accepts
OWNER_DIGITS = 12

T = TypeVar("T")
Concepts = Mapping[str, Concept]  # by the `_id` of their document


def owner_of(import_id: str) -> str:
    """The suffix of a document's `_id` for the import that wrote it."""
    return hashlib.sha256(import_id.encode()).hexdigest()[:OWNER_DIGITS]


def owner_in(id: str) -> str:
    """The owner part of an `_id`; empty for documents of format 1."""
    return id.rpartition("/")[2].partition("-")[2]


def content_of(id: str) -> str:
    """The `_id` without its owner: the same for equal concepts."""
    content, dash, owner = id.rpartition("-")
    return content if dash and len(owner) == OWNER_DIGITS and "/" not in owner else id


async def find_ids(connection: Connection, system: str) -> list[str]:
    """The `_id` of every stored concept of a system, published or not."""
    in_range = {"_id": id_range(system_key(system))}
    return [item["_id"] for item in await connection.find(CONCEPTS, in_range, {"_id": 1})]


async def save_concepts(
    connection: Connection, import_id: str, code_system: CodeSystem, shared: Iterable[str], progress: Progress
) -> list[str]:
    """Writes every concept that cannot be shared. Returns all `_id`s in the order of the code system."""
    there = {content_of(id): id for id in shared}
    owner = owner_of(import_id)
    total = len(code_system.concepts)
    ids: list[str] = []

    def documents() -> Iterator[Document]:
        for concept in code_system.concepts:
            document = concept_document(code_system.header.url, concept)
            content = document["_id"]
            is_new = content not in there
            if is_new:
                there[content] = f"{content}-{owner}"
            ids.append(there[content])
            if is_new:
                yield {**document, "_id": there[content], "owner": owner}

    inserting: asyncio.Future[list[str]] | None = None
    done = 0
    for some in chunks(documents(), INSERTED_AT_ONCE):
        seen = len(ids)
        if inserting:
            await inserting
            progress("concepts", done, total)
        inserting, done = asyncio.ensure_future(connection.insert_new(CONCEPTS, some)), seen
        await asyncio.sleep(0)  # starts the insert: build the next documents while the store writes these
    if inserting:
        await inserting
    if total:
        progress("concepts", total, total)
    return ids


class ConceptCache:
    """Concepts in memory by the `_id` of their document, so that releases share the objects."""

    def __init__(self) -> None:
        self._reader = ConceptReader()
        self._by_id: dict[str, Concept] = {}

    async def load(self, connection: Connection, system: str, ids: Set[str]) -> Concepts:
        """The concepts of one system with these `_id`s; missing ones are left out."""
        if missing := ids - self._by_id.keys():
            in_range = {"_id": id_range(system_key(system))}
            await connection.scan(CONCEPTS, in_range, self._absorb_only(missing))
        return {id: self._by_id[id] for id in ids if id in self._by_id}

    def _absorb_only(self, ids: Set[str]) -> Callable[[list[Document]], None]:
        def absorb(documents: list[Document]) -> None:
            for document in documents:
                if document["_id"] in ids:
                    self._by_id[document["_id"]] = self._reader.concept(document)

        return absorb


async def remove_unreferenced(connection: Connection, system: str, ids: Iterable[str], retained: Set[str]) -> None:
    """Removes those of these documents that are not in `retained`. Idempotent."""
    doomed = [id for id in ids if id not in retained]
    with_named = {owner_in(id) for id in retained}
    wholly = {owner for id in doomed if (owner := owner_in(id)) and owner not in with_named}
    in_range = {"_id": id_range(system_key(system))}
    for owners in chunks(sorted(wholly), REMOVED_AT_ONCE):
        await connection.delete_many(CONCEPTS, {**in_range, "owner": {"$in": owners}})
    for some in chunks((id for id in doomed if owner_in(id) not in wholly), REMOVED_AT_ONCE):
        await connection.delete_many(CONCEPTS, {"_id": {"$in": some}})


def chunks(items: Iterable[T], size: int) -> Iterable[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
