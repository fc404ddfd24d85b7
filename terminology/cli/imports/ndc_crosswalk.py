"""`terminology import ndc-crosswalk`."""

from typing import Annotated

import typer

from terminology.cli.environment import read_settings
from terminology.cli.imports.given_paths import Paths, names_of, read_files
from terminology.cli.imports.rows_read import report_rows, report_skipped
from terminology.cli.output import result
from terminology.cli.refusals import refusals
from terminology.cli.store import with_clerk


def import_ndc_crosswalk(
    paths: Paths,
    quarter: Annotated[
        str | None,
        typer.Option(envvar="TERMINOLOGY_QUARTER", metavar="YYYY-MM", help="First month of the quarter of the file."),
    ] = None,
) -> None:
    """Load CMS's ASP NDC-HCPCS crosswalks, one for each quarter, from CSV, XLSX or CMS's zip.

    A crosswalk takes the place of an earlier import of the same quarter. The file says of which quarter it is; one of
    another quarter than --quarter is refused. Nothing is loaded when a file is refused.
    """
    from seed.loaders import load_crosswalks
    from terminology.library import companion_imports

    settings = read_settings()
    files = read_files(paths)
    name_of = names_of(files)
    with refusals():
        loaded = load_crosswalks(files, canonical_base=settings.canonical_base, quarter=quarter)
        report_skipped(loaded.skipped)
        for item in loaded.crosswalks:
            version = item.concept_map.header.version
            report_rows(f"{name_of(item.source)}: quarter {version}", item.rows_read, item.rejected)
        with_clerk(settings, lambda clerk: companion_imports.import_crosswalks(clerk, loaded.crosswalks))
    for item in loaded.crosswalks:
        products = sum(len(group.elements) for group in item.concept_map.groups)
        result(f"{item.concept_map.header.canonical}: {products:,} products from {name_of(item.source)}")
