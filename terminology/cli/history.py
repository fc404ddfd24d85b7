"""`terminology history`: the periods of a code, and what each loaded release changed about it."""

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

import typer

from terminology.cli.environment import read_settings
from terminology.cli.output import result
from terminology.cli.question_options import DEFAULT_SYSTEM, InSystem
from terminology.cli.refusals import refusals, refuse
from terminology.cli.store import with_library
from terminology.cli.table_files import AsCsv, AsJson, AsWorkbook, refuse_two_forms, write_csv_or_workbook
from terminology.cli.tables import show_table

if TYPE_CHECKING:
    from terminology.library.library import Library
    from terminology.pages.downloads import Table


def history(
    code: Annotated[str, typer.Argument(help="The code, such as J1440.")],
    system: InSystem = DEFAULT_SYSTEM,
    as_csv: AsCsv = False,
    xlsx: AsWorkbook = None,
    as_json: AsJson = False,
) -> None:
    """Show when a code was valid and what it meant, and what changed from release to release."""
    settings = read_settings()
    refuse_two_forms(as_csv, xlsx, as_json)
    with refusals():
        periods, changes = with_library(settings, lambda library: rows_of(library, system, code))
    if not periods and not changes:
        refuse(f"No loaded version of '{system}' lists the code '{code}'.")
    if write_csv_or_workbook(_table(code, periods, changes), as_csv, xlsx):
        return
    if as_json:
        result(json.dumps({"code": code, "periods": periods, "changes": changes}, indent=2, ensure_ascii=False))
        return
    if periods:
        show_table(("from", "to", "meaning", "releases"), [tuple(map(str, period.values())) for period in periods])
    show_table(("release", "change", "old", "new"), [tuple(str(v or "") for v in c.values()) for c in changes])


def _table(code: str, periods: list[dict[str, Any]], changes: list[dict[str, Any]]) -> "Table":
    """Both in one table: the periods with their dates and meanings, then the changes of each release."""
    from terminology.pages.downloads import Table

    headings = ("what", "from", "to", "releases", "old", "new")
    lived = [("period", item["from"], item["to"], item["releases"], None, item["meaning"]) for item in periods]
    changed = [(item["change"], None, None, item["release"], item["old"], item["new"]) for item in changes]
    return Table(f"{code}-history", headings, [*lived, *changed])


def rows_of(library: "Library", system: str, code: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The validity periods of a code, and its changes from version to version. Raises UnknownCodeSystem."""
    from fhir_resources.version import FhirVersion
    from terminology.operations.diff import changes_of

    catalogue = library.catalogue(FhirVersion.R5)
    catalogue.get_code_system(system)
    versions = tuple(reversed(catalogue.code_systems[catalogue.canonical_system(system)]))
    known = catalogue.histories.get(catalogue.canonical_system(system))
    periods = [
        {
            "from": period.start.isoformat(),
            "to": period.end.isoformat()
            if period.end and not period.undecided
            else "unknown"
            if period.undecided
            else "",
            "meaning": (known.display(code, period) if known else None) or "",
            "releases": ", ".join(period.releases),
        }
        for period in (known.periods(code) if known else ())
    ]
    changes = [
        {
            "release": new.header.version,
            "change": change.property or change.kind,
            "old": change.old,
            "new": change.new,
        }
        for old, new in pairwise(versions)
        for change in changes_of(old, new, code)
        if not (change.kind == "removed" and new.header.content != "complete")
    ]
    return periods, changes
