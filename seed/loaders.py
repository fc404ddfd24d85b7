"""The public door to the sources: files as a person gives them -> what they hold.

CMS publishes zips, so archives are opened here, in memory and with care: nothing is ever written, and an archive that
is damaged, encrypted, too large, or that names files outside itself is refused whole.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from seed.hcpcs.asp_files import LoadedCrosswalks, crosswalks_from_files
from seed.hcpcs.file_names import base_name, companion_from_name
from seed.hcpcs.given_files import GivenFile
from seed.hcpcs.rbcs import Rbcs, rbcs_from_file
from seed.hcpcs.releases import load_releases
from seed.release import Loaded, NotARelease, source_of
from terminology.core.model import ContentMode

ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
WORKBOOK_MEMBER = "[Content_Types].xml"  # every Office file has it, no archive of CMS's
UNSEEN_MEMBERS = ("__MACOSX/", ".")  # what a Mac adds to archives and folders

# What zipfile and its decompressors raise on damaged content, seen by damaging archives at random.
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError)

UNPACKED_LIMIT_BYTES = 256 * 1024 * 1024  # CMS's largest zip unpacks to 7 MB
MEMBERS_LIMIT = 1000


def load_hcpcs(
    files: Sequence[tuple[str, bytes]],
    *,
    canonical_base: str,
    release: str | None = None,
    content: ContentMode = "complete",
) -> Loaded:
    """The HCPCS Level II releases in files, oldest first.

    `files` are names and contents: CMS's zip, TXT, XLSX, CSV or TSV, with or without the files that come along. The
    name may be a path: its last two folders help to tell the release where the file's name does not. `release`
    (YYYY-MM) overrides what names say. `content` is `fragment` for an excerpt. Raises NotARelease with one sentence;
    then nothing is loaded.
    """
    given = [file for path, data in files for file in _opened(path, data, bool(companion_from_name(path)))]
    return load_releases(given, release, canonical_base, content)


def load_crosswalks(
    files: Sequence[tuple[str, bytes]], *, canonical_base: str, quarter: str | None = None
) -> LoadedCrosswalks:
    """CMS's ASP NDC-HCPCS crosswalks in files: CMS's zip, XLSX, CSV or TSV. `quarter` (YYYY-MM) is that of all of them.

    Raises NotARelease with one sentence; then nothing is loaded.
    """
    given = [file for path, data in files for file in _opened(path, data)]
    return crosswalks_from_files(given, canonical_base, quarter)


def load_rbcs(name: str, content: bytes, *, canonical_base: str, release: str | None = None) -> Rbcs:
    """CMS's RBCS in a file: CSV, TSV, XLSX, or a zip with one such file. Raises NotARelease with one sentence."""
    files = list(_opened(name, content))
    if len(files) != 1:
        raise NotARelease(f"{base_name(name)} holds {len(files)} files: unpack it and give the one with the RBCS.")
    file = files[0]
    return rbcs_from_file(file.name, file.content, file.source, canonical_base, release)


def _opened(path: str, content: bytes, is_companion: bool = False) -> Iterator[GivenFile]:
    """The file itself, or the members of an archive; an archive that is a companion of a release stays closed."""
    name = base_name(path)
    source = source_of(name, content)
    if not content.startswith(ZIP_MAGICS):
        _refuse_misnamed(name, content)
        yield GivenFile(path, name, content, source)
        return
    members = _members(name, content)
    if not members:
        raise NotARelease(f"{name} holds no files.")
    if WORKBOOK_MEMBER in members or is_companion:
        yield GivenFile(path, name, content, source)
        return
    for member, unpacked in members.items():
        if unpacked.startswith(ZIP_MAGICS):
            _check_inner_archive(f"{name}/{member}", unpacked)
        yield GivenFile(f"{path}/{member}", f"{name}/{member}", unpacked, replace(source, member=member))


def _refuse_misnamed(name: str, content: bytes) -> None:
    is_page = content.lstrip().startswith(b"<")  # what a website sends in place of a file; refused as that later
    if name.lower().endswith((".zip", ".xlsx")) and content and not is_page:
        raise NotARelease(f"{name} is not a zip or workbook: it is damaged, or something else under that name.")


def _check_inner_archive(name: str, content: bytes) -> None:
    if WORKBOOK_MEMBER not in _members(name, content):
        raise NotARelease(f"{name} is an archive within an archive: unpack the outer one first.")


def _members(name: str, content: bytes) -> dict[str, bytes]:
    """The files of an archive by their paths. Reading them all checks them all. Raises NotARelease."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
            _check_archive(name, infos)
            return {info.filename: archive.read(info) for info in infos if not _is_unseen(info.filename)}
    except NotARelease:
        raise
    except DAMAGE as error:
        raise NotARelease(f"{name} is cut short or damaged: {error}.") from error


def _check_archive(name: str, infos: Sequence[zipfile.ZipInfo]) -> None:
    for info in infos:
        if _leads_outside(info.filename):
            raise NotARelease(f"{name} is refused: it names a file outside itself, {info.filename!r}.")
        if info.flag_bits & 0x1:
            raise NotARelease(f"{name} is encrypted: unpack it with its password first.")
    if len(infos) > MEMBERS_LIMIT:
        raise NotARelease(f"{name} is refused: it holds {len(infos):,} files, CMS's archives hold fewer than ten.")
    # zipfile reads no more of a member than the size stated here, and checks the sum of what it read.
    unpacked = sum(info.file_size for info in infos)
    if unpacked > UNPACKED_LIMIT_BYTES:
        raise NotARelease(f"{name} is refused: it unpacks to {unpacked:,} bytes, more than {UNPACKED_LIMIT_BYTES:,}.")


def _leads_outside(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return parts[0] == "" or ".." in parts or ":" in parts[0]


def _is_unseen(path: str) -> bool:
    return path.startswith(UNSEEN_MEMBERS) or base_name(path).startswith(".")
