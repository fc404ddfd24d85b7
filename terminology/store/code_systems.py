"""Code-system versions in MongoDB: one document each in code_systems; the order of their codes and the `_id`s of their
concepts in texts; the concepts in concepts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import groupby
from typing import Any

from terminology.core.model import (
    CodeSystem,
    CodeSystemHeader,
    Concept,
    Extension,
    FilterDefinition,
    PropertyDefinition,
)
from terminology.library.compressed_text import text_of
from terminology.library.ports import ContentGone, ImportRecord, Progress
from terminology.store.concepts import (
    ConceptCache,
    chunks,
    find_ids,
    owner_in,
    owner_of,
    remove_unreferenced,
    save_concepts,
)
from terminology.store.connection import Connection
from terminology.store.documents import (
    Document,
    extension_document,
    extension_from_document,
    id_range,
    system_key,
)
from terminology.store.indexes import CODE_SYSTEMS, TEXTS
from terminology.store.publication import State, read_state
from terminology.store.texts import Texts, text_documents

IDS_PER_QUERY = 100


async def save(connection: Connection, import_id: str, code_system: CodeSystem, progress: Progress) -> None:
    """The import must be pending."""
    await connection.put(CODE_SYSTEMS, code_system_document(import_id, code_system))
    for document in text_documents(f"{import_id}/order", order_text(code_system)):
        await connection.put(TEXTS, document)
    system = code_system.header.url
    shared = await _retained(connection, system, await find_ids(connection, system), await read_state(connection))
    concept_ids = await save_concepts(connection, import_id, code_system, shared, progress)
    await save_concept_ids(connection, import_id, system, concept_ids)


async def save_concept_ids(connection: Connection, import_id: str, system: str, ids: Iterable[str]) -> None:
    prefix = f"{system_key(system)}/"
    text = "\n".join(id.removeprefix(prefix) for id in ids)
    for document in text_documents(concept_ids_owner(import_id), text):
        await connection.put(TEXTS, document)


async def _retained(connection: Connection, system: str, ids: Iterable[str], state: State) -> set[str]:
    """Those of these documents that a live import has written or references."""
    owners = {owner_of(id) for id in state.alive}
    named: set[str] = set()
    for some in chunks(sorted(state.alive), IDS_PER_QUERY):
        for document in await connection.find(CODE_SYSTEMS, {"_id": {"$in": some}}, {"_id": 1, "system": 1}):
            if document["system"] == system:
                named.update(await find_concept_ids(connection, document))
    return {id for id in ids if id in named or owner_in(id) in owners}


async def load(connection: Connection, import_ids: Sequence[str], cache: ConceptCache) -> Mapping[str, CodeSystem]:
    """By import id. Reads all versions of a system in one pass. Raises ContentGone when one is incomplete."""
    documents = await find_documents(connection, import_ids)
    found: dict[str, CodeSystem] = {}
    for system, group in groupby(sorted(documents, key=_system), key=_system):
        versions = [(item, await find_concept_ids(connection, item)) for item in group]
        concepts = await cache.load(connection, system, {id for _, ids in versions for id in ids})
        for item, ids in versions:
            found[item["_id"]] = await _with_concepts(connection, item, ids, concepts)
    return found


async def _with_concepts(
    connection: Connection, document: Document, concept_ids: Sequence[str], concepts: Mapping[str, Concept]
) -> CodeSystem:
    codes, parents = await find_order(connection, document)
    try:
        ordered = tuple([concepts[id] for id in concept_ids])
    except KeyError as missing:
        raise incomplete(document, f": {missing} is missing") from None
    if len(ordered) != len(codes):
        raise incomplete(document)
    return CodeSystem(header_from_document(document["header"]), ordered, parents)


def concept_ids_owner(import_id: str) -> str:
    return f"{import_id}/concepts"


async def find_concept_ids(connection: Connection, document: Document) -> Sequence[str]:
    """The `_id`s of the concepts of a code system, in order; empty if not (yet) written."""
    owner = concept_ids_owner(document["_id"])
    texts = Texts()
    await connection.scan(TEXTS, {"_id": id_range(owner)}, texts.absorb)
    try:
        text = text_of(texts.get(owner))
    except KeyError:
        return ()
    prefix = system_key(document["system"])
    return [f"{prefix}/{name}" for name in text.split("\n")] if text else ()


async def find_order(connection: Connection, document: Document) -> tuple[Sequence[str], Mapping[str, tuple[str, ...]]]:
    """The codes in order, and the parents of those that have any."""
    owner = f"{document['_id']}/order"
    texts = Texts()
    await connection.scan(TEXTS, {"_id": id_range(owner)}, texts.absorb)
    try:
        codes, parents = order_from_text(text_of(texts.get(owner)))
    except KeyError:
        raise incomplete(document) from None
    if len(codes) != document["concepts"]:
        raise incomplete(document)
    return codes, parents


def incomplete(document: Document, what: str = "") -> ContentGone:
    return ContentGone(f"{document['system']}|{document['version']} is incomplete{what}.")


async def sizes(connection: Connection, import_ids: Sequence[str]) -> Mapping[str, int]:
    """The number of concepts in the code system of each import. Raises ContentGone when one is missing."""
    return {item["_id"]: item["concepts"] for item in await find_documents(connection, import_ids)}


async def find_documents(connection: Connection, import_ids: Sequence[str]) -> list[Document]:
    documents: list[Document] = []
    for ids in chunks(import_ids, IDS_PER_QUERY):
        documents += await connection.find(CODE_SYSTEMS, {"_id": {"$in": ids}})
    if len(documents) < len(set(import_ids)):
        raise ContentGone("A code system is no longer in the store.")
    return documents


async def remove(connection: Connection, dead: Iterable[ImportRecord]) -> None:
    """Removes the code systems of these imports, complete or partial. The records name the systems."""
    with_system = [record for record in dead if record.system]
    for system in sorted({record.system or "" for record in with_system}):
        # Read the documents before the state, so that an import which starts in between has none among them.
        ids = await find_ids(connection, system)
        retained = await _retained(connection, system, ids, await read_state(connection))
        await remove_unreferenced(connection, system, ids, retained)
    for record in with_system:
        await connection.delete_many(TEXTS, {"_id": id_range(record.id)})
        await connection.delete_many(CODE_SYSTEMS, {"_id": record.id})


def _system(document: Document) -> str:
    return str(document["system"])


def code_system_document(import_id: str, code_system: CodeSystem) -> Document:
    """The code system without its concepts, whose `_id`s are in texts; for their order see `order_text`."""
    header = code_system.header
    return {
        "_id": import_id,
        "system": header.url,
        "version": header.version,
        "concepts": len(code_system.concepts),
        "header": header_document(header),
    }


def order_text(code_system: CodeSystem) -> str:
    """The codes in definition order, one per line, each followed by its parents, tab-separated."""
    lines = ("\t".join((item.code, *code_system.parents.get(item.code, ()))) for item in code_system.concepts)
    return "\n".join(lines)


def order_from_text(text: str) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """The codes in order, and the parents of those that have any."""
    rows = [line.split("\t") for line in text.split("\n")] if text else []
    return tuple(row[0] for row in rows), {row[0]: tuple(row[1:]) for row in rows if len(row) > 1}


def header_document(header: CodeSystemHeader) -> Document:
    """Only the fields that differ from their defaults."""
    stated = {item.name: getattr(header, item.name) for item in fields(header)}
    defaults = {item.name: item.default for item in fields(header)}
    return {name: _plain(value) for name, value in stated.items() if value != defaults[name]}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Extension):
        return extension_document(value)
    if isinstance(value, PropertyDefinition | FilterDefinition):
        return {item.name: _plain(part) for item in fields(value) if (part := getattr(value, item.name)) is not None}
    return value


def header_from_document(document: Document) -> CodeSystemHeader:
    return CodeSystemHeader(**{name: _header_value(name, value) for name, value in document.items()})


def _header_value(name: str, value: Any) -> Any:
    if name == "properties":
        return tuple(PropertyDefinition(**item) for item in value)
    if name == "filters":
        return tuple(FilterDefinition(**{**item, "operators": tuple(item["operators"])}) for item in value)
    if name == "extensions":
        return tuple(map(extension_from_document, value))
    return tuple(value) if isinstance(value, list) else value
