import gzip
import hashlib
import io
import json
import tarfile

import bson
import pytest

from terminology.store.backup_file import (
    FORMAT,
    MANIFEST,
    PIECE_BYTES,
    DamagedBackup,
    Manifest,
    check,
    documents,
    writing,
)

STATED = Manifest("0.1.0", "2026-11-27T00:00:00+00:00", 7, ("i1", "i2"))


def backup(**collections: list[dict[str, object]]) -> bytes:
    file = io.BytesIO()
    with writing(file) as writer:
        for name, found in collections.items():
            writer.add(name, found)
        writer.finish(STATED)
    return file.getvalue()


WHOLE = backup(imports=[{"_id": "i1"}, {"_id": "i2"}], concepts=[{"_id": str(number)} for number in range(100)])


def test_written_content_is_read_back() -> None:
    manifest = check(io.BytesIO(WHOLE))
    assert (manifest.revision, manifest.imports) == (7, ("i1", "i2"))
    assert (manifest.documents("imports"), manifest.documents("concepts")) == (2, 100)
    found = [(name, len(some)) for name, some in documents(io.BytesIO(WHOLE), manifest)]
    assert found == [("imports", 2), ("concepts", 100)]


def test_pieces_are_of_a_few_megabytes() -> None:
    large = backup(texts=[{"_id": str(number), "text": "x" * 1_000_000} for number in range(10)])
    pieces = check(io.BytesIO(large)).pieces
    assert [piece.documents for piece in pieces] == [PIECE_BYTES // 1_000_000 + 1] * 2


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_file_that_is_cut_short_is_refused(share: float) -> None:
    with pytest.raises(DamagedBackup):
        check(io.BytesIO(WHOLE[: int(len(WHOLE) * share)]))


@pytest.mark.parametrize("place", range(20, len(WHOLE), 97))
def test_a_file_in_which_a_byte_has_changed_is_refused(place: int) -> None:
    damaged = bytearray(WHOLE)
    damaged[place] ^= 0x10
    with pytest.raises(DamagedBackup):
        check(io.BytesIO(damaged))


def changed(**manifest: object) -> io.BytesIO:
    """The backup with another manifest and correct checksums for it."""
    file = io.BytesIO()
    with (
        gzip.open(io.BytesIO(WHOLE)) as plain,
        tarfile.open(fileobj=plain, mode="r|") as old,
        tarfile.open(fileobj=file, mode="w:gz") as new,
    ):
        for member in old:
            content = old.extractfile(member)
            assert content
            data = content.read()
            if member.name == MANIFEST:
                data = json.dumps(json.loads(data) | manifest).encode()
                member.size = len(data)
            new.addfile(member, io.BytesIO(data))
    return file


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ({"format": FORMAT + 1, "software": "9.0"}, "newer version of the software created it .9.0"),
        ({"pieces": []}, "does not match the manifest"),
        ({"pieces": 3}, "cannot be read"),
        ({"more": 1}, "cannot be read"),
    ],
)
def test_a_manifest_that_cannot_be_true_is_refused(manifest: dict[str, object], message: str) -> None:
    with pytest.raises(DamagedBackup, match=message):
        check(changed(**manifest))


def test_documents_of_a_collection_that_is_not_known_are_refused() -> None:
    with pytest.raises(DamagedBackup, match=r"system\.users"):
        check(io.BytesIO(backup(**{"system.users": [{"_id": "a"}]})))


def test_other_archives_are_not_backups() -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz"):
        """Empty."""
    with pytest.raises(DamagedBackup, match="not a backup"):
        check(file)
    with pytest.raises(DamagedBackup):
        check(io.BytesIO(b"something else"))


@pytest.mark.parametrize(
    ("content", "documents", "reason"),
    [
        (b"\x05\x00\x00\x00\x01", 1, "cannot be read"),
        (bson.encode({"_id": "\u00e9"}).replace(b"\xc3\xa9", b"\xff\xff"), 1, "cannot be read"),
        (bson.encode({"_id": "i1"}), 2, "does not match"),
    ],
)
def test_unreadable_documents_are_detected_despite_a_correct_checksum(
    content: bytes, documents: int, reason: str
) -> None:
    piece = {"name": "documents/0001-imports.bson", "collection": "imports", "documents": documents}
    manifest = {
        "format": FORMAT,
        "software": "0.1.0",
        "made_at": "2026-11-27T00:00:00+00:00",
        "revision": 1,
        "imports": [],
        "pieces": [piece | {"sha256": hashlib.sha256(content).hexdigest()}],
    }
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name, data in ((piece["name"], content), (MANIFEST, json.dumps(manifest).encode())):
            member = tarfile.TarInfo(str(name))
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    with pytest.raises(DamagedBackup, match=reason):
        check(file)
