"""`terminology sync`: import new entries from the syndication feed of another terminology server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from terminology.cli.environment import read_settings
from terminology.cli.imports.options import DryRun, Replace
from terminology.cli.output import print_message, print_messages, result
from terminology.cli.refusals import refusals, refuse
from terminology.cli.store import with_context
from terminology.core.counts import counted

if TYPE_CHECKING:
    from terminology.library.publishing import ImportContext
    from terminology.library.syndication.following import Choice, Follower


def sync(
    url: Annotated[str, typer.Argument(help="The feed, such as https://tx.example.org/syndication/feed.xml.")],
    category: Annotated[
        list[str] | None,
        typer.Option(
            envvar="TERMINOLOGY_CATEGORY",
            help="FHIR_Package, FHIR_CodeSystem, …: only these.",
        ),
    ] = None,
    canonical: Annotated[
        list[str] | None, typer.Option(envvar="TERMINOLOGY_CANONICAL", help="Only this url, or url|version.")
    ] = None,
    dry_run: DryRun = False,
    replace: Replace = False,
) -> None:
    """Import new entries from a syndication feed, published by another server like this one or by Ontoserver.

    Each file's checksum is verified before loading; files that are already loaded are skipped. Downloads come only from
    the feed's host and the hosts in TERMINOLOGY_SYNC_HOSTS. Interrupted downloads resume.
    """
    import httpx

    from terminology.library.syndication.following import TIMEOUT, CannotFollow, Follower, choose

    settings = read_settings()
    hosts = {_host_of(url), *(host.strip() for host in settings.sync_hosts.split(",") if host.strip())}
    folder = settings.data_dir / "sync"
    failed: list[str] = []
    with refusals(), _exclusive_lock(folder), httpx.Client(timeout=TIMEOUT) as client:
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
            failed = with_context(settings, lambda context: _import_entries(context, follower, choice, replace))
    _report(choice, len(failed), dry_run)
    if failed:
        print_messages(failed)
        refuse(f"{len(failed):,} could not be loaded.")


def _report(choice: "Choice", failed: int, dry_run: bool) -> None:
    if choice.paired:
        skipped = counted(len(choice.paired), "package")
        print_message(f"{skipped} for FHIR R4 skipped: those for R5 have the same releases, which are served in both.")
    print_messages([f"{entry.version} is of an unsupported kind: {entry.term}" for entry in choice.unsupported])
    print_messages(
        [f"{entry.version} was retracted by its publisher: terminology remove" for entry in choice.retracted]
    )
    verb, count = "would be loaded" if dry_run else "loaded", len(choice.wanted) - failed
    print_message(f"{count:,} {verb}, {choice.present:,} already loaded, {len(choice.retracted):,} retracted")


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # http://[
        refuse(f"{url[:200]} is not a URL.")


@contextmanager
def _exclusive_lock(folder: Path) -> Iterator[None]:
    """Two syncs would corrupt each other's partial downloads. The OS releases the lock even if the process crashes."""
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with FileLock(folder / "lock", timeout=0):
            yield
    except Timeout:
        refuse(f"Another sync is using {folder}: run it again when that is done.")


async def _known_sums(context: "ImportContext") -> frozenset[str]:
    from terminology.library.publishing import published_records

    return frozenset(source.sha256 for record in await published_records(context.store) for source in record.sources)


async def _import_entries(
    context: "ImportContext", follower: "Follower", choice: "Choice", is_replacing: bool
) -> list[str]:
    from terminology.cli.intake import Intake

    return await Intake(context, follower, is_replacing).import_entries(choice.wanted, choice.for_both)
