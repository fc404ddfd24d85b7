"""Input files -> the ICD-10-CM releases in them.

CMS's order file is authoritative for codes, billability and descriptions; CDC's tabular list adds chapters, blocks and
notes. Either is enough.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from seed.archives import InputFile
from seed.icd10.order_file import read_order_file
from seed.icd10.release_files import ReleaseFiles, Role, read_release_files
from seed.icd10.release_month import ReleaseName
from seed.icd10cm.code_system import TITLE, icd10cm_header
from seed.icd10cm.codes import objection
from seed.icd10cm.concepts import code_system_of
from seed.icd10cm.entries import Entry, entries_from_order_file, join
from seed.icd10cm.tabular_list import TabularList, read_tabular_list
from seed.release import Loaded, NotARelease, RejectedRow, Release


def load_icd10cm(files: Sequence[tuple[str, bytes]], *, canonical_base: str, version: str | None = None) -> Loaded:
    """The releases in files (order files, tabular lists, archives of them), the earliest first.

    `version` is a month, YYYY-MM, or a fiscal year, and overrides names. Raises NotARelease with one sentence for a
    file that is not one of these, or whose release is unknown; then nothing is loaded.
    """
    tabular_lists: dict[str, TabularList] = {}

    def stated_in(file: InputFile, role: Role, named: ReleaseName | None) -> ReleaseName | None:
        if role == "order file":
            return named
        read = tabular_lists[file.name] = read_tabular_list(file.name, file.content)
        return _with_heading(file, named, read.fiscal_year)

    releases, skipped = read_release_files(files, version, TITLE, ("order file", "tabular list"), stated_in)
    return Loaded(tuple(_release(item, tabular_lists, canonical_base) for item in releases), skipped)


def _with_heading(file: InputFile, stated: ReleaseName | None, fiscal_year: int | None) -> ReleaseName | None:
    """The fiscal year in a tabular list overrides its name and the `--version` option."""
    if fiscal_year is None:
        return stated
    if stated is not None and stated.fiscal_year != fiscal_year:
        raise NotARelease(
            f"{file.name} cannot be release {stated.first_month}: its heading says fiscal year {fiscal_year}."
        )
    return stated or ReleaseName(fiscal_year)


def _release(files: ReleaseFiles, tabular_lists: dict[str, TabularList], canonical_base: str) -> Release:
    """From the order file, the tabular list, or both; if there are both, the order file is the source."""
    header = icd10cm_header(files.version)
    parts = [_Part.of_order_file(files.order_file)] if files.order_file else []
    if files.tabular_list:
        parts.append(_Part.of_tabular_list(files.tabular_list, tabular_lists[files.tabular_list.name]))
    first, *others = parts
    entries, rejected = first.entries, first.rejected
    for other in others:
        entries, extra = join(entries, other.entries, first.file.name, other.file.name)
        rejected = (*rejected, *_in_file(other.file.name, (*other.rejected, *extra)))
    companions = tuple(other.file.source for other in others)
    code_system = code_system_of(header, entries, canonical_base)
    return Release(code_system, first.file.source, first.rows_read, rejected, companions)


@dataclass(frozen=True, slots=True)
class _Part:
    """One file's data about a release."""

    file: InputFile
    entries: tuple[Entry, ...]
    rejected: tuple[RejectedRow, ...]

    @property
    def rows_read(self) -> int:
        return len(self.entries) + len(self.rejected)

    @staticmethod
    def of_order_file(file: InputFile) -> "_Part":
        listed = read_order_file(file.name, file.content, TITLE, objection)
        return _Part(file, entries_from_order_file(listed.rows), listed.rejected)

    @staticmethod
    def of_tabular_list(file: InputFile, listed: TabularList) -> "_Part":
        return _Part(file, listed.entries, listed.rejected)


def _in_file(name: str, rejected: Iterable[RejectedRow]) -> Iterator[RejectedRow]:
    """Rows of the companion, labeled to distinguish them from those of the release's source."""
    return (RejectedRow(row.line, f"{name}: {row.reason}") for row in rejected)
