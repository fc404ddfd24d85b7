"""`terminology sync`: takes what is new from the feed of another terminology server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from terminology.cli.environment import read_settings
from terminology.cli.imports.options import DryRun, Replace
from terminology.cli.output import result, talk, talk_of_some
from terminology.cli.progress import progress
from terminology.cli.refusals import refusals, refuse
from terminology.cli.store import with_context

if TYPE_CHECKING:
    from terminology.library.publishing import ImportContext
    from terminology.library.syndication.feeds import FeedEntry
    from terminology.settings import Settings


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
    with refusals(), httpx.Client(timeout=TIMEOUT) as client:
        follower = Follower(client, hosts, folder)
        try:
            entries = follower.entries(url)
            choice = choose(entries, with_context(settings, _known_sums), category or (), canonical or ())
            for entry in choice.wanted:
                _take(settings, follower, entry, dry_run, replace)
        except CannotFollow as error:
            refuse(str(error))
    talk_of_some([f"{entry.version} is of an unsupported kind: {entry.term}" for entry in choice.passed_over])
    talk_of_some([f"{entry.version} was retracted by its publisher: terminology remove" for entry in choice.retracted])
    verb = "would be taken" if dry_run else "taken"
    talk(f"{len(choice.wanted):,} {verb}, {choice.present:,} here already, {len(choice.retracted):,} retracted")


async def _known_sums(context: "ImportContext") -> frozenset[str]:
    from terminology.library.publishing import published_records

    return frozenset(source.sha256 for record in await published_records(context.store) for source in record.sources)


def _take(settings: "Settings", follower: object, entry: "FeedEntry", is_dry_run: bool, is_replacing: bool) -> None:
    from terminology.cli.imports.resource_inputs import resource_inputs
    from terminology.cli.imports.resources import publish_inputs
    from terminology.library.syndication.following import Follower

    assert isinstance(follower, Follower)
    if is_dry_run:
        result(f"{entry.version}  {entry.title}")
        return
    with progress() as shown:
        file: Path = follower.download(entry, shown)
        supplied = list(resource_inputs(file, None, shown))
    loaded = with_context(settings, lambda context: publish_inputs(context, supplied, is_replacing))
    file.unlink()
    result(f"{entry.version}  {len(loaded.resources):,} resources, {len(loaded.refused):,} refused")
