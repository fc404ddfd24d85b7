"""What every loader in `seed/` gives back: concepts with their provenance, and the rows it had to reject.

Loaders take the bytes of a file and its name; they never open files, read clocks or settings.
"""

import hashlib
from dataclasses import dataclass

from terminology.core.model import CodeSystem


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


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that was given and not read, and what it is instead; `name` is `archive/member` for a member."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a set of files holds: its releases, oldest version first, and the files that are none."""

    releases: tuple[Release, ...]
    skipped: tuple[SkippedFile, ...] = ()


class NotARelease(ValueError):
    """The file is not what the loader reads. The message is one sentence for the person who gave the file."""


def source_of(name: str, content: bytes) -> Source:
    return Source(name=name, sha256=hashlib.sha256(content).hexdigest(), size_bytes=len(content))
