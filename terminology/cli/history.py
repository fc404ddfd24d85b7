"""`terminology history`: the lives of a code, and what each loaded release changed about it."""

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

import typer

from terminology.cli.default_system import DEFAULT_SYSTEM
from terminology.cli.environment import read_settings
from terminology.cli.output import result
from terminology.cli.refusals import refusals, refuse
from terminology.cli.store import with_library
from terminology.cli.tables import show_table

if TYPE_CHECKING:
    from terminology.library.library import Library


def history(
    code: Annotated[str, typer.Argument(help="The code, such as J1440.")],
    system: Annotated[str, typer.Option(envvar="TERMINOLOGY_SYSTEM", help="The code system.")] = DEFAULT_SYSTEM,
    as_json: Annotated[bool, typer.Option("--json", envvar="TERMINOLOGY_JSON", help="As JSON.")] = False,
) -> None:
    """Show when a code was valid and what it meant, and what changed from release to release."""
    settings = read_settings()
    with refusals():
        lives, changes = with_library(settings, lambda library: rows_of(library, system, code))
    if not lives and not changes:
        refuse(f"No loaded version of '{system}' lists the code '{code}'.")
    if as_json:
        result(json.dumps({"code": code, "lives": lives, "changes": changes}, indent=2, ensure_ascii=False))
        return
    if lives:
        show_table(("from", "to", "meaning", "releases"), [tuple(map(str, life.values())) for life in lives])
    show_table(("release", "change", "old", "new"), [tuple(str(v or "") for v in c.values()) for c in changes])


def rows_of(library: "Library", system: str, code: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The lives of a code, and the changes of it from version to version. Raises UnknownCodeSystem."""
    from fhir_resources.version import FhirVersion
    from terminology.operations.diff import changes_of

    catalogue = library.catalogue(FhirVersion.R5)
    catalogue.get_code_system(system)
    versions = tuple(reversed(catalogue.code_systems[catalogue.canonical_system(system)]))
    known = catalogue.histories.get(catalogue.canonical_system(system))
    lives = [
        {
            "from": life.start.isoformat(),
            "to": life.end.isoformat() if life.end and not life.undecided else "unknown" if life.undecided else "",
            "meaning": (known.display(code, life) if known else None) or "",
            "releases": ", ".join(life.releases),
        }
        for life in (known.lives(code) if known else ())
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
    return lives, changes
