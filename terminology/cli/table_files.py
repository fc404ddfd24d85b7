"""Options to write a command's table as CSV, a workbook or JSON, in the same format as the downloads of the pages."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from terminology.cli.output import print_message, result
from terminology.cli.refusals import misuse
from terminology.core.counts import counted

if TYPE_CHECKING:
    from terminology.pages.downloads import Table

AsCsv = Annotated[bool, typer.Option("--csv", envvar="TERMINOLOGY_CSV", help="As CSV.")]
AsWorkbook = Annotated[
    Path | None,
    typer.Option("--xlsx", envvar="TERMINOLOGY_XLSX", dir_okay=False, help="As an XLSX workbook, to this file."),
]
AsJson = Annotated[bool, typer.Option("--json", envvar="TERMINOLOGY_JSON", help="As JSON.")]


def refuse_two_forms(as_csv: bool, xlsx: Path | None, as_json: bool) -> None:
    if [as_csv, xlsx is not None, as_json].count(True) > 1:
        misuse("Choose one of --csv, --xlsx and --json.")


def write_csv_or_workbook(table: "Table", as_csv: bool, xlsx: Path | None) -> bool:
    """Returns False if neither option is set. Cells that look like formulas are written as text."""
    from terminology.pages.downloads import csv_of, xlsx_of

    if xlsx is not None:
        xlsx.write_bytes(xlsx_of(table))
        print_message(f"{xlsx}: {counted(len(table.rows), 'row')}")
    elif as_csv:
        result(csv_of(table).decode("utf-8-sig").removesuffix("\r\n"))
    return as_csv or xlsx is not None
