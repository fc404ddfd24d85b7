"""`terminology import rbcs`."""

from pathlib import Path
from typing import Annotated

import typer

from terminology.cli.environment import read_settings
from terminology.cli.imports.rows_read import report_rows
from terminology.cli.output import result
from terminology.cli.refusals import refusals
from terminology.cli.store import with_clerk


def import_rbcs(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, readable=True, show_default=False, help="CMS's file: CSV, XLSX or zip."
        ),
    ],
    release: Annotated[
        str | None,
        typer.Option(
            envvar="TERMINOLOGY_RELEASE", metavar="YYYY", help="The year, when the file's name does not say it."
        ),
    ] = None,
) -> None:
    """Load CMS's Restructured BETOS (RBCS): a supplement of HCPCS, and a value set for each category.

    Of each code the latest assignment counts. It takes the place of an earlier import of the same year.
    """
    from seed.loaders import load_rbcs
    from terminology.library import companion_imports

    settings = read_settings()
    with refusals():
        rbcs = load_rbcs(file.name, file.read_bytes(), canonical_base=settings.canonical_base, release=release)
        header = rbcs.supplement.header
        report_rows(f"{rbcs.source.name}: RBCS {header.version}", rbcs.rows_read, rbcs.rejected)
        with_clerk(settings, lambda clerk: companion_imports.import_rbcs(clerk, rbcs))
    result(f"{header.canonical}: {len(rbcs.supplement.concepts):,} codes from {rbcs.source.name}")
    for value_set in rbcs.value_sets:
        result(value_set.header.canonical)
