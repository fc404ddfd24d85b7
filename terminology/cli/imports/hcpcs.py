"""`terminology import hcpcs`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from terminology.cli.environment import read_settings
from terminology.cli.imports.given_paths import Paths, names_of, read_files
from terminology.cli.imports.rows_read import report_rows, report_skipped
from terminology.cli.output import result, talk
from terminology.cli.refusals import refusals
from terminology.cli.store import with_clerk

if TYPE_CHECKING:
    from seed.release import Release
    from terminology.library.ports import ImportRecord
    from terminology.library.publishing import Clerk


def import_hcpcs(
    paths: Paths,
    release: Annotated[
        str | None,
        typer.Option(
            envvar="TERMINOLOGY_RELEASE", metavar="YYYY-MM", help="The release, when file names do not say it."
        ),
    ] = None,
) -> None:
    """Load releases of HCPCS Level II from CMS's files: TXT, XLSX, CSV, or CMS's zip; or from folders of them.

    A release takes the place of an earlier import of the same month. Servers on the same store show it within two
    seconds. Nothing is loaded when a file is refused.
    """
    from seed.loaders import load_hcpcs

    settings = read_settings()
    files = read_files(paths)
    name_of = names_of(files)
    with refusals():
        loaded = load_hcpcs(files, canonical_base=settings.canonical_base, release=release)
        report_skipped(loaded.skipped)
        for item in loaded.releases:
            version = item.code_system.header.version
            report_rows(f"{name_of(item.source)}: release {version}", item.rows_read, item.rejected)
        records, replaced = with_clerk(settings, lambda clerk: _publish(clerk, loaded.releases))
    for record in records:
        result(f"{record.system}|{record.version}: {record.concepts:,} concepts from {name_of(record.sources[0])}")
    for record in replaced:
        day = f" as imported on {record.imported_at:%Y-%m-%d %H:%M} UTC" if record.imported_at else ""
        talk(f"This takes the place of {record.version}{day} with {record.concepts:,} concepts.")


async def _publish(
    clerk: "Clerk", releases: "Sequence[Release]"
) -> tuple[tuple["ImportRecord", ...], tuple["ImportRecord", ...]]:
    """The imports, and those that were there before and had to give way."""
    from terminology.library.importing import import_hcpcs, without_replaced
    from terminology.library.publishing import published_records

    before = await published_records(clerk.store)
    records = await import_hcpcs(clerk, releases)
    kept = without_replaced((*before, *records))
    return records, tuple(record for record in before if record not in kept)
