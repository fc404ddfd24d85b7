"""Codes for items without a specific code ("not otherwise classified"): CMS's NOC list, and the words that imply it.

CMS posts the list with each release as PRN or TXT (a code at the start of the line, long text cut off or on several
lines), as XLSX and as CSV.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from seed.archives import InputFile
from seed.hcpcs.records import DENTAL, PROCEDURE
from seed.hcpcs.release_file import Form, form_of, lines_of
from seed.release import NotARelease, SkippedFile, Source

# Unlike releases: the text forms of a list cut descriptors and, in 2017, were never edited.
BEST_FORMS: tuple[Form, ...] = ("workbook", "comma-separated", "tab-separated", "fixed-width")

LISTED_CODE = re.compile(r'[ \t"]*([A-Z][0-9]{4})\b')

# Measured on the lists of 2017, 2019 and July 2024: these words miss 12, 7 and 11 of 139, 139 and 159 listed codes,
# which CMS lists because of other words, and find one to three that CMS does not list. In quality measures "reason not
# otherwise specified" is about the reason, and nsclc-nos is a tumour type.
NOC_WORDS = re.compile(
    r"(?<!reason )\bnot[ -](?:otherwise|elsewhere)[ -](?:classified|specified)\b"
    r"|\b(?:unclassified|unlisted|unspecified|miscellaneous|noc)\b|(?<!-)\bnos\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NocList:
    """The codes of a release's list, their source file, and the files that were not used."""

    codes: frozenset[str] = frozenset()
    sources: tuple[Source, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()


def is_not_otherwise_classified(long_description: str) -> bool:
    return NOC_WORDS.search(long_description) is not None


def read_noc_codes(name: str, content: bytes) -> frozenset[str]:
    """The codes of a NOC list. Raises NotARelease if the file is not one, or not CMS's edited list."""
    codes = {match[1] for line in lines_of(name, content) if (match := LISTED_CODE.match(line))}
    if not codes:
        raise NotARelease(f"{name} lists no HCPCS codes.")
    # The text form of 2017 is an unedited search for "no" in every descriptor, dental ones among them: 991 codes,
    # while the workbook has the 139 intended ones.
    if any(DENTAL.fullmatch(code) for code in codes):
        raise NotARelease(f"{name} is not CMS's edited list of NOC codes: it holds dental codes.")
    return frozenset(code for code in codes if PROCEDURE.fullmatch(code))


def read_noc_lists(files: Iterable[InputFile]) -> NocList:
    """The list of one release, from its best usable file; empty if none is usable."""
    skipped: list[SkippedFile] = []
    ranked = sorted(files, key=lambda file: BEST_FORMS.index(form_of(file.content)))
    for place, file in enumerate(ranked):
        try:
            codes = read_noc_codes(file.name, file.content)
        except NotARelease as error:
            skipped.append(SkippedFile(file.name, f"not used: {error}"))
            continue
        again = f"the list of NOC codes again: {file.name} was read"
        skipped += [SkippedFile(other.name, again) for other in ranked[place + 1 :]]
        return NocList(codes, (file.source,), tuple(skipped))
    return NocList(skipped=tuple(skipped))
