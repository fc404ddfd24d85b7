"""`terminology expand`: the codes of a value set, as a table, CSV, a workbook or JSON."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from terminology.cli.environment import read_settings
from terminology.cli.output import print_message, result
from terminology.cli.question_options import OnDate
from terminology.cli.refusals import refusals
from terminology.cli.store import with_library
from terminology.cli.table_files import AsCsv, AsJson, AsWorkbook, refuse_two_forms, write_csv_or_workbook
from terminology.cli.tables import show_table
from terminology.core import canonical

if TYPE_CHECKING:
    from terminology.core.requests import ExpandRequest
    from terminology.library.library import Library
    from terminology.pages.downloads import Table


def expand(
    url: Annotated[str, typer.Argument(help="The url of the value set, or url|version.")],
    date: OnDate = None,
    filter: Annotated[
        str | None, typer.Option(envvar="TERMINOLOGY_FILTER", help="Only codes that match these words.")
    ] = None,
    as_csv: AsCsv = False,
    xlsx: AsWorkbook = None,
    as_json: AsJson = False,
) -> None:
    """Show every code of a value set, with its properties."""
    from terminology.core.days import parse_days
    from terminology.core.requests import Context, ExpandRequest, ValueSetReference
    from terminology.pages.code_table import MAX_CODES, PROPERTIES

    refuse_two_forms(as_csv, xlsx, as_json)
    settings = read_settings()
    with refusals():
        asked = ExpandRequest(
            ValueSetReference(*canonical.split(url)),
            filter=filter,
            offset=0,
            count=MAX_CODES,
            properties=PROPERTIES,
            context=Context(days=parse_days(date) if date else None),
        )
        table = with_library(settings, lambda library: _table(library, asked))
    _write(table, as_csv, xlsx, as_json)


def _table(library: "Library", asked: "ExpandRequest") -> "Table":
    """Build the table, and print the expansion's warnings to stderr."""
    from fhir_resources.version import FhirVersion
    from terminology.operations.expand import expand
    from terminology.pages.code_table import code_table

    found = expand(library.catalogue(FhirVersion.R5), asked)
    for item in found.parameters:
        if item.name == "warning":
            print_message(str(item.content))
    return code_table("codes", found.contains)


def _write(table: "Table", as_csv: bool, xlsx: Path | None, as_json: bool) -> None:
    from terminology.pages.downloads import json_of

    if write_csv_or_workbook(table, as_csv, xlsx):
        return
    if as_json:
        result(json_of(table).decode())
    else:
        show_table(table.headings[:2], [(str(row[0]), str(row[1] or "")) for row in table.rows])
