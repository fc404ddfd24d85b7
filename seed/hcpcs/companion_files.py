"""Input files of a companion table -> the table of each quarter.

CMS's zips have a table as a workbook and as CSV, plus other files: in an archive, other files are skipped; on its own,
a file that is not such a table is refused.
"""

from collections.abc import Callable, Sequence

from seed.archives import InputFile, open_files
from seed.hcpcs.companion import Companion
from seed.release import Loaded, NotARelease, ResourceSet, SkippedFile
from terminology.core.counts import counted

ReadFile = Callable[[InputFile], Companion]


def load_companions(files: Sequence[tuple[str, bytes]], title: str, read: ReadFile) -> Loaded:
    """A resource set for each version, oldest first. Raises NotARelease with one sentence; then nothing is loaded."""
    found: dict[str, Companion] = {}
    skipped: list[SkippedFile] = []
    for file in open_files(files):
        try:
            companion = read(file)
        except NotARelease as error:
            if file.source.member is None:
                raise
            skipped.append(SkippedFile(file.name, str(error)))
            continue
        canonical = companion.code_system.header.canonical
        known = found.setdefault(canonical, companion)
        if known.code_system != companion.code_system:
            raise NotARelease(f"{known.source.name} and {file.name} differ for {canonical}.")
        if known is not companion:
            skipped.append(SkippedFile(file.name, f"{canonical} again: {known.source.name} was read"))
    if not found:
        reasons = " ".join(item.reason for item in skipped)
        raise NotARelease(f"The files contain no table of {title}. {reasons}".strip())
    skipped += [_foreign(item) for item in found.values() if item.foreign_rows]
    return Loaded(skipped=tuple(skipped), resource_sets=tuple(_resources(found[key]) for key in sorted(found)))


def _resources(companion: Companion) -> ResourceSet:
    return ResourceSet(
        (companion.code_system, *companion.value_sets),
        companion.source,
        companion.rows_read,
        len(companion.code_system.concepts),
        companion.rejected,
    )


def _foreign(companion: Companion) -> SkippedFile:
    """The number of rows left out, reported along with the skipped files."""
    number = companion.foreign_rows
    rows = f"{counted(number, 'row')} about CPT and CDT codes {'was' if number == 1 else 'were'} left out"
    return SkippedFile(companion.source.name, rows, is_part=True)
