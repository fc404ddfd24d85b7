"""`terminology search`: find codes by words, best match first."""

from typing import TYPE_CHECKING, Annotated

import typer

from terminology.cli.environment import read_settings
from terminology.cli.output import print_message, result
from terminology.cli.question_options import DEFAULT_SYSTEM, InSystem, OnDate
from terminology.cli.refusals import refusals
from terminology.cli.store import with_library
from terminology.cli.table_files import AsCsv, AsJson, AsWorkbook, refuse_two_forms, write_csv_or_workbook
from terminology.cli.tables import show_table
from terminology.core.counts import counted

if TYPE_CHECKING:
    from terminology.core.results import ExpandResult
    from terminology.library.library import Library


def search(
    words: Annotated[list[str], typer.Argument(help="Search words, such as folding wheelchair.")],
    system: InSystem = DEFAULT_SYSTEM,
    date: OnDate = None,
    limit: Annotated[
        int, typer.Option(envvar="TERMINOLOGY_LIMIT", min=1, max=10_000, help="Maximum number of codes.")
    ] = 20,
    as_csv: AsCsv = False,
    xlsx: AsWorkbook = None,
    as_json: AsJson = False,
) -> None:
    """Find codes by words, as the search page does. Loose matches are marked with ~."""
    from terminology.pages.code_table import code_table
    from terminology.pages.downloads import json_of

    settings = read_settings()
    refuse_two_forms(as_csv, xlsx, as_json)
    with refusals():
        found = with_library(settings, lambda library: _search(library, " ".join(words), system, date, limit))
    table = code_table("codes", found.contains)
    if write_csv_or_workbook(table, as_csv, xlsx):
        return
    if as_json:
        result(json_of(table).decode())
        return
    loose = table.headings.index("loose")
    show_table(
        ("code", "display"), [(("~" if row[loose] else "") + str(row[0]), str(row[1] or "")) for row in table.rows]
    )
    print_message(counted(found.total or 0, "code"))


def _search(library: "Library", words: str, system: str, date: str | None, limit: int) -> "ExpandResult":
    from fhir_resources.version import FhirVersion
    from terminology.core.days import parse_days
    from terminology.core.requests import Context, ExpandRequest, ValueSetReference
    from terminology.core.value_sets import Compose, Include, ValueSet, ValueSetHeader
    from terminology.operations.expand import expand
    from terminology.pages.code_table import PROPERTIES

    value_set = ValueSet(ValueSetHeader(url=""), Compose((Include(system),)))
    context = Context(days=parse_days(date) if date else None)
    asked = ExpandRequest(
        ValueSetReference(value_set=value_set), words, offset=0, count=limit, properties=PROPERTIES, context=context
    )
    return expand(library.catalogue(FhirVersion.R5), asked)
