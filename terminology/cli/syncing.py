"""`terminology sync`: takes what is new from the feed of another terminology server."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from terminology.cli.environment import read_settings
from terminology.cli.imports.options import DryRun, Replace
from terminology.cli.output import result, talk, talk_of_some
from terminology.cli.refusals import refusals, refuse
from terminology.cli.store import with_context

if TYPE_CHECKING:
    from fhir_resources.packages import PackedRelease
    from terminology.library.publishing import ImportContext
    from terminology.library.resource_imports import ImportInput
    from terminology.library.syndication.feeds import FeedEntry
    from terminology.library.syndication.following import Follower

SHOWN = 5  # reasons, of one file


def sync(
    url: Annotated[str, typer.Argument(help="The feed, such as https://tx.example.org/syndication/feed.xml.")],
    category: Annotated[
        list[str] | None,
        typer.Option(envvar="TERMINOLOGY_CATEGORY", help="FHIR_Package, FHIR_CodeSystem, …; packages by default."),
    ] = None,
    canonical: Annotated[
        list[str] | None, typer.Option(envvar="TERMINOLOGY_CANONICAL", help="Only this url, or url|version.")
    ] = None,
    dry_run: DryRun = False,
    replace: Replace = False,
) -> None:
    """Take what is new from a syndication feed: of another server of this kind, or an Ontoserver.

    Everything is checked by its sum before it is loaded; what has a sum that is loaded is not taken again. Links lead
    to the host of the feed or to those of TERMINOLOGY_SYNC_HOSTS. A download that was cut off goes on where it was.
    """
    import httpx

    from terminology.library.syndication.following import TIMEOUT, CannotFollow, Follower, choose

    settings = read_settings()
    hosts = {urlsplit(url).hostname or "", *(host.strip() for host in settings.sync_hosts.split(",") if host.strip())}
    folder = settings.data_dir / "sync"
    failed: list[str] = []
    with refusals(), httpx.Client(timeout=TIMEOUT) as client:
        follower = Follower(client, hosts, folder)
        try:
            entries = follower.entries(url)
        except CannotFollow as error:
            refuse(str(error))
        choice = choose(entries, with_context(settings, _known_sums), category or (), canonical or ())
        if dry_run:
            for entry in choice.wanted:
                result(f"{entry.version}  {entry.title}")
        elif choice.wanted:
            failed = with_context(settings, lambda context: _take(context, follower, choice.wanted, replace))
    talk_of_some([f"{entry.version} is of an unsupported kind: {entry.term}" for entry in choice.passed_over])
    talk_of_some([f"{entry.version} was retracted by its publisher: terminology remove" for entry in choice.retracted])
    verb, count = "would be taken" if dry_run else "taken", len(choice.wanted) - len(failed)
    talk(f"{count:,} {verb}, {choice.present:,} here already, {len(choice.retracted):,} retracted")
    if failed:
        talk_of_some(failed)
        refuse(f"{len(failed):,} could not be taken.")


async def _known_sums(context: "ImportContext") -> frozenset[str]:
    from terminology.library.publishing import published_records

    return frozenset(source.sha256 for record in await published_records(context.store) for source in record.sources)


async def _take(
    context: "ImportContext", follower: "Follower", wanted: "Sequence[FeedEntry]", is_replacing: bool
) -> list[str]:
    """Takes one entry after the other, each visible before the next one comes; what could not be taken, and why not."""
    from terminology.core.errors import TerminologyError
    from terminology.library.syndication.following import CannotFollow

    failed: list[str] = []
    for entry in wanted:
        try:
            result(f"{entry.version}  {await _take_file(context, follower, entry, is_replacing)}")
        except (CannotFollow, TerminologyError) as error:  # what else there is comes all the same
            failed.append(f"{entry.version} is not taken: {error}")
    return failed


async def _take_file(context: "ImportContext", follower: "Follower", entry: "FeedEntry", is_replacing: bool) -> str:
    """Takes one file; what came of it. Raises CannotFollow, TerminologyError."""
    from asyncio import to_thread

    file: Path = await to_thread(follower.download, entry, context.progress)
    try:
        return await _published(context, file, entry, is_replacing)
    finally:
        await to_thread(file.unlink)


async def _published(context: "ImportContext", file: Path, entry: "FeedEntry", is_replacing: bool) -> str:
    from asyncio import to_thread

    from terminology.library.import_report import conflict_lines
    from terminology.library.resource_imports import judge
    from terminology.library.syndication.following import CannotFollow
    from terminology.library.syndication.taking import consider, take

    marked, supplied = _contents(file, entry, context)
    judged = await to_thread(judge, supplied, context.now())
    taking = await consider(context, judged, marked)
    others = [f"{item.system}|{item.version} is loaded with other content" for item in taking.standing]
    others += conflict_lines(taking.conflicts)
    if others and not is_replacing:
        raise CannotFollow(f"{'; '.join(others[:SHOWN])}. If it is meant to be replaced, say --replace")
    await take(context, taking)
    counts = len(taking.releases), len(taking.resources.resources), len(judged.refused)
    return "{:,} releases, {:,} resources, {:,} refused".format(*counts)


def _contents(
    file: Path, entry: "FeedEntry", context: "ImportContext"
) -> "tuple[tuple[PackedRelease, ...], list[ImportInput]]":
    """The releases that a package names, and what is in the file.

    A resource is read in the version that its entry says, and served in both: a feed has it once.
    """
    from fhir_resources.packages import read_package
    from fhir_resources.version import find_version
    from seed.release import source_of
    from terminology.cli.imports.resource_inputs import PACKAGE_ENDINGS, in_package, resource_inputs
    from terminology.library.resource_imports import BOTH

    if file.suffix not in PACKAGE_ENDINGS:
        found = resource_inputs(file, find_version(entry.fhir_version), context.progress)
        return (), [replace(item, fhir_versions=BOTH) for item in found]
    content = file.read_bytes()
    package = read_package(file.name, content)
    return package.releases, list(in_package(source_of(file.name, content), package))
