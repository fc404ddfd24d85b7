"""WrittenContent: follows and appends to the commits of a store, and holds the current state of written resources.

    append    check against the known state -> save texts -> insert the commit, whose number decides -> apply it here
    catch up  apply commits of others, in order, whenever the publication is read

Permissions and rules are checked before; only that nothing changed since is checked here.
"""

import asyncio
import contextlib
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from fhir_resources.version import FhirVersion
from terminology.core.errors import Conflict, StoreUnavailable
from terminology.core.issues import Issue
from terminology.library.commits import Author, Commit, ResourceVersion
from terminology.library.compressed_text import CompressedText
from terminology.library.store_parts import CommitStore
from terminology.library.written import Key, Written
from terminology.library.written_resources import ServedResource, served_resource

LARGE_CHARACTERS = 64 * 1024  # parsing more would block the event loop


class StaleWrite(Exception):
    """Something that the write was based on has changed: check again."""


@dataclass(frozen=True, slots=True)
class Write:
    """The new state of a resource; `text` None deletes it.

    `expected` is the version id that its head must still have, 0 if it must not exist. `seen` is the commit that the
    checks have seen: no later one may have touched the resource or the names `depends_on`; None if nothing was checked.
    """

    type: str
    id: str
    method: str
    expected: int
    text: str | None
    fhir_version: FhirVersion
    url: str | None = None
    version: str | None = None
    status: str | None = None
    seen: int | None = None
    depends_on: frozenset[str] = frozenset()

    @property
    def key(self) -> Key:
        return self.type, self.id


@dataclass(frozen=True, slots=True)
class Delta:
    """The effect of a commit on what is served."""

    gone: tuple[ServedResource, ...] = ()
    there: tuple[ServedResource, ...] = ()


@dataclass(slots=True)
class WrittenContent:
    """Used on the event loop, by one task at a time; `now` returns UTC."""

    store: CommitStore
    now: Callable[[], datetime]
    written: Written = field(default_factory=Written)
    served: dict[Key, ServedResource] = field(default_factory=dict)
    _taken_in: list[Delta] = field(default_factory=list)

    def take(self) -> tuple[Delta, ...]:
        """Returns, once, what `append` applied."""
        taken, self._taken_in = tuple(self._taken_in), []
        return taken

    async def catch_up(self) -> tuple[Delta, ...]:
        """Applies what others have committed. Raises StoreUnavailable, ContentGone."""
        commits = await self.store.load_after(self.written.number)
        if not commits:
            return ()
        # Of many past commits, only resources that still exist are read.
        last = {version.key: (commit, place) for commit in commits for place, version in enumerate(commit.versions)}
        there = {key: at for key, at in last.items() if not at[0].versions[at[1]].is_deleted}
        keys = [commit.text_key(place) for commit, place in there.values()]
        texts = await self.store.load_texts(keys)
        served: dict[Key, ServedResource] = {}
        for key, (commit, place) in there.items():
            served[key] = await _served(commit.versions[place], texts[commit.text_key(place)], commit)
        return tuple(self._apply_all(commits, last, served))

    async def append(
        self,
        writes: Sequence[Write],
        author: Author,
        commit_id: str,
        unchanged_since: Mapping[str, int],
    ) -> Commit:
        """Returns the commit once it is durable. `take` returns its effects and those of earlier commits, even if this
        raises.

        Raises StaleWrite when a head is not the expected one, or a type has changed after this commit; Conflict when
        another resource has the url and version; StoreUnavailable when the outcome is unknown.
        """
        deltas = self._taken_in
        texts = {f"{commit_id}/{place:04}": write.text for place, write in enumerate(writes) if write.text is not None}
        is_saved = False
        while True:
            try:
                self._check(writes, unchanged_since)
                if not is_saved:
                    await self.store.save_texts(texts)
                    is_saved = True
            except (StaleWrite, Conflict):
                if is_saved:
                    with contextlib.suppress(StoreUnavailable):
                        await self.store.remove_texts(list(texts))
                raise
            commit = self._commit(writes, author, commit_id)
            served = {
                version.key: await _served(version, texts[commit.text_key(place)], commit)
                for place, version in enumerate(commit.versions)
                if not version.is_deleted
            }
            if await self.store.append(commit):
                deltas.append(self._apply(commit, served))
                return commit
            deltas += await self.catch_up()

    def _check(self, writes: Sequence[Write], unchanged_since: Mapping[str, int]) -> None:
        written = self.written
        if any(written.last_change((type,), number) for type, number in unchanged_since.items()):
            raise StaleWrite
        for write in writes:
            head = written.find_head(*write.key)
            if (head.version.version_id if head else 0) != write.expected:
                raise StaleWrite
            depends_on = (f"{write.type}/{write.id}", *write.depends_on)
            if write.seen is not None and written.last_change(depends_on, write.seen):
                raise StaleWrite
        written_keys = {write.key for write in writes}
        taken: dict[tuple[str, str, str | None], str] = {}
        for write in writes:
            if write.text is None or not write.url:
                continue
            canonical = (write.type, write.url, write.version)
            holder = written.holder(*canonical)
            if holder == write.id or (holder is not None and (write.type, holder) in written_keys):
                holder = None
            holder = holder or taken.get(canonical)
            if holder is not None:
                raise url_conflict(write.type, write.url, write.version, holder)
            taken[canonical] = write.id

    def _commit(self, writes: Sequence[Write], author: Author, commit_id: str) -> Commit:
        at = self.now()
        at = at.replace(microsecond=at.microsecond // 1000 * 1000)
        if self.written.at is not None:
            at = max(at, self.written.at)  # a clock set back must not reorder history
        return Commit(self.written.number + 1, commit_id, at, author, tuple(map(_version, writes)))

    def _apply_all(
        self,
        commits: Sequence[Commit],
        last: Mapping[Key, tuple[Commit, int]],
        served: Mapping[Key, ServedResource],
    ) -> list[Delta]:
        gone: dict[Key, ServedResource] = {}
        for commit in commits:
            for version in commit.versions:
                if version.key in self.served:
                    gone.setdefault(version.key, self.served.pop(version.key))
            current = {
                version.key: served[version.key].resource
                for place, version in enumerate(commit.versions)
                if last[version.key] == (commit, place) and version.key in served
            }
            self.written.apply(commit, current)
        self.served.update(served)
        return [Delta(tuple(gone.values()), tuple(served.values()))]

    def _apply(self, commit: Commit, served: Mapping[Key, ServedResource]) -> Delta:
        gone = [self.served.pop(version.key) for version in commit.versions if version.key in self.served]
        self.written.apply(commit, {key: item.resource for key, item in served.items()})
        self.served.update(served)
        return Delta(tuple(gone), tuple(served.values()))


def url_conflict(type: str, url: str, version: str | None, holder: str) -> Conflict:
    called = f"{url}|{version}" if version else f"{url}, without a version,"
    text = f"{called} is {type}/{holder} already. Set another version for a new one, or PUT a change to that address"
    return Conflict(Issue("error", "duplicate", text, expression=(f"{type}.url", f"{type}.version")))


async def _served(version: ResourceVersion, text: str | CompressedText, commit: Commit) -> ServedResource:
    if isinstance(text, str) and len(text) < LARGE_CHARACTERS:
        return served_resource(version, text, commit)
    return await asyncio.to_thread(served_resource, version, text, commit)


def _version(write: Write) -> ResourceVersion:
    digest = None if write.text is None else hashlib.sha256(write.text.encode()).hexdigest()
    return ResourceVersion(
        type=write.type,
        id=write.id,
        version_id=write.expected + 1,
        method=write.method,
        url=write.url,
        version=write.version,
        status=write.status,
        fhir_version=write.fhir_version,
        sha256=digest,
    )
