"""FHIR resources in MongoDB, as they were received. Earlier versions stay, as history."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from fhir_resources.version import FhirVersion
from seed.release import Source
from terminology.library.packed_text import text_of
from terminology.library.ports import ContentGone, Progress, StoredResource
from terminology.store.concepts import chunks
from terminology.store.connection import Connection
from terminology.store.documents import Document, id_range, in_utc, source_document
from terminology.store.indexes import RESOURCES, TEXTS
from terminology.store.texts import Texts, text_documents

SAVED_AT_ONCE = 100
INSERTED_CHARACTERS = 4_000_000  # at once, of texts


async def save(connection: Connection, import_id: str, resources: Sequence[StoredResource], progress: Progress) -> None:
    done = 0
    for some in chunks(enumerate(resources), SAVED_AT_ONCE):
        documents = [resource_document(import_id, number, resource) for number, resource in some]
        texts = (
            part
            for document, (_, resource) in zip(documents, some, strict=True)
            if resource.text is not None
            for part in text_documents(document["_id"], text_of(resource.text))
        )
        for parts in _batches(texts):
            await connection.insert_new(TEXTS, parts)
        await connection.insert_new(RESOURCES, documents)
        done += len(some)
        progress("resources", done, len(resources))


def _batches(texts: Iterable[Document]) -> Iterator[list[Document]]:
    """Some hundred texts at a time, or as many as are not too long together."""
    batch: list[Document] = []
    characters = 0
    for part in texts:
        batch.append(part)
        characters += len(part["text"])
        if characters > INSERTED_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


async def load(connection: Connection, import_id: str) -> tuple[StoredResource, ...]:
    """In the order they were saved. Raises ContentGone when a text is missing."""
    in_range = {"_id": id_range(import_id)}
    documents = await connection.find(RESOURCES, in_range)
    texts = Texts()
    await connection.scan(TEXTS, in_range, texts.absorb)
    try:
        return tuple(resource_from_document(item, texts) for item in sorted(documents, key=lambda item: item["_id"]))
    except KeyError as missing:
        raise ContentGone(f"The text of resource {missing} is not in the store any more.") from None


async def find(connection: Connection, import_ids: Sequence[str], urls: Sequence[str]) -> tuple[StoredResource, ...]:
    """Import by import in the order they were saved. Raises ContentGone when a text is missing."""
    place = {id: number for number, id in enumerate(import_ids)}
    found: list[Document] = []
    for some in chunks(urls, SAVED_AT_ONCE):
        found += [item for item in await connection.find(RESOURCES, {"url": {"$in": some}}) if item["import"] in place]
    texts = Texts()
    for item in found:
        await connection.scan(TEXTS, {"_id": id_range(item["_id"])}, texts.absorb)
    in_order = sorted(found, key=lambda item: (place[item["import"]], item["_id"]))
    try:
        return tuple(resource_from_document(item, texts) for item in in_order)
    except KeyError as missing:
        raise ContentGone(f"The text of resource {missing} is not in the store any more.") from None


async def remove(connection: Connection, import_ids: Iterable[str]) -> None:
    for id in import_ids:
        await connection.delete_many(RESOURCES, {"_id": id_range(id)})
        await connection.delete_many(TEXTS, {"_id": id_range(id)})


def resource_document(import_id: str, number: int, resource: StoredResource) -> Document:
    """The resource without its text, which is in texts under the same `_id`."""
    text = resource.text
    return {
        "_id": f"{import_id}/{number:06}",
        "import": import_id,
        "type": resource.type,
        "id": resource.id,
        "url": resource.url,
        "version": resource.version,
        "fhir_version": resource.fhir_version.value,
        "fhir_versions": [version.value for version in resource.fhir_versions],
        "sha256": None if text is None else _sha256(text_of(text)),
        "source": source_document(resource.source),
        "last_updated": resource.last_updated,
        "deleted": text is None,
    }


def _sha256(text: str) -> str:
    digest = hashlib.sha256()
    for part in text_documents("", text):
        digest.update(part["text"].encode())
    return digest.hexdigest()


def resource_from_document(document: Document, texts: Texts) -> StoredResource:
    """Raises KeyError when the text is not there."""
    return StoredResource(
        type=document["type"],
        id=document["id"],
        url=document["url"],
        version=document["version"],
        fhir_version=FhirVersion(document["fhir_version"]),
        fhir_versions=tuple(map(FhirVersion, document["fhir_versions"])),
        text=None if document["deleted"] else texts.get(document["_id"]),
        source=Source(**document["source"]),
        last_updated=in_utc(document["last_updated"]),
    )
