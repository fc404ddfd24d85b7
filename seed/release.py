"""The result of every loader in `seed/`: content with its provenance, and the rejected rows.

Loaders take a file's bytes and name; they never open files or read clocks or settings.
"""

import hashlib
from dataclasses import dataclass

from terminology.core.concept_maps import ConceptMap
from terminology.core.model import CodeSystem, Header
from terminology.core.value_sets import ValueSet


@dataclass(frozen=True, slots=True)
class Source:
    """The input file that content came from. `name` is the file's name without folders.

    For an archive, `member` is the path of the file inside it; hash and size are the archive's.
    """

    name: str
    sha256: str
    size_bytes: int
    member: str | None = None


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that is not a valid record. `line` counts from 1, as in an editor or spreadsheet."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Release:
    """One version of a code system from its publisher's file.

    `rows_read` counts the rows below the header, not the concepts: a first line and its continuations are several rows,
    and CMS's sheets of 2019 to 2023 still have one continuation, that of G0503.
    `companions` are other files that were read for it, such as the release's NOC list.
    """

    code_system: CodeSystem
    source: Source
    rows_read: int
    rejected: tuple[RejectedRow, ...] = ()
    companions: tuple[Source, ...] = ()

    @property
    def header(self) -> Header:
        return self.code_system.header

    @property
    def count(self) -> int:
        return len(self.code_system.concepts)


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """An input file that was skipped, and what it is; `name` is `archive/member` for a member.

    `is_part`: the file was read, except for the part in `reason`.
    """

    name: str
    reason: str
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class ResourceSet:
    """Content other than a code system release: supplements, value sets, concept maps, the main resource first.

    `count` is the size of the main resource, in the unit of its source.
    """

    resources: tuple[CodeSystem | ValueSet | ConceptMap, ...]
    source: Source
    rows_read: int
    count: int
    rejected: tuple[RejectedRow, ...] = ()
    companions: tuple[Source, ...] = ()

    @property
    def header(self) -> Header:
        return self.resources[0].header


@dataclass(frozen=True, slots=True)
class FileNote:
    """A remark about a file, a word or a sentence."""

    source: Source
    text: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """The content of a set of files: the releases, oldest version first, and the skipped files.

    `read` describes what was read from each file, if that differs from what is loaded; `notes` are remarks for the
    user; `refused` are files that were not loaded although others were.
    """

    releases: tuple[Release, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()
    resource_sets: tuple[ResourceSet, ...] = ()
    read: tuple[FileNote, ...] = ()
    notes: tuple[FileNote, ...] = ()
    refused: tuple[FileNote, ...] = ()

    @property
    def contents(self) -> tuple[Release | ResourceSet, ...]:
        return (*self.releases, *self.resource_sets)


class NotARelease(ValueError):
    """The loader cannot read the file. The message is one sentence for the user."""


def source_of(name: str, content: bytes) -> Source:
    return Source(name=name, sha256=hashlib.sha256(content).hexdigest(), size_bytes=len(content))
