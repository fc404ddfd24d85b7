"""Builds the columns of code systems that are stored concept by concept, streaming their documents."""

import asyncio

from terminology.core.model import CodeSystem
from terminology.index.columns_writer import ColumnsWriter
from terminology.store.code_systems import (
    find_concept_ids,
    find_documents,
    find_order,
    header_from_document,
    incomplete,
)
from terminology.store.column_building import Parents, Start
from terminology.store.connection import Connection
from terminology.store.documents import ConceptReader, Document, id_range, system_key
from terminology.store.indexes import CONCEPTS


async def fill_from_store(connection: Connection, import_id: str, start: Start) -> tuple[ColumnsWriter, Parents]:
    """Holds the concepts of only one batch in memory. Raises ContentGone when a concept is missing."""
    (document,) = await find_documents(connection, [import_id])
    codes, parents = await find_order(connection, document)
    writer = start(header_from_document(document["header"]), ())
    names = await find_concept_ids(connection, document)
    if len(names) != len(codes):
        raise incomplete(document)
    first = dict(zip(reversed(codes), reversed(names), strict=True))
    left = {first[code]: ordinal for ordinal, code in enumerate(dict.fromkeys(codes))}

    def absorb(documents: list[Document]) -> None:
        reader = ConceptReader()
        for item in documents:
            ordinal = left.pop(item["_id"], None)
            if ordinal is not None:
                writer.add(ordinal, reader.concept(item))

    await connection.scan(CONCEPTS, {"_id": id_range(system_key(document["system"]))}, absorb)
    if left:
        raise incomplete(document, f": '{next(iter(left))}' is missing")
    return writer, parents


async def fill_from_memory(code_system: CodeSystem, start: Start) -> tuple[ColumnsWriter, Parents]:
    """The same for a code system that was just saved."""
    writer = start(code_system.header, ())

    def add() -> None:
        known: set[str] = set()
        for concept in code_system.concepts:
            if concept.code not in known:
                writer.add(len(known), concept)
                known.add(concept.code)

    await asyncio.to_thread(add)
    return writer, code_system.parents
