"""`terminology diff`: what changed between two versions, as a table, CSV or JSON."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from terminology.cli.environment import read_settings
from terminology.cli.output import print_message, result
from terminology.cli.refusals import refusals
from terminology.cli.store import with_library
from terminology.cli.table_files import AsCsv, AsJson, AsWorkbook, refuse_two_forms, write_csv_or_workbook
from terminology.cli.tables import show_table

if TYPE_CHECKING:
    from terminology.core.changes import Change, DiffResult
    from terminology.pages.downloads import Table

HEADS = ("kind", "code", "property", "old", "new")


def diff(
    system: Annotated[str, typer.Argument(help="hcpcs or another kind of import, or the url of a code system.")],
    from_version: Annotated[str, typer.Argument(metavar="FROM", help="The earlier version, such as 2020-04.")],
    to_version: Annotated[str, typer.Argument(metavar="TO", help="The later version, such as 2020-07.")],
    as_csv: AsCsv = False,
    xlsx: AsWorkbook = None,
    as_json: AsJson = False,
) -> None:
    """Show what changed between two versions: the number of changes of each kind, then each with old and new value."""
    from fhir_resources.version import FhirVersion
    from seed.registry import find_system
    from terminology.core.changes import DiffRequest
    from terminology.operations.diff import diff

    settings = read_settings()
    refuse_two_forms(as_csv, xlsx, as_json)
    request = DiffRequest(find_system(system), from_version, to_version)
    with refusals():
        found = with_library(settings, lambda library: diff(library.catalogue(FhirVersion.R5), request))
    if found.message:
        print_message(found.message)
    if not write_csv_or_workbook(_table(found), as_csv, xlsx):
        (_show_as_json if as_json else _show)(found)


def _show(found: "DiffResult") -> None:
    result(f"{found.new.url} from {found.old.version} to {found.new.version}")
    show_table(("kind", "changes"), [(kind, f"{number:,}") for kind, number in found.counts.items()])
    if found.changes:
        show_table(HEADS, [_cells(change) for change in found.changes])


def _show_as_json(found: "DiffResult") -> None:

    document = {
        "system": found.new.url,
        "from": found.old.version,
        "to": found.new.version,
        "summary": found.counts,
        "total": found.total,
        "changes": [asdict(change) for change in found.changes],
    }
    result(json.dumps(document, indent=2))


def _table(found: "DiffResult") -> "Table":
    from terminology.pages.downloads import Table

    return Table("changes", HEADS, [_cells(change) for change in found.changes])


def _cells(change: "Change") -> tuple[str, ...]:
    return (change.kind, change.code, change.property or "", change.old or "", change.new or "")
