"""FHIR resources in MongoDB, as received. Earlier versions stay, as history."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from fhir_resources.version import FhirVersion
from seed.release import Source
from terminology.index.columns_writer import ColumnsWriter
from terminology.index.stored_columns import StoredColumns
from terminology.library.compressed_text import CompressedText
from terminology.library.ports import ContentGone, Progress, StoredResource
from terminology.store.column_building import Parents, Start, build_columns, open_columns
from terminology.store.column_files import ColumnFiles, name_of
from terminology.store.column_process import FromText, build_in_subprocess
from terminology.store.concepts import chunks
from terminology.store.connection import Connection
from terminology.store.documents import Document, id_range, in_utc, source_document
from terminology.store.format import mark_compressed
from terminology.store.indexes import RESOURCES, TEXTS
from terminology.store.resource_columns import fill_from_text
from terminology.store.texts import Texts, first_of_long, size_of, text_documents

SAVED_AT_ONCE = 100
IDS_PER_QUERY = 100
INSERTED_SIZE = 4_000_000  # of texts per insert: characters, or compressed bytes


async def save(connection: Connection, import_id: str, resources: Sequence[StoredResource], progress: Progress) -> None:
    if any(isinstance(resource.text, CompressedText) for resource in resources):
        await mark_compressed(connection)
    done = 0
    for some in chunks(enumerate(resources), SAVED_AT_ONCE):
        documents = [resource_document(import_id, number, resource) for number, resource in some]
        texts = (
            part
            for document, (_, resource) in zip(documents, some, strict=True)
            if resource.text is not None
            for part in text_documents(document["_id"], resource.text)
        )
        for parts in _batches(texts):
            await connection.insert_new(TEXTS, parts)
        await connection.insert_new(RESOURCES, documents)
        done += len(some)
        progress("resources", done, len(resources))


def _batches(texts: Iterable[Document]) -> Iterator[list[Document]]:
    """A few hundred texts at a time, fewer if they are long."""
    batch: list[Document] = []
    size = 0
    for part in texts:
        batch.append(part)
        size += size_of(part)
        if size > INSERTED_SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


async def build_long(
    files: ColumnFiles | None, import_id: str, resources: Sequence[StoredResource]
) -> list[StoredColumns | None]:
    """Builds the columns of long code systems ahead of time."""
    built: list[StoredColumns | None] = []
    for number, item in enumerate(resources):
        if item.type == "CodeSystem" and isinstance(item.text, CompressedText):
            fill, name = partial(fill_from_text, item.text, item.fhir_version), name_of(import_id, number)
            work = FromText(item.text, item.fhir_version)
            in_subprocess = partial(build_in_subprocess, files, name, work) if files else None
            built.append(await build_columns(files, name, fill, in_subprocess))
    return built


async def load(connection: Connection, import_id: str, files: ColumnFiles | None) -> tuple[StoredResource, ...]:
    """In the order saved; long code systems as columns. Raises ContentGone when a text is missing."""
    documents = await connection.find(RESOURCES, {"_id": id_range(import_id)})
    documents.sort(key=lambda item: str(item["_id"]))
    long = await _long_code_systems(connection, documents)
    texts = Texts()
    for ids in _ranges_between([item["_id"] for item in documents], long):
        await connection.scan(TEXTS, {"_id": ids}, texts.absorb)
    try:
        return tuple(
            [
                await _with_columns(connection, item, number, files) if item["_id"] in long else _with_text(item, texts)
                for number, item in enumerate(documents)
            ]
        )
    except KeyError as missing:
        raise ContentGone(f"The text of resource {missing} is no longer in the store.") from None


async def find(connection: Connection, import_ids: Sequence[str], urls: Sequence[str]) -> tuple[StoredResource, ...]:
    """By import, in the order saved. Raises ContentGone when a text is missing."""
    place = {id: number for number, id in enumerate(import_ids)}
    found: list[Document] = []
    for some in chunks(urls, SAVED_AT_ONCE):
        found += [item for item in await connection.find(RESOURCES, {"url": {"$in": some}}) if item["import"] in place]
    texts = Texts()
    for item in found:
        await connection.scan(TEXTS, {"_id": id_range(item["_id"])}, texts.absorb)
    in_order = sorted(found, key=lambda item: (place[item["import"]], item["_id"]))
    try:
        return tuple(_with_text(item, texts) for item in in_order)
    except KeyError as missing:
        raise ContentGone(f"The text of resource {missing} is no longer in the store.") from None


def _with_text(document: Document, texts: Texts) -> StoredResource:
    """Raises KeyError when the text is not there."""
    return resource_from_document(document, None if document["deleted"] else texts.get(document["_id"]))


async def _long_code_systems(connection: Connection, documents: Sequence[Document]) -> Sequence[str]:
    """The `_id`s of code systems whose text has many parts, in order."""
    wanted = {first_of_long(item["_id"]): item["_id"] for item in documents if item["type"] == "CodeSystem"}
    found: list[str] = []
    for ids in chunks(wanted, IDS_PER_QUERY):
        found += [wanted[item["_id"]] for item in await connection.find(TEXTS, {"_id": {"$in": ids}}, {"_id": 1})]
    return sorted(found)


def _ranges_between(owners: Iterable[str], left_out: Sequence[str]) -> Iterator[Document]:
    """The id ranges of the texts of all owners (in order) but those left out: one range per run.

    Yields no empty range: the embedded store scans a whole collection for one.
    """
    for is_left_out, run in groupby(owners, lambda owner: owner in left_out):
        if not is_left_out:
            among = list(run)
            yield {"$gte": id_range(among[0])["$gte"], "$lt": id_range(among[-1])["$lt"]}


async def _with_columns(
    connection: Connection, document: Document, number: int, files: ColumnFiles | None
) -> StoredResource:
    """Reads the text from the columns too, and from the store only if they have to be built."""

    name, version = name_of(document["import"], number), FhirVersion(document["fhir_version"])

    async def text() -> CompressedText:
        texts = Texts()
        await connection.scan(TEXTS, {"_id": id_range(document["_id"])}, texts.absorb)
        found = texts.get(document["_id"])
        assert isinstance(found, CompressedText)
        return found

    async def fill(start: Start) -> tuple[ColumnsWriter, Parents]:
        return await fill_from_text(await text(), version, start)

    async def in_subprocess() -> bool:
        return files is not None and await build_in_subprocess(files, name, FromText(await text(), version))

    columns = await open_columns(files, name, fill, in_subprocess)
    return replace(resource_from_document(document, CompressedText(columns.source)), columns=columns)


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
        "sha256": None if text is None else _sha256(text),
        "source": source_document(resource.source),
        "last_updated": resource.last_updated,
        "deleted": text is None,
    }


def _sha256(text: str | CompressedText) -> str:
    digest = hashlib.sha256()
    for piece in [text] if isinstance(text, str) else text.pieces():
        digest.update(piece.encode())
    return digest.hexdigest()


def resource_from_document(document: Document, text: str | CompressedText | None) -> StoredResource:
    return StoredResource(
        type=document["type"],
        id=document["id"],
        url=document["url"],
        version=document["version"],
        fhir_version=FhirVersion(document["fhir_version"]),
        fhir_versions=tuple(map(FhirVersion, document["fhir_versions"])),
        text=text,
        source=Source(**document["source"]),
        last_updated=in_utc(document["last_updated"]),
    )
