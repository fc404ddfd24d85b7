"""What every loader in `seed/` gives back: concepts with their provenance, and the rows it had to reject.

Loaders take the bytes of a file and its name; they never open files, read clocks or settings.
"""

import hashlib
from dataclasses import dataclass

from terminology.core.model import CodeSystem


@dataclass(frozen=True, slots=True)
class Source:
    """The file that content came from. `name` is the file's name without folders."""

    name: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that should have been a record and is not. `line` counts from 1, as an editor or a sheet does."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Release:
    """One version of a code system as its publisher's file states it."""

    code_system: CodeSystem
    source: Source
    rows_read: int
    rejected: tuple[RejectedRow, ...] = ()


class NotARelease(ValueError):
    """The file is not what the loader reads. The message is one sentence for the person who gave the file."""


def source_of(name: str, content: bytes) -> Source:
    return Source(name=name, sha256=hashlib.sha256(content).hexdigest(), size_bytes=len(content))
