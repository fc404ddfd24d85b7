"""What each loaded release changed about one code, newest first, with old and new text compared word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from terminology.core.changes import Change
from terminology.core.ports import CodeSystemProvider
from terminology.operations.diff import changes_of
from terminology.pages.matched_words import Piece
from terminology.pages.text_changes import compared
from terminology.pages.wording import words_of_name

LABELS = {
    "added": "Added",
    "removed": "No longer listed",
    "terminated": "Last day stated",
    "reactivated": "Valid again",
    "long-text": "Description changed",
    "short-text": "Short description changed",
}


@dataclass(frozen=True, slots=True)
class ChangeNote:
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ReleaseNote:
    """The changes since the previous release; `previous` is None for the first release that lists the code."""

    release: str
    previous: str | None
    changes: tuple[ChangeNote, ...]


def release_notes(releases: Sequence[CodeSystemProvider], code: str) -> tuple[ReleaseNote, ...]:
    """`releases` are the versions of the code system, earliest first."""
    return tuple(reversed(tuple(_notes(releases, code))))


def _notes(releases: Sequence[CodeSystemProvider], code: str) -> Iterator[ReleaseNote]:
    listing: CodeSystemProvider | None = None  # the last release that lists the code
    before: CodeSystemProvider | None = None
    for release in releases:
        lists_code = release.locate(code) is not None
        version = release.header.version or ""
        if listing is None and lists_code:
            yield ReleaseNote(version, None, (ChangeNote("First loaded release that lists the code", ()),))
        elif before is not None and (listing is not None or lists_code):
            changes = _change_notes(before, release, code)
            if changes:
                yield ReleaseNote(version, before.header.version, changes)
        listing = release if lists_code else listing
        before = release


def _change_notes(old: CodeSystemProvider, new: CodeSystemProvider, code: str) -> tuple[ChangeNote, ...]:
    """A code's absence from a release means nothing if the release is a fragment."""
    changes = changes_of(old, new, code)
    if any(item.kind == "removed" for item in changes) and new.header.content != "complete":
        return ()
    return tuple(change_note(item) for item in changes)


def change_note(change: Change) -> ChangeNote:
    label = words_of_name(change.property) if change.property else LABELS.get(change.kind, change.kind)
    if change.kind in ("long-text", "short-text", "added") and change.old and change.new:
        return ChangeNote(label, compared(change.old, change.new))
    if change.kind in ("added", "removed", "terminated"):
        return ChangeNote(label, (Piece(change.new or change.old or ""),))
    deleted = (Piece(change.old, "del"),) if change.old else ()
    inserted = (Piece(change.new, "ins"),) if change.new else ()
    return ChangeNote(label, (*deleted, *((Piece(" "),) if deleted and inserted else ()), *inserted))
