"""Input files -> the files that loaders read: archives are unpacked, other files pass through.

CMS publishes zips. Archives are unpacked in memory and never written to disk; a damaged, encrypted or oversized
archive, or one with paths that point outside it, is refused as a whole.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from seed.release import NotARelease, Source, source_of

ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
WORKBOOK_MEMBER = "[Content_Types].xml"  # in every Office file, but in none of CMS's archives
UNSEEN_MEMBERS = ("__MACOSX/", ".")  # what a Mac adds to archives and folders

# What zipfile and its decompressors raise on damaged content, seen by damaging archives at random.
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError)

UNPACKED_LIMIT_BYTES = 256 * 1024 * 1024  # CMS's largest zip unpacks to 7 MB
MEMBERS_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file, or a member of an archive. `path` includes its folders and archive; `name` is for messages."""

    path: str
    name: str
    content: bytes
    source: Source


def open_files(
    files: Iterable[tuple[str, bytes]], stays_closed: Callable[[str], bool] = lambda _path: False
) -> list[InputFile]:
    """The files in order, archives replaced by their members; `stays_closed` selects archives to leave packed.

    Workbooks are files. Raises NotARelease, with one sentence, for a damaged or unsafe archive.
    """
    return [file for path, data in files for file in _opened(path, data, stays_closed(path))]


def text_of(content: bytes) -> str:
    """CMS writes ASCII or ISO-8859-1, others UTF-8; curly quotes and dashes come from Windows. Never fails."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def base_name(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _opened(path: str, content: bytes, stays_closed: bool) -> Iterator[InputFile]:
    name = base_name(path)
    source = source_of(name, content)
    if not content.startswith(ZIP_MAGICS):
        _refuse_misnamed(name, content)
        yield InputFile(path, name, content, source)
        return
    members = _members(name, content)
    if not members:
        raise NotARelease(f"{name} contains no files.")
    if WORKBOOK_MEMBER in members or stays_closed:
        yield InputFile(path, name, content, source)
        return
    for member, unpacked in members.items():
        if unpacked.startswith(ZIP_MAGICS):
            _check_inner_archive(f"{name}/{member}", unpacked)
        yield InputFile(f"{path}/{member}", f"{name}/{member}", unpacked, replace(source, member=member))


def _refuse_misnamed(name: str, content: bytes) -> None:
    is_page = content.lstrip().startswith(b"<")  # HTML instead of the file; refused later as a web page
    if name.lower().endswith((".zip", ".xlsx")) and content and not is_page:
        raise NotARelease(f"{name} is not a zip or workbook: it is damaged or misnamed.")


def _check_inner_archive(name: str, content: bytes) -> None:
    if WORKBOOK_MEMBER not in _members(name, content):
        raise NotARelease(f"{name} is an archive within an archive: unpack the outer one first.")


def _members(name: str, content: bytes) -> dict[str, bytes]:
    """The files of an archive by path. Reading all of them verifies their checksums. Raises NotARelease."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
            _check_archive(name, infos)
            return {info.filename: archive.read(info) for info in infos if not _is_unseen(info.filename)}
    except NotARelease:
        raise
    except DAMAGE as error:
        raise NotARelease(f"{name} is truncated or damaged: {error}.") from error


def _check_archive(name: str, infos: Sequence[zipfile.ZipInfo]) -> None:
    for info in infos:
        if _leads_outside(info.filename):
            raise NotARelease(f"{name} is refused: it names a file outside itself, {info.filename!r}.")
        if info.flag_bits & 0x1:
            raise NotARelease(f"{name} is encrypted: unpack it with its password first.")
    if len(infos) > MEMBERS_LIMIT:
        raise NotARelease(f"{name} is refused: it has {len(infos):,} files; CMS's archives have fewer than ten.")
    # zipfile reads no more of a member than the size stated here, and checks the sum of what it read.
    unpacked = sum(info.file_size for info in infos)
    if unpacked > UNPACKED_LIMIT_BYTES:
        raise NotARelease(f"{name} is refused: it unpacks to {unpacked:,} bytes, more than {UNPACKED_LIMIT_BYTES:,}.")


def _leads_outside(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return parts[0] == "" or ".." in parts or ":" in parts[0]


def _is_unseen(path: str) -> bool:
    return path.startswith(UNSEEN_MEMBERS) or base_name(path).startswith(".")
