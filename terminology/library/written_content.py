"""WrittenContent: follows the commits of a store and appends to them; what is there of every written resource.

    append    check against what is known -> texts -> the commit, whose number decides -> known here at once
    catch up  commits of others, in order; asked for whenever the publication is

Nothing here knows rules: who may, and what may change, is judged before; that nothing changed since, here.
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
from terminology.library.ports import Store
from terminology.library.written import Key, Written
from terminology.library.written_resources import ServedResource, served_resource

LARGE_CHARACTERS = 64 * 1024  # to parse more would hold up the event loop


class Moved(Exception):
    """Something that the write was based on has changed meanwhile: look again."""


@dataclass(frozen=True, slots=True)
class Write:
    """How a resource is to be from now on; `text` None deletes it.

    `expected` is the version id that its head must still have, 0 when there must be none. `seen`: nothing may have
    touched the resource, nor the names `looked_at`, after the commit of this number, up to which they were looked at;
    None where nobody looked.
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
    looked_at: frozenset[str] = frozenset()

    @property
    def key(self) -> Key:
        return self.type, self.id


@dataclass(frozen=True, slots=True)
class Delta:
    """What a commit did to what is served."""

    gone: tuple[ServedResource, ...] = ()
    there: tuple[ServedResource, ...] = ()


@dataclass(slots=True)
class WrittenContent:
    """Used on the event loop, by one task at a time; `now` gives UTC."""

    store: Store
    now: Callable[[], datetime]
    written: Written = field(default_factory=Written)
    served: dict[Key, ServedResource] = field(default_factory=dict)
    _taken_in: list[Delta] = field(default_factory=list)

    def take(self) -> tuple[Delta, ...]:
        """What `append` took in, once."""
        taken, self._taken_in = tuple(self._taken_in), []
        return taken

    async def catch_up(self) -> tuple[Delta, ...]:
        """Takes in what others have committed. Raises StoreUnavailable, ContentGone."""
        commits = await self.store.commits_after(self.written.number)
        if not commits:
            return ()
        # Of many commits of the past only what is still there is read.
        last = {version.key: (commit, place) for commit in commits for place, version in enumerate(commit.versions)}
        there = {key: at for key, at in last.items() if not at[0].versions[at[1]].is_deleted}
        keys = [commit.text_key(place) for commit, place in there.values()]
        texts = await self.store.load_written_texts(keys)
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
        """The commit, when it is durable. What it and those of others before it did is there to be taken, also when it
        raises.

        Raises Moved when a head is not the expected one, or a type has changed after the commit of this number;
        Conflict when a url and version is held by another; StoreUnavailable when it is not known what became of it.
        """
        deltas = self._taken_in
        texts = {f"{commit_id}/{place:04}": write.text for place, write in enumerate(writes) if write.text is not None}
        is_saved = False
        while True:
            try:
                self._check(writes, unchanged_since)
                if not is_saved:
                    await self.store.save_written_texts(texts)
                    is_saved = True
            except (Moved, Conflict):
                if is_saved:
                    with contextlib.suppress(StoreUnavailable):
                        await self.store.remove_written_texts(list(texts))
                raise
            commit = self._commit(writes, author, commit_id)
            served = {
                version.key: await _served(version, texts[commit.text_key(place)], commit)
                for place, version in enumerate(commit.versions)
                if not version.is_deleted
            }
            if await self.store.append_commit(commit):
                deltas.append(self._apply(commit, served))
                return commit
            deltas += await self.catch_up()

    def _check(self, writes: Sequence[Write], unchanged_since: Mapping[str, int]) -> None:
        written = self.written
        if any(written.last_change((type,), number) for type, number in unchanged_since.items()):
            raise Moved
        for write in writes:
            head = written.find_head(*write.key)
            if (head.version.version_id if head else 0) != write.expected:
                raise Moved
            looked_at = (f"{write.type}/{write.id}", *write.looked_at)
            if write.seen is not None and written.last_change(looked_at, write.seen):
                raise Moved
        let_go = {write.key for write in writes}
        taken: dict[tuple[str, str, str | None], str] = {}
        for write in writes:
            if write.text is None or not write.url:
                continue
            canonical = (write.type, write.url, write.version)
            holder = written.holder(*canonical)
            if holder == write.id or (holder is not None and (write.type, holder) in let_go):
                holder = None
            holder = holder or taken.get(canonical)
            if holder is not None:
                raise url_conflict(write.type, write.url, write.version, holder)
            taken[canonical] = write.id

    def _commit(self, writes: Sequence[Write], author: Author, commit_id: str) -> Commit:
        at = self.now()
        at = at.replace(microsecond=at.microsecond // 1000 * 1000)
        if self.written.at is not None:
            at = max(at, self.written.at)  # a clock that goes back does not turn history round
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
    text = (
        f"{called} is {type}/{holder} already. A new version needs a version of its own; a change goes to that address"
    )
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
