"""Commits in MongoDB: the insert of one document decides each; its texts are written first, under its id.

    written_texts   {_id: "<commit id>/<place>/<part>", text}
    commits         {_id: "000000000017", id, at, author: {…}, versions: [{type, id, version_id, method, url, …}]}

When two writers append the same number, the second gets a duplicate `_id` and retries from the newest commit. So no
transactions are needed, on any server that speaks MongoDB's protocol.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from fhir_resources.version import FhirVersion
from terminology.library.commits import Author, Commit, ResourceVersion
from terminology.library.compressed_text import CompressedText
from terminology.library.ports import ContentGone
from terminology.store.concepts import chunks
from terminology.store.documents import Document, id_range, in_utc
from terminology.store.indexes import COMMITS, WRITTEN_TEXTS
from terminology.store.part import StorePart
from terminology.store.texts import PART_CHARACTERS, Texts, text_documents

NUMBER_DIGITS = 12
INSERTED_PARTS = 4  # per insert, up to 8 MB each
AFTER_ALL_NUMBERS = ":"  # sorts after every digit
IDS_PER_QUERY = 100


class MongoCommits(StorePart):
    async def save_texts(self, texts: Mapping[str, str]) -> None:
        """By key. Texts that no commit references are invisible."""
        parts = [part for key, text in texts.items() for part in text_documents(key, text)]
        for start in range(0, len(parts), INSERTED_PARTS):
            await self.connection.insert_new(WRITTEN_TEXTS, parts[start : start + INSERTED_PARTS])

    async def append(self, commit: Commit) -> bool:
        """False when another commit has this number; true also when an earlier attempt saved it, and the response of
        that was lost.
        """
        taken = await self.connection.insert_new(COMMITS, [commit_document(commit)])
        if not taken:
            return True
        found = await self.connection.find_one(COMMITS, taken[0])
        return found is not None and found["id"] == commit.id

    async def load_after(self, number: int) -> tuple[Commit, ...]:
        """Every commit after this number, in order."""
        in_range = {"_id": {"$gte": _id(number + 1), "$lt": AFTER_ALL_NUMBERS}}
        found = map(commit_from_document, await self.connection.find(COMMITS, in_range))
        return tuple(sorted(found, key=lambda commit: commit.number))

    async def load_texts(self, keys: Sequence[str]) -> Mapping[str, str | CompressedText]:
        """Raises ContentGone when one is missing."""
        texts = Texts()
        long: list[str] = []
        for some in chunks(keys, IDS_PER_QUERY):
            first_parts = await self.connection.find(WRITTEN_TEXTS, {"_id": {"$in": [f"{key}/{0:04}" for key in some]}})
            whole = [part for part in first_parts if len(part["text"]) < PART_CHARACTERS]
            texts.absorb(whole)
            long += [part["_id"].rpartition("/")[0] for part in first_parts if len(part["text"]) == PART_CHARACTERS]
        for key in long:
            await self.connection.scan(WRITTEN_TEXTS, {"_id": id_range(key)}, texts.absorb)
        try:
            return {key: texts.get(key) for key in keys}
        except KeyError as missing:
            raise ContentGone(f"The text {missing} of a resource is not in the store.") from None

    async def remove_texts(self, keys: Iterable[str]) -> None:
        for key in keys:
            await self.connection.delete_many(WRITTEN_TEXTS, {"_id": id_range(key)})


def commit_document(commit: Commit) -> Document:
    return {
        "_id": _id(commit.number),
        "id": commit.id,
        "at": commit.at,
        "author": asdict(commit.author),
        "versions": [_version_document(version) for version in commit.versions],
    }


def commit_from_document(document: Document) -> Commit:
    return Commit(
        number=int(document["_id"]),
        id=document["id"],
        at=in_utc(document["at"]),
        author=Author(**document["author"]),
        versions=tuple(map(_version_from_document, document["versions"])),
    )


def _version_document(version: ResourceVersion) -> Document:
    return {**asdict(version), "fhir_version": version.fhir_version.value}


def _version_from_document(document: dict[str, Any]) -> ResourceVersion:
    return ResourceVersion(**{**document, "fhir_version": FhirVersion(document["fhir_version"])})


def _id(number: int) -> str:
    return f"{number:0{NUMBER_DIGITS}}"
