"""Input files of the ASP crosswalk -> the crosswalk of each quarter.

CMS's zip has the ASP crosswalk and those for AWP, OPPS, NOC and PrEP, some of them as a workbook and as CSV.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from seed.archives import InputFile, open_files
from seed.ndc.crosswalk import Crosswalk, crosswalk_from_file
from seed.release import NotARelease, SkippedFile


@dataclass(frozen=True, slots=True)
class LoadedCrosswalks:
    """The crosswalks, oldest quarter first, and the skipped members of archives."""

    crosswalks: tuple[Crosswalk, ...]
    skipped: tuple[SkippedFile, ...] = ()


def load_crosswalks(
    files: Sequence[tuple[str, bytes]], *, canonical_base: str, quarter: str | None = None
) -> LoadedCrosswalks:
    """CMS's ASP NDC-HCPCS crosswalks in files: CMS's zip, XLSX, CSV or TSV. All must be of `quarter` (YYYY-MM), if set.

    Raises NotARelease with one sentence; then nothing is loaded.
    """
    return crosswalks_from_files(open_files(files), canonical_base, quarter)


def crosswalks_from_files(
    files: Sequence[InputFile], canonical_base: str, quarter: str | None = None
) -> LoadedCrosswalks:
    """The crosswalk in each file. `quarter` (YYYY-MM) is the required quarter of all files.

    In an archive, other files are skipped. Raises NotARelease, with one sentence, if another file is not a crosswalk,
    if an archive has none, or if two files of one quarter differ.
    """
    found: dict[str, Crosswalk] = {}
    skipped: list[SkippedFile] = []
    for file in files:
        try:
            crosswalk = crosswalk_from_file(file.name, file.content, file.source, canonical_base, quarter)
        except NotARelease as error:
            if file.source.member is None:
                raise
            skipped.append(SkippedFile(file.name, str(error)))
            continue
        version = crosswalk.concept_map.header.version or ""
        known = found.setdefault(version, crosswalk)
        if known.concept_map != crosswalk.concept_map:
            raise NotARelease(f"{known.source.name} and {file.name} differ for the quarter {version}.")
        if known is not crosswalk:
            skipped.append(SkippedFile(file.name, f"the quarter {version} again: {known.source.name} was read"))
    if not found:
        reasons = " ".join(item.reason for item in skipped)
        raise NotARelease(f"There is no ASP NDC-HCPCS crosswalk in the input files. {reasons}".strip())
    return LoadedCrosswalks(tuple(found[version] for version in sorted(found)), tuple(skipped))
