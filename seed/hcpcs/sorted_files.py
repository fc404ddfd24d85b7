"""Sorts input files by kind: releases, NOC lists, and companion files, which are skipped."""

from collections.abc import Sequence
from dataclasses import dataclass

from seed.archives import InputFile
from seed.hcpcs.file_names import companion_from_name, companion_from_opening, is_noc_opening, kind_from_name
from seed.hcpcs.release_file import lines_of
from seed.release import NotARelease, SkippedFile

TITLE_LINES = 15


@dataclass(frozen=True, slots=True)
class SortedFiles:
    """The files by kind; anything but a known companion counts as a release, and is refused later if it is not one."""

    releases: tuple[InputFile, ...]
    noc_lists: tuple[InputFile, ...]
    skipped: tuple[SkippedFile, ...]


def sort_files(files: Sequence[InputFile]) -> SortedFiles:
    """Sorts the files by name or, if the name is unknown, by their first lines.

    Raises NotARelease if none is a release: the message says what each file is.
    """
    releases, noc_lists, skipped = [], [], []
    for file in files:
        kind = kind_from_name(file.path)
        companion = companion_from_name(file.path)
        if kind is None and companion is None:
            lines = lines_of(file.name, file.content)[:TITLE_LINES]
            companion = companion_from_opening(lines)
            kind = "noc" if is_noc_opening(lines) else "release"
        if companion is not None:
            skipped.append(SkippedFile(file.name, companion))
        elif kind == "noc":
            noc_lists.append(file)
        else:
            releases.append(file)
    if not releases:
        raise NotARelease(_nothing_to_load(noc_lists, skipped))
    return SortedFiles(tuple(releases), tuple(noc_lists), tuple(skipped))


def _nothing_to_load(noc_lists: Sequence[InputFile], skipped: Sequence[SkippedFile]) -> str:
    found = [f"{file.name} is {file.reason}" for file in skipped]
    found += [f"{file.name} is a list of NOC codes: import it together with its release" for file in noc_lists]
    if not found:
        return "There are no input files."
    if len(found) == 1:
        return f"{found[0]}: there is no HCPCS release in it."
    return f"None of the files is a HCPCS release: {'; '.join(found)}."
