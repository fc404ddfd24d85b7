"""Written: everything written over REST, from the commits: histories, heads, and the owner of each url.

It changes only on the event loop, one commit at a time, and its lists only grow, so other threads may read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from terminology.core.errors import Deleted, TerminologyError
from terminology.core.issues import Issue
from terminology.library.commits import Author, Commit, ResourceVersion
from terminology.library.resources import ResourceEntry, unknown_resource

Key = tuple[str, str]  # type, id
ANYTHING = "*"
Canonical = tuple[str, str, str | None]  # type, url, version


class Change(NamedTuple):
    """The latest commit that touched something, and its time."""

    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A version, its author and time, and the storage key of its text."""

    version: ResourceVersion
    commit: int
    at: datetime
    author: Author
    text_key: str


@dataclass(frozen=True, slots=True)
class WrittenResource:
    """A head that is not deleted: its index entry, and the urls it references."""

    version: ResourceVersion
    entry: ResourceEntry
    references: frozenset[str]


@dataclass(slots=True)
class Written:
    """`number` is that of the last commit.

    `changes` has the last commit that touched a name: `*` for anything, `ValueSet` for any of the type, `ValueSet/x`
    for the resource with this id, `ValueSet u` for those that have or had this url, `to u` for those that reference or
    referenced it, `ValueSet= i` for those that have or had this identifier, `ValueSet=` for any identifier, as those of
    long-deleted resources are unknown.
    """

    number: int = 0
    at: datetime | None = None
    log: list[HistoryEntry] = field(default_factory=list)
    histories: dict[Key, list[HistoryEntry]] = field(default_factory=dict)
    holders: dict[Canonical, str] = field(default_factory=dict)
    resources: dict[Key, WrittenResource] = field(default_factory=dict)
    referrers: dict[str, set[Key]] = field(default_factory=dict)  # by url without a version
    changes: dict[str, Change] = field(default_factory=dict)

    def find_head(self, type: str, id: str) -> HistoryEntry | None:
        """The last version, which may be a deletion."""
        history = self.histories.get((type, id))
        return history[-1] if history else None

    def missing(self, type: str, id: str) -> TerminologyError:
        """The error for a resource that does not exist: Deleted or UnknownResource."""
        if self.find_head(type, id) is not None:
            return Deleted(Issue("error", "deleted", f"{type}/{id} was deleted; its history is still available"))
        return unknown_resource(type, id)

    def history(self, type: str, id: str) -> tuple[HistoryEntry, ...]:
        """Oldest first."""
        return tuple(self.histories.get((type, id), ()))

    def find_version(self, type: str, id: str, version_id: int) -> HistoryEntry | None:
        history = self.histories.get((type, id), ())
        return history[version_id - 1] if 1 <= version_id <= len(history) else None

    def holder(self, type: str, url: str, version: str | None) -> str | None:
        """The id of the resource that has this url and version now."""
        return self.holders.get((type, url, version))

    def last_change(self, names: Iterable[str], after: int = 0) -> Change | None:
        """The last commit after number `after` that touched one of these names."""
        found = [change for name in names if (change := self.changes.get(name)) and change.number > after]
        return max(found, default=None)

    def apply(self, commit: Commit, resources: Mapping[Key, WrittenResource]) -> None:
        """Applies the next commit; `resources` are its versions that still exist."""
        assert commit.number == self.number + 1
        change = Change(commit.number, commit.at)
        self.changes.update((name, change) for name in self._touched(commit, resources))
        for version in commit.versions:  # releases first, so that a url can change owners in one commit
            self._release(version.key)
        for place, version in enumerate(commit.versions):
            entry = HistoryEntry(version, commit.number, commit.at, commit.author, commit.text_key(place))
            self.histories.setdefault(version.key, []).append(entry)
            self.log.append(entry)
            if version.key in resources:
                self._add(version.key, version, resources[version.key])
        self.number, self.at = commit.number, commit.at

    def _touched(self, commit: Commit, resources: Mapping[Key, WrittenResource]) -> set[str]:
        """The names that the commit removes and adds."""
        names = {ANYTHING}
        for version in commit.versions:
            head = self.find_head(*version.key)
            urls = {version.url, head.version.url if head else None}
            identified = identifiers_of(version.type)
            for resource in filter(None, (self.resources.get(version.key), resources.get(version.key))):
                names.update(f"{identified} {identifier}" for identifier in resource.entry.header.identifiers)
                names.update(map(building_on, _urls(resource.references)))
            names |= {
                version.type,
                identified,
                f"{version.type}/{version.id}",
                *(f"{version.type} {url}" for url in urls if url),
            }
        return names

    def _release(self, key: Key) -> None:
        resource = self.resources.pop(key, None)
        if resource is None:
            return
        for url in _urls(resource.references):
            self.referrers[url].discard(key)
        if resource.version.url:
            self.holders.pop((key[0], resource.version.url, resource.version.version), None)

    def _add(self, key: Key, version: ResourceVersion, resource: WrittenResource) -> None:
        self.resources[key] = resource
        for url in _urls(resource.references):
            self.referrers.setdefault(url, set()).add(key)
        if version.url:
            self.holders[version.type, version.url, version.version] = version.id


def identifiers_of(type: str) -> str:
    """The dependency name for all identifiers of a type."""
    return f"{type}="


def building_on(url: str) -> str:
    """The dependency name for everything that references this url."""
    return f"to {url}"


def _urls(references: Iterable[str]) -> set[str]:
    return {reference.partition("|")[0] for reference in references}
