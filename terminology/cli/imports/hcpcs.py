"""`terminology import hcpcs`."""

from typing import Annotated

import typer

from terminology.cli.environment import read_settings
from terminology.cli.imports.given_paths import Paths, read_files
from terminology.cli.imports.rows_read import report_rows, report_skipped
from terminology.cli.output import result
from terminology.cli.refusals import refusals
from terminology.cli.store import with_clerk


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
    from terminology.library import importing

    settings = read_settings()
    with refusals():
        loaded = load_hcpcs(read_files(paths), canonical_base=settings.canonical_base, release=release)
        report_skipped(loaded.skipped)
        for item in loaded.releases:
            version = item.code_system.header.version
            report_rows(f"{item.source.name}: release {version}", item.rows_read, item.rejected)
        records = with_clerk(settings, lambda clerk: importing.import_hcpcs(clerk, loaded.releases))
    for record in records:
        result(f"{record.system}|{record.version}: {record.concepts:,} concepts from {record.sources[0].name}")
