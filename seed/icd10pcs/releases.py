"""Input files, CMS's order files or archives with them -> the ICD-10-PCS releases in them."""

from collections.abc import Sequence

from seed.icd10.order_file import read_order_file
from seed.icd10.release_files import ReleaseFiles, read_release_files
from seed.icd10pcs.axes import objection
from seed.icd10pcs.code_system import TITLE, icd10pcs_header
from seed.icd10pcs.concepts import code_system_of
from seed.release import Loaded, Release


def load_icd10pcs(files: Sequence[tuple[str, bytes]], *, canonical_base: str, version: str | None = None) -> Loaded:
    """The releases in files, the earliest first.

    `version` is a month, YYYY-MM, or a fiscal year, and overrides names. Raises NotARelease with one sentence for a
    file that is not one of these, or whose release is unknown; then nothing is loaded.
    """
    releases, skipped = read_release_files(files, version, TITLE, ("order file",))
    return Loaded(tuple(_release(item, canonical_base) for item in releases), skipped)


def _release(files: ReleaseFiles, canonical_base: str) -> Release:
    file = files.order_file
    assert file is not None  # the only role here
    listed = read_order_file(file.name, file.content, TITLE, objection)
    code_system = code_system_of(icd10pcs_header(files.version, canonical_base), listed.rows, canonical_base)
    return Release(code_system, file.source, len(listed.rows) + len(listed.rejected), listed.rejected)
