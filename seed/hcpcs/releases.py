"""Input files -> the releases in them.

A release comes in several formats, with a NOC list and other files; the input can have many releases. The TXT is
authoritative, then the workbook, then derived files; a later posting overrides all of them.
"""

from collections.abc import Iterable, Sequence

from seed.archives import InputFile, open_files
from seed.hcpcs.code_system import check_version, first_day, hcpcs_header
from seed.hcpcs.concepts import concepts_from_records
from seed.hcpcs.file_names import companion_from_name, posting_from_name, version_from_path
from seed.hcpcs.noc import read_noc_lists
from seed.hcpcs.records import Record, is_foreign, records_from_rows
from seed.hcpcs.release_file import Form, form_of, read_rows
from seed.hcpcs.rows import Rows
from seed.hcpcs.sorted_files import sort_files
from seed.release import Loaded, NotARelease, RejectedRow, Release, SkippedFile
from terminology.core.model import CodeSystem, ContentMode

BEST_FORMS: tuple[Form, ...] = ("fixed-width", "workbook", "comma-separated", "tab-separated")
# Two modifiers of 2018 were listed too early; more than a few such records mean that the release is wrong.
FEW_RECORDS = 10
FEW_PERCENT = 1


def load_hcpcs(
    files: Sequence[tuple[str, bytes]],
    *,
    canonical_base: str,
    release: str | None = None,
    content: ContentMode = "complete",
) -> Loaded:
    """The HCPCS Level II releases in files, oldest first.

    `files` are names and contents: CMS's zip, TXT, XLSX, CSV or TSV, with or without companion files. A name may be a
    path: if the file name does not contain the release, the last two folders may. `release` (YYYY-MM) overrides the
    names. `content` is `fragment` for an excerpt. Raises NotARelease with one sentence;
    then nothing is loaded.
    """
    opened = open_files(files, lambda path: bool(companion_from_name(path)))
    return load_releases(opened, release, canonical_base, content)


def load_releases(
    files: Sequence[InputFile], version: str | None, canonical_base: str, content: ContentMode = "complete"
) -> Loaded:
    """The releases in the files, oldest first; `version` (YYYY-MM) overrides the release in the names.

    Raises NotARelease if a file is neither a release nor a known companion, if the release of a file cannot be
    determined, or if no file is a release: then nothing is loaded.
    """
    if version is not None:
        check_version(version)
    supplied = sort_files(files)
    by_version = _by_version(supplied.releases, version)
    noc_lists = [(file, _version_of_noc_list(file, version, by_version)) for file in supplied.noc_lists]
    skipped = list(supplied.skipped)
    skipped += [
        SkippedFile(file.name, "a list of NOC codes without its release")
        for file, its_version in noc_lists
        if its_version not in by_version
    ]
    releases = []
    for its_version, candidates in sorted(by_version.items()):
        chosen = max(candidates, key=_rank)  # among equals, the first input file
        again = f"release {its_version} again: {chosen.name} was read"
        skipped += [SkippedFile(file.name, again) for file in candidates if file is not chosen]
        noc = read_noc_lists(file for file, its in noc_lists if its == its_version)
        skipped += noc.skipped
        records, rejected, rows_read = _read_release(chosen, its_version)
        concepts = concepts_from_records(records, first_day(its_version), canonical_base, noc.codes)
        header = hcpcs_header(its_version, canonical_base, content, has_noc_list=bool(noc.codes))
        code_system = CodeSystem(header, concepts)
        releases.append(Release(code_system, chosen.source, rows_read, rejected, noc.sources))
    return Loaded(tuple(releases), tuple(skipped))


def _by_version(files: Sequence[InputFile], version: str | None) -> dict[str, list[InputFile]]:
    named = {version_from_path(file.path) for file in files} - {None}
    if version is not None and len(named) > 1:
        raise NotARelease(
            f"The files cannot all be release {version}: they are named {', '.join(sorted(map(str, named)))}."
        )
    by_version: dict[str, list[InputFile]] = {}
    for file in files:
        its_version = version or version_from_path(file.path)
        if its_version is None:
            raise NotARelease(_unnamed(file))
        by_version.setdefault(its_version, []).append(file)
    return by_version


def _unnamed(file: InputFile) -> str:
    records, _ = _records(file.name, read_rows(file.name, file.content))
    latest = max(record.details["added_date"][0] for record in records)
    return (
        f"The name {file.name} does not say which release it is: use --release YYYY-MM "
        f"(its last code was added in {latest[:4]}-{latest[4:6]})."
    )


def _rank(file: InputFile) -> tuple[tuple[int, int], int]:
    return posting_from_name(file.path), -BEST_FORMS.index(form_of(file.content))


def _version_of_noc_list(file: InputFile, version: str | None, loaded: Iterable[str]) -> str | None:
    """The release of a NOC list: from the option, from its name, or the only one in the input."""
    versions = list(loaded)
    return version or version_from_path(file.path) or (versions[0] if len(versions) == 1 else None)


def _read_release(file: InputFile, version: str) -> tuple[tuple[Record, ...], tuple[RejectedRow, ...], int]:
    """The records of a release file, its rejected rows, and its number of rows."""
    rows = read_rows(file.name, file.content)
    records, rejected = _records(file.name, rows)
    _check_dates(file.name, version, records)
    return records, rejected, len(rows.rows) + len(rows.rejected)


def _records(name: str, rows: Rows) -> tuple[tuple[Record, ...], tuple[RejectedRow, ...]]:
    """The records of a file. Raises NotARelease if most rows are not records."""
    records, rejected = records_from_rows(rows)
    if len(rejected) < len(records):
        return records, rejected
    foreign = sum(1 for row in rows.rows if is_foreign(row.first("code")))
    if foreign > len(rows.rows) / 2:
        raise NotARelease(
            f"{name} is a CPT or dental (CDT) file: {foreign:,} of its {len(rows.rows):,} rows are the AMA's or ADA's."
        )
    first = rejected[0]
    raise NotARelease(
        f"{name} is not a HCPCS release: {len(rejected):,} of its {len(rows.rows):,} rows are no records, "
        f"the first in line {first.line}: {first.reason}."
    )


def _check_dates(name: str, version: str, records: Sequence[Record]) -> None:
    last_day = version.replace("-", "") + "31"
    later = [record for record in records if record.details["added_date"][0] > last_day]
    if len(later) > FEW_RECORDS and len(later) > len(records) * FEW_PERCENT / 100:
        raise NotARelease(
            f"{name} cannot be release {version}: {len(later):,} of its codes were added later, {later[0].code} first."
        )
