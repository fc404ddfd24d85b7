"""The content that notices cover, and its changes since the last check. Pure.

code systems    each `url|version` that is not a draft: a new one was published
value sets      imported ones by `url|version` and import time; written ones commit by commit
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from terminology.core.subscriptions import Topic
from terminology.library.resources import ResourceEntry
from terminology.library.snapshots import Snapshot
from terminology.library.written import HistoryEntry


@dataclass(frozen=True, slots=True)
class NoticedContent:
    """`sequence` counts the checks that found changes; `commit` is the last one checked.

    `code_systems` and `value_sets` map canonicals to the served id and the import time.
    """

    sequence: int
    commit: int
    code_systems: Mapping[str, tuple[str, str]]
    value_sets: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ContentChange:
    """`url` is what filters match; `detail` distinguishes changes of one url."""

    topic: Topic
    url: str
    focus: str
    detail: str


def content_of(snapshot: Snapshot, sequence: int) -> NoticedContent:
    published = (entry for entry in snapshot.resources.entries("CodeSystem") if entry.header.status != "draft")
    imported = (entry for entry in snapshot.resources.entries("ValueSet") if not entry.is_written)
    return NoticedContent(sequence, snapshot.written, _by_canonical(published), _by_canonical(imported))


def _by_canonical(entries: Iterable[ResourceEntry]) -> dict[str, tuple[str, str]]:
    return {entry.header.canonical: (entry.id, _stamp(entry.last_updated)) for entry in entries}


def _stamp(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def changes_between(
    before: NoticedContent, after: NoticedContent, log: Sequence[HistoryEntry]
) -> tuple[ContentChange, ...]:
    """In order: published code systems, imported value sets, then writes, commit by commit."""
    return (*_published(before, after), *_imported(before, after), *_written(before.commit, after.commit, log))


def _published(before: NoticedContent, after: NoticedContent) -> Iterator[ContentChange]:
    for canonical, (id, _) in after.code_systems.items():
        if canonical not in before.code_systems:
            url = canonical.partition("|")[0]
            yield ContentChange("code-system-version-published", url, f"CodeSystem/{id}", canonical)


def _imported(before: NoticedContent, after: NoticedContent) -> Iterator[ContentChange]:
    for canonical in dict.fromkeys((*after.value_sets, *before.value_sets)):
        was, is_now = before.value_sets.get(canonical), after.value_sets.get(canonical)
        if was is None or is_now is None or was[1] != is_now[1]:
            id, stamp = is_now or was or ("", "")
            detail = f"{canonical} {stamp if is_now else 'removed'}"
            yield ContentChange("value-set-changed", canonical.partition("|")[0], f"ValueSet/{id}", detail)


def _written(after: int, up_to: int, log: Sequence[HistoryEntry]) -> Iterator[ContentChange]:
    new = [*takewhile(lambda entry: entry.commit > after, reversed(log))][::-1]
    urls = _urls(log[: len(log) - len(new)], {entry.version.key for entry in new if entry.version.is_deleted})
    for entry in new:
        version = entry.version
        if version.type != "ValueSet" or entry.commit > up_to:
            continue
        url = version.url or urls.get(version.key)
        urls[version.key] = url
        if url:
            yield ContentChange("value-set-changed", url, f"ValueSet/{version.id}", version.reference)


def _urls(log: Sequence[HistoryEntry], keys: set[tuple[str, str]]) -> dict[tuple[str, str], str | None]:
    """The urls of these resources, as a deletion does not state them."""
    found: dict[tuple[str, str], str | None] = {}
    for entry in reversed(log) if keys else ():
        if entry.version.key in keys and not entry.version.is_deleted:
            found.setdefault(entry.version.key, entry.version.url)
    return found
