"""The backup file: a tar.gz of BSON documents in pieces, and at its end a manifest with the checksum of every piece.

    documents/0001-imports.bson    concatenated documents of one collection, a few megabytes
    …
    manifest.json                  {format, software, made_at, revision, imports, pieces: [{name, …, sha256}]}

It is written and read in one pass and never unpacked to disk. A truncated file has no manifest; a flipped bit changes a
checksum. Called by `backup.py`.
"""

import gzip
import hashlib
import json
import tarfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import IO, Any

import bson

from terminology.store.documents import Document
from terminology.store.indexes import COLLECTIONS

FORMAT = 3  # of the documents: the newest database format
PIECE_BYTES = 4 * 1024 * 1024
LARGEST_PIECE_BYTES = 64 * 1024 * 1024  # a piece ends after the document (16 MB at most) that fills it
LARGEST_MANIFEST_BYTES = 256 * 1024 * 1024
MANIFEST = "manifest.json"


class DamagedBackup(Exception):
    """The file is not a backup, or is incomplete. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    name: str
    collection: str
    documents: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`imports` are the visible ones, oldest first; `made_at` is an instant as text."""

    software: str
    made_at: str
    revision: int
    imports: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()
    format: int = FORMAT

    def documents(self, collection: str) -> int:
        return sum(piece.documents for piece in self.pieces if piece.collection == collection)


class BackupWriter:
    """Writes documents, collection by collection, and finally the manifest."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive
        self._pieces: list[Piece] = []
        self._collection = ""
        self._held: list[bytes] = []
        self._held_bytes = 0

    def add(self, collection: str, documents: Sequence[Document]) -> None:
        if collection != self._collection:
            self._flush()
            self._collection = collection
        for document in documents:
            encoded = bson.encode(document)
            self._held.append(encoded)
            self._held_bytes += len(encoded)
            if self._held_bytes >= PIECE_BYTES:
                self._flush()

    def finish(self, manifest: Manifest) -> Manifest:
        """The manifest as written, with the pieces."""
        self._flush()
        whole = Manifest(manifest.software, manifest.made_at, manifest.revision, manifest.imports, tuple(self._pieces))
        self._write(MANIFEST, json.dumps(asdict(whole), indent=1).encode())
        return whole

    def _flush(self) -> None:
        if not self._held:
            return
        content = b"".join(self._held)
        name = f"documents/{len(self._pieces) + 1:04}-{self._collection}.bson"
        digest = hashlib.sha256(content).hexdigest()
        self._write(name, content)
        self._pieces.append(Piece(name, self._collection, len(self._held), digest))
        self._held, self._held_bytes = [], 0

    def _write(self, name: str, content: bytes) -> None:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        self._archive.addfile(member, BytesIO(content))


@contextmanager
def writing(file: IO[bytes]) -> Iterator[BackupWriter]:
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        yield BackupWriter(archive)


def check(file: IO[bytes]) -> Manifest:
    """Reads the whole file, decodes every document and verifies every checksum and count. Raises DamagedBackup."""
    found: dict[str, tuple[str, int]] = {}
    manifest: Manifest | None = None
    for name, content in _members(file):
        if manifest:
            raise DamagedBackup("data follows its manifest")
        if name == MANIFEST:
            manifest = _read_manifest(content)
        elif name in found:
            raise DamagedBackup(f"{name} appears twice")
        else:
            found[name] = hashlib.sha256(content).hexdigest(), len(_decoded(name, content))
    if manifest is None:
        raise DamagedBackup("it has no manifest: it is truncated, or not a backup")
    stated = {piece.name: (piece.sha256, piece.documents) for piece in manifest.pieces}
    if found != stated:
        wrong = [name for name in stated if found.get(name) != stated[name]]
        raise DamagedBackup(f"{wrong[0] if wrong else 'a piece'} does not match the manifest")
    return manifest


def documents(file: IO[bytes], manifest: Manifest) -> Iterator[tuple[str, list[Document]]]:
    """The documents of each piece with their collection, in the order written."""
    collections: Mapping[str, str] = {piece.name: piece.collection for piece in manifest.pieces}
    for name, content in _members(file):
        if name in collections:
            yield collections[name], _decoded(name, content)


def _decoded(name: str, content: bytes) -> list[Document]:
    try:
        return bson.decode_all(content)
    except (bson.errors.BSONError, ValueError, OverflowError) as error:
        raise DamagedBackup(f"the documents of {name} cannot be read: {error}") from None


def _members(file: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    file.seek(0)
    try:
        with gzip.GzipFile(fileobj=file, mode="rb") as unpacked:
            with tarfile.open(fileobj=unpacked, mode="r|") as archive:
                for member in archive:
                    limit = LARGEST_MANIFEST_BYTES if member.name == MANIFEST else LARGEST_PIECE_BYTES
                    content = archive.extractfile(member) if member.size <= limit else None
                    if content is None:
                        raise DamagedBackup(f"{member.name} is not part of a backup")
                    yield member.name, content.read()
            while unpacked.read(PIECE_BYTES):
                """Padding follows the archive; gzip's own checksum is at the end of the file."""
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise DamagedBackup(f"it is truncated, damaged or not a backup: {error}") from None


def _read_manifest(content: bytes) -> Manifest:
    try:
        stated: dict[str, Any] = json.loads(content)
        if stated["format"] > FORMAT:
            raise DamagedBackup(f"a newer version of the software created it ({stated['software']})")
        pieces = tuple(Piece(**piece) for piece in stated.pop("pieces"))
        imports = tuple(stated.pop("imports"))
        manifest = Manifest(imports=imports, pieces=pieces, **stated)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise DamagedBackup("its manifest cannot be read") from None
    if unknown := {piece.collection for piece in pieces} - set(COLLECTIONS):
        raise DamagedBackup(f"it has documents of {', '.join(sorted(unknown))}, which this version does not know")
    return manifest
