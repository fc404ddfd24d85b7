"""Imports feed entries for `terminology sync`: downloads and checks file by file, publishes in batches.

Publishing one resource costs as much as publishing a hundred, so resources are collected and published together. A
package is published by itself, because the next one may contain the same release.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fhir_resources.packages import PackedRelease, read_package
from fhir_resources.version import find_version
from seed.release import source_of
from terminology.cli.imports.resource_inputs import PACKAGE_ENDINGS, in_package, resource_inputs
from terminology.cli.output import result
from terminology.core.counts import counted
from terminology.core.errors import StoreUnavailable, TerminologyError
from terminology.library.import_report import conflict_lines
from terminology.library.library import Library
from terminology.library.publishing import ImportContext
from terminology.library.resource_imports import BOTH, ImportInput, validate_resources
from terminology.library.syndication.feed_imports import FeedImport, combined, plan_import, publish_import
from terminology.library.syndication.feeds import FeedEntry
from terminology.library.syndication.following import CannotFollow, Follower, discard

SHOWN = 5  # reasons, of one file
MAX_FILES = 100
MAX_BYTES = 16 * 1024 * 1024

Name = tuple[str, str | None, str | None]  # type, url, version


@dataclass(frozen=True, slots=True)
class _Waiting:
    entry: FeedEntry
    file: Path
    plan: FeedImport

    @property
    def names(self) -> frozenset[Name]:
        return frozenset((item.type, item.url, item.version) for item in self.plan.resources.resources)

    @property
    def text(self) -> str:
        plan = self.plan
        resources = plan.resources
        counts = counted(len(plan.releases), "release"), counted(len(resources.resources), "resource")
        return f"{', '.join(counts)}, {len(resources.refused):,} refused"


class Intake:
    def __init__(self, context: ImportContext, follower: Follower, is_replacing: bool) -> None:
        self._context = context
        self._follower = follower
        self._is_replacing = is_replacing
        self._library = Library(context.store, context.canonical_base, context.now)
        self._waiting: list[_Waiting] = []
        self._failed: list[str] = []

    async def import_entries(self, wanted: Sequence[FeedEntry], for_both: Collection[FeedEntry] = ()) -> list[str]:
        """Import the entries in order; returns a message for each entry that failed.

        `for_both`: packages whose content is served in R4 and R5.
        """
        for entry in wanted:
            try:
                await self._add(entry, entry in for_both)
            except (CannotFollow, TerminologyError) as error:  # one bad entry must not block the others
                self._fail(entry, error)
        await self._publish()
        return self._failed

    async def _add(self, entry: FeedEntry, is_for_both: bool) -> None:
        """Raises CannotFollow, TerminologyError."""
        from asyncio import to_thread

        file = await to_thread(self._follower.download, entry, self._context.progress)
        try:
            marked, supplied = _contents(file, entry, self._context)
            if is_for_both:
                supplied = [replace(item, fhir_versions=BOTH) for item in supplied]
            checked = await to_thread(validate_resources, supplied, self._context.now())
            item = _Waiting(entry, file, FeedImport((), checked))
            if marked or file.suffix in PACKAGE_ENDINGS or self._must_go_first(item):
                await self._publish()
            item = replace(item, plan=await plan_import(self._context, self._library, checked, marked))
            self._refuse_conflicts(item.plan)
        except (CannotFollow, TerminologyError) as error:
            if not isinstance(error, StoreUnavailable):
                discard(file)
            raise
        self._waiting.append(item)
        if file.suffix in PACKAGE_ENDINGS:
            await self._publish()

    def _must_go_first(self, item: _Waiting) -> bool:
        """Whether the waiting batch is full, or contains a resource that the item contains too."""
        size = sum(one.entry.link.length for one in self._waiting if one.entry.link)
        is_enough = len(self._waiting) >= MAX_FILES or size >= MAX_BYTES
        return is_enough or any(item.names & one.names for one in self._waiting)

    def _refuse_conflicts(self, plan: FeedImport) -> None:
        others = [f"{item.system}|{item.version} is loaded with other content" for item in plan.replaced]
        others += conflict_lines(plan.conflicts)
        if others and not self._is_replacing:
            raise CannotFollow(f"{'; '.join(others[:SHOWN])}. To replace it, use --replace")

    async def _publish(self) -> None:
        """Publish the waiting batch. If that fails, its files stay on disk for the next run."""
        items, self._waiting = self._waiting, []
        if not items:
            return
        try:
            await publish_import(self._context, combined([item.plan for item in items]))
        except TerminologyError as error:
            for item in items:
                self._fail(item.entry, error)
            return
        for item in items:
            discard(item.file)
            result(f"{item.entry.version}  {item.text}")

    def _fail(self, entry: FeedEntry, error: Exception) -> None:
        self._failed.append(f"{entry.version} is refused: {error}")


def _contents(
    file: Path, entry: FeedEntry, context: ImportContext
) -> tuple[Collection[PackedRelease], Sequence[ImportInput]]:
    """The releases that a package declares, and the resources in the file.

    A single resource is read in its entry's FHIR version and served in both, because a feed lists it once.
    """
    if file.suffix not in PACKAGE_ENDINGS:
        return (), tuple(_of_resource(file, entry, context))
    content = file.read_bytes()
    package = read_package(file.name, content)
    return package.releases, tuple(in_package(source_of(file.name, content), package))


def _of_resource(file: Path, entry: FeedEntry, context: ImportContext) -> Iterator[ImportInput]:
    for item in resource_inputs(file, find_version(entry.fhir_version), context.progress):
        yield replace(item, fhir_versions=BOTH)
