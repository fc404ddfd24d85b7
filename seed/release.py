"""What every loader in `seed/` gives back: content with its provenance, and the rows it had to reject.

Loaders take the bytes of a file and its name; they never open files, read clocks or settings.
"""

import hashlib
from dataclasses import dataclass

from terminology.core.concept_maps import ConceptMap
from terminology.core.model import CodeSystem, Header
from terminology.core.value_sets import ValueSet


@dataclass(frozen=True, slots=True)
class Source:
    """The file that content came from, as it was given. `name` is the file's name without folders.

    `member` is the path of the file inside it that was read, when it is an archive; hash and size are the archive's.
    """

    name: str
    sha256: str
    size_bytes: int
    member: str | None = None


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that should have been a record and is not. `line` counts from 1, as an editor or a sheet does."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Release:
    """One version of a code system as its publisher's file states it.

    `rows_read` counts the rows below the header, not the concepts: a first line and its continuations are several rows,
    and CMS's sheets of 2019 to 2023 keep one continuation, that of G0503.
    `companions` are further files that were read for it, such as a list of codes that belongs to the release.
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
    """A file that was given and not read, and what it is instead; `name` is `archive/member` for a member.

    `is_part`: the file was read, but for what `reason` names.
    """

    name: str
    reason: str
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class ResourceSet:
    """What a file says that is no code system of its own: supplements, value sets, concept maps, the main one first.

    `count` is how many things the main one holds, in what its source counts.
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
    """Something to say about a file, in a sentence or a word."""

    source: Source
    text: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a set of files holds: its releases, oldest version first, and the files that are none.

    `read` says of each file what was read of it, where there is more to say than what is loaded; `notes` are what a
    person should see; `refused` are files that were not taken though others were.
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
    """The file is not what the loader reads. The message is one sentence for the person who gave the file."""


def source_of(name: str, content: bytes) -> Source:
    return Source(name=name, sha256=hashlib.sha256(content).hexdigest(), size_bytes=len(content))
