"""Code-system versions in MongoDB: one document each, the order of their codes in texts, their concepts in concepts."""

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
from terminology.store.concepts import ConceptCache, chunks, remove_tags, save_concepts
from terminology.store.connection import Connection
from terminology.store.documents import (
    Document,
    extension_document,
    extension_from_document,
    id_range,
    release_tag,
)
from terminology.store.indexes import CODE_SYSTEMS, TEXTS
from terminology.store.texts import Texts, text_documents

ASKED_AT_ONCE = 100


async def save(connection: Connection, import_id: str, code_system: CodeSystem, progress: Progress) -> None:
    tag = release_tag(code_system.header.version, import_id)
    await connection.put(CODE_SYSTEMS, code_system_document(import_id, code_system))
    for document in text_documents(f"{import_id}/order", order_text(code_system)):
        await connection.put(TEXTS, document)
    await save_concepts(connection, tag, code_system, progress)


async def load(connection: Connection, import_ids: Sequence[str], cache: ConceptCache) -> Mapping[str, CodeSystem]:
    """By import. All versions of a system are read in one pass. Raises ContentGone when one is not whole."""
    documents = await find_documents(connection, import_ids)
    found: dict[str, CodeSystem] = {}
    for system, group in groupby(sorted(documents, key=_system), key=_system):
        versions = list(group)
        concepts = await cache.load(connection, system, [item["release"] for item in versions])
        for item in versions:
            found[item["_id"]] = await _whole(connection, item, concepts[item["release"]])
    return found


async def _whole(connection: Connection, document: Document, concepts: Mapping[str, Concept]) -> CodeSystem:
    codes, parents = await find_order(connection, document)
    try:
        ordered = tuple(concepts[code] for code in codes)
    except KeyError as missing:
        raise not_whole(document, f": {missing} is missing") from None
    return CodeSystem(header_from_document(document["header"]), ordered, parents)


async def find_order(connection: Connection, document: Document) -> tuple[Sequence[str], Mapping[str, tuple[str, ...]]]:
    """The codes in order, and the parents of those that have any."""
    owner = f"{document['_id']}/order"
    texts = Texts()
    await connection.scan(TEXTS, {"_id": id_range(owner)}, texts.absorb)
    try:
        codes, parents = order_from_text(text_of(texts.get(owner)))
    except KeyError:
        raise not_whole(document) from None
    if len(codes) != document["concepts"]:
        raise not_whole(document)
    return codes, parents


def not_whole(document: Document, what: str = "") -> ContentGone:
    return ContentGone(f"{document['system']}|{document['version']} is not whole{what}.")


async def sizes(connection: Connection, import_ids: Sequence[str]) -> Mapping[str, int]:
    """How many concepts the code system of each import has. Raises ContentGone when one is not there."""
    return {item["_id"]: item["concepts"] for item in await find_documents(connection, import_ids)}


async def find_documents(connection: Connection, import_ids: Sequence[str]) -> list[Document]:
    documents: list[Document] = []
    for ids in chunks(import_ids, ASKED_AT_ONCE):
        documents += await connection.find(CODE_SYSTEMS, {"_id": {"$in": ids}})
    if len(documents) < len(set(import_ids)):
        raise ContentGone("A code system is not in the store any more.")
    return documents


async def remove(connection: Connection, dead: Iterable[ImportRecord]) -> None:
    """Removes the code systems of these imports, whole or half written. Their records say which systems they are of."""
    with_system = sorted((record for record in dead if record.system), key=lambda record: record.system or "")
    for system, group in groupby(with_system, key=lambda record: record.system or ""):
        imports = list(group)
        await remove_tags(connection, system, [release_tag(item.version, item.id) for item in imports])
        for item in imports:
            await connection.delete_many(TEXTS, {"_id": id_range(item.id)})
            await connection.delete_many(CODE_SYSTEMS, {"_id": item.id})


def _system(document: Document) -> str:
    return str(document["system"])


def code_system_document(import_id: str, code_system: CodeSystem) -> Document:
    """The code system without its concepts; their order is in texts, see `order_text`."""
    header = code_system.header
    return {
        "_id": import_id,
        "system": header.url,
        "version": header.version,
        "release": release_tag(header.version, import_id),
        "concepts": len(code_system.concepts),
        "header": header_document(header),
    }


def order_text(code_system: CodeSystem) -> str:
    """The codes in the order of definition, one a line, each with the codes above it behind tabs."""
    lines = ("\t".join((item.code, *code_system.parents.get(item.code, ()))) for item in code_system.concepts)
    return "\n".join(lines)


def order_from_text(text: str) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """The codes in order, and the parents of those that have any."""
    rows = [line.split("\t") for line in text.split("\n")] if text else []
    return tuple(row[0] for row in rows), {row[0]: tuple(row[1:]) for row in rows if len(row) > 1}


def header_document(header: CodeSystemHeader) -> Document:
    """The fields that differ from their default."""
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
