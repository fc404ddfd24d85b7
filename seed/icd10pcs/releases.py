"""Input files, CMS's order files or archives with them -> the ICD-10-PCS releases in them."""

from collections.abc import Sequence

from seed.archives import open_files
from seed.icd10.order_file import read_order_file
from seed.icd10.release_files import (
    ReleaseFile,
    ReleaseFiles,
    files_by_release,
    nothing_to_load,
    release_of,
    role_of,
)
from seed.icd10pcs.axes import objection
from seed.icd10pcs.code_system import TITLE, icd10pcs_header
from seed.icd10pcs.concepts import code_system_of
from seed.release import Loaded, Release, SkippedFile


def load_icd10pcs(files: Sequence[tuple[str, bytes]], *, canonical_base: str, version: str | None = None) -> Loaded:
    """The releases in files, the earliest first.

    `version` is a month, YYYY-MM, or a fiscal year, and overrides names. Raises NotARelease with one sentence for a
    file that is not one of these, or whose release is unknown; then nothing is loaded.
    """
    skipped: list[SkippedFile] = []
    found: list[ReleaseFile] = []
    for file in open_files(files):
        role = role_of(file, ("order file",))
        if isinstance(role, SkippedFile):
            skipped.append(role)
        else:
            found.append(ReleaseFile(file, role, release_of(file, version)))
    if not found:
        raise nothing_to_load(TITLE, skipped)
    releases, repeated = files_by_release(found)
    return Loaded(tuple(_release(item, canonical_base) for item in releases), (*skipped, *repeated))


def _release(files: ReleaseFiles, canonical_base: str) -> Release:
    file = files.order_file
    assert file is not None  # the only role here
    listed = read_order_file(file.name, file.content, TITLE, objection)
    code_system = code_system_of(icd10pcs_header(files.version, canonical_base), listed.rows, canonical_base)
    return Release(code_system, file.source, len(listed.rows) + len(listed.rejected), listed.rejected)
