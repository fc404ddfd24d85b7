"""`terminology export codes`: all codes of a code system or a value set, one per line."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from terminology.cli.environment import read_settings
from terminology.cli.exports.output_file import output_file
from terminology.cli.output import print_message
from terminology.cli.refusals import refusals
from terminology.cli.store import with_library
from terminology.core import canonical

if TYPE_CHECKING:
    from terminology.library.bulk import Bulk
    from terminology.library.library import Library

FORMATS = Literal["ndjson", "csv"]


def export_codes(
    what: Annotated[str, typer.Argument(help="hcpcs or another kind of import, or a url.")],
    version: Annotated[str | None, typer.Argument(help="The release, such as 2025-10; default: the latest.")] = None,
    format: Annotated[
        FORMATS | None, typer.Option(envvar="TERMINOLOGY_FORMAT", help="Default: by the file name, or ndjson.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", envvar="TERMINOLOGY_OUT", dir_okay=False, help="The file to write.")
    ] = None,
    date: Annotated[
        str | None, typer.Option(envvar="TERMINOLOGY_DATE", help="Value sets only: as of this date, YYYY-MM-DD.")
    ] = None,
    property: Annotated[
        list[str] | None, typer.Option(envvar="TERMINOLOGY_PROPERTY", help="Value sets only: include these properties.")
    ] = None,
) -> None:
    """Write every code with its properties, one per line: NDJSON, or CSV for spreadsheets and databases.

    Memory use does not grow with the number of codes.
    """
    settings = read_settings()
    chosen: FORMATS = format or ("csv" if out and out.suffix.lower() == ".csv" else "ndjson")

    def write(library: "Library") -> int:
        bulk = _bulk(library, what, version, chosen, date, tuple(property or ()))
        for warning in bulk.warnings:
            print_message(warning)
        if out is None:
            return sum(map(sys.stdout.buffer.write, bulk.pieces))
        with output_file(out) as file:
            return sum(map(file.write, bulk.pieces))

    with refusals():
        size = with_library(settings, write)
    sys.stdout.flush()
    if out:
        print_message(f"{out}: {size:,} bytes")


def _bulk(
    library: "Library", what: str, version: str | None, format: FORMATS, date: str | None, properties: tuple[str, ...]
) -> "Bulk":
    from fhir_resources.version import FhirVersion
    from seed.registry import find_system
    from terminology.core.days import parse_days
    from terminology.core.requests import Context, ExpandRequest, ValueSetReference
    from terminology.core.value_sets import Compose, Include, ValueSet, ValueSetHeader
    from terminology.library.bulk import code_system_lines, expansion_lines

    catalogue = library.catalogue(FhirVersion.R5)
    url, stated = canonical.split(find_system(what))
    provider = catalogue.find_code_system(url, version or stated)
    if date is None and provider:
        return code_system_lines(provider, format)
    reference = ValueSetReference(url, version or stated)
    if catalogue.has_code_system(url):
        header = catalogue.get_code_system(url, version or stated).header  # the error lists the loaded versions
        whole = Compose(include=(Include(system=header.url, version=header.version),))
        reference = ValueSetReference(value_set=ValueSet(ValueSetHeader(url=""), whole))
    context = Context(days=parse_days(date) if date else None)
    return expansion_lines(catalogue, ExpandRequest(reference, properties=properties, context=context), format)
