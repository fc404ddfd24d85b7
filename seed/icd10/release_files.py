"""Input files -> the files of each release: an order file, a tabular list, or both.

CMS's and CDC's archives have more files; known companions are skipped with a reason.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from seed.archives import InputFile, base_name, open_files
from seed.icd10.release_month import ReleaseName, fiscal_year_of, parse_version, release_name_of
from seed.release import NotARelease, SkippedFile

Role = Literal["order file", "tabular list"]

HEAD_BYTES = 8192
ROOT = re.compile(r"<([A-Za-z][\w.-]*)")
TABULAR_ROOT = "ICD10CM.tabular"
COMPANION_ROOTS = {
    "ICD10CM.index": "an index of ICD-10-CM",
    "ICD10PCS.tabular": "the tables of ICD-10-PCS",
    "ICD10PCS.index": "the index of ICD-10-PCS",
    "ICD10PCS.definitions": "the definitions of ICD-10-PCS",
}
COMPANION_NAMES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"addend"), "a list of changes (addenda)"),
    (re.compile(r"\.pdf$"), "a PDF document"),
    (re.compile(r"\.xsd$|\.dtd$"), "a schema"),
    (re.compile(r"read.?me"), "a read-me"),
    (re.compile(r"(?:cm|pcs)[-_ ]?codes[-_ ]"), "a list of codes without their headers"),
    (re.compile(r"conversion"), "a conversion table"),
)


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A file with codes. `stated` is the release in its name or heading, if any."""

    file: InputFile
    role: Role
    stated: ReleaseName | None


@dataclass(frozen=True, slots=True)
class ReleaseFiles:
    """The input files of the release effective from the month `version`; at least one of the two."""

    version: str
    order_file: InputFile | None
    tabular_list: InputFile | None


def read_release_files(
    files: Sequence[tuple[str, bytes]],
    version: str | None,
    title: str,
    roles: Sequence[Role],
    stated_in: Callable[[InputFile, Role, ReleaseName | None], ReleaseName | None] = lambda _file, _role, named: named,
) -> tuple[tuple[ReleaseFiles, ...], tuple[SkippedFile, ...]]:
    """The releases in files or archives, the earliest first, and the files that are skipped.

    `version` is a month, YYYY-MM, or a fiscal year, and wins over names; `stated_in` may read a file's own heading.
    Raises NotARelease with one sentence for any other file, and for a file whose release is unknown.
    """
    skipped: list[SkippedFile] = []
    found: list[ReleaseFile] = []
    for file in open_files(files):
        role = role_of(file, roles)
        if isinstance(role, SkippedFile):
            skipped.append(role)
        else:
            found.append(ReleaseFile(file, role, stated_in(file, role, release_of(file, version))))
    if not found:
        raise nothing_to_load(title, skipped)
    releases, repeated = files_by_release(found)
    return releases, (*skipped, *repeated)


def role_of(file: InputFile, roles: Sequence[Role]) -> Role | SkippedFile:
    """The kind of a file; anything but a known companion counts as an order file, and is refused if it is not one."""
    root = _xml_root(file.content)
    if root == TABULAR_ROOT and "tabular list" in roles:
        return "tabular list"
    reason = COMPANION_ROOTS.get(root)
    if root == TABULAR_ROOT:
        reason = "the tabular list of ICD-10-CM"
    if reason is None and not root:
        name = base_name(file.name).lower()
        reason = next((what for pattern, what in COMPANION_NAMES if pattern.search(name)), None)
    return "order file" if reason is None else SkippedFile(file.name, reason)


def release_of(file: InputFile, version: str | None) -> ReleaseName | None:
    """The release of a file: from the option, else from its name.

    If the option is a fiscal year, a month of that year in the name completes it.
    """
    named = release_name_of(file.path)
    if version is None:
        return named
    mentioned = parse_version(version)
    return named if named and mentioned.month is None and named.fiscal_year == mentioned.fiscal_year else mentioned


def files_by_release(
    files: Iterable[ReleaseFile],
) -> tuple[tuple[ReleaseFiles, ...], tuple[SkippedFile, ...]]:
    """The releases, earliest first, and the files that repeat one.

    A tabular list that states only the fiscal year belongs to the one release of that year without a tabular list.
    Raises NotARelease if the release of a file is unknown.
    """
    releases: dict[str, dict[Role, InputFile]] = {}
    skipped = []
    for item in sorted(files, key=_by_certainty):
        version = _version(item, releases)
        first = releases.setdefault(version, {}).setdefault(item.role, item.file)
        if first is not item.file:
            skipped.append(SkippedFile(item.file.name, f"release {version} again: {first.name} was read"))
    found = (
        ReleaseFiles(version, roles.get("order file"), roles.get("tabular list"))
        for version, roles in sorted(releases.items())
    )
    return tuple(found), tuple(skipped)


def _by_certainty(item: ReleaseFile) -> tuple[bool, Role]:
    return (item.stated is None or item.stated.month is None, item.role)


def _version(item: ReleaseFile, releases: dict[str, dict[Role, InputFile]]) -> str:
    stated = item.stated
    if stated is None:
        raise NotARelease(
            f"The name {item.file.name} does not say which release it is: use --version YYYY-MM with the month from "
            "which it is in force, or with its fiscal year."
        )
    if item.role == "tabular list" and stated.month is None:
        of_year = [
            version
            for version, roles in releases.items()
            if fiscal_year_of(version) == stated.fiscal_year and item.role not in roles
        ]
        if len(of_year) == 1:
            return of_year[0]
    return stated.first_month


def _xml_root(content: bytes) -> str:
    """The name of the first element, empty for what does not look like XML."""
    head = content[:HEAD_BYTES]
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    text = head.decode(encoding, errors="replace").removeprefix("ï»¿").lstrip()
    found = ROOT.search(text) if text.startswith("<") else None
    return found[1] if found else ""


def nothing_to_load(title: str, skipped: Sequence[SkippedFile]) -> NotARelease:
    found = "; ".join(f"{file.name} is {file.reason}" for file in skipped)
    return NotARelease(
        f"There is no release of {title} in the input files: {found}." if found else "There are no input files."
    )
