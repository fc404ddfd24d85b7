"""`terminology value-set create`: turn a table of codes into a value set, as a REST write would."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from terminology.cli.environment import read_settings
from terminology.cli.output import result
from terminology.cli.question_options import DEFAULT_SYSTEM
from terminology.cli.refusals import refusals, refuse
from terminology.cli.store import with_context

if TYPE_CHECKING:
    from terminology.library.publishing import ImportContext


def create_value_set(
    csv: Annotated[
        Path, typer.Option("--csv", help="CSV or XLSX with a column code, and optionally display and system.")
    ],
    url: Annotated[str, typer.Option("--url", help="The canonical url of the value set.")],
    version: Annotated[str, typer.Option("--version", help="Its business version.")],
    system: Annotated[str, typer.Option("--system", help="The code system of rows without one.")] = DEFAULT_SYSTEM,
    title: Annotated[str | None, typer.Option("--title", help="Its human-readable name.")] = None,
) -> None:
    """Create a draft value set from a table of codes; activate it with `$release` over HTTP."""
    from fhir_resources.version import FhirVersion
    from terminology.core.principals import OPERATOR
    from terminology.library.code_tables import value_set_from_table
    from terminology.library.commits import author_of
    from terminology.library.library import Library
    from terminology.library.proposals import Scene, propose_put

    async def create(context: "ImportContext") -> str:
        library = Library(context.store, context.canonical_base, context.now)
        await library.refresh()
        resource = value_set_from_table(table, url=url, version=version, system=system, title=title)
        id = context.new_id()
        scene = Scene(library.snapshot(FhirVersion.R5), library.written, OPERATOR)
        write = propose_put(scene, "POST", resource, FhirVersion.R5, id)
        assert write is not None
        await library.commit([write], author_of(OPERATOR), context.new_id(), {})
        return id

    settings = read_settings()
    try:
        table = csv.read_bytes()
    except OSError as error:
        refuse(f"{csv} cannot be read: {error.strerror}.")
    with refusals():
        id = with_context(settings, create)
    result(f"ValueSet/{id}  {url}|{version}  draft")
