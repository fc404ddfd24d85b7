"""`terminology import narratives`."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from terminology.cli.environment import read_settings
from terminology.cli.imports.given_paths import Paths, names_of, read_files
from terminology.cli.output import result, talk
from terminology.cli.refusals import REFUSED, refusals, refuse
from terminology.cli.store import with_clerk

if TYPE_CHECKING:
    from seed.narrative.resolution import Reading
    from seed.release import Source


def import_narratives(
    paths: Paths,
    code: Annotated[
        str | None, typer.Option(envvar="TERMINOLOGY_CODE", help="The code that the one narrative is about.")
    ] = None,
) -> None:
    """Attach procedure narratives to HCPCS codes: files, or folders with all that is in them.

    A code is found in three ways: --code or the file's name, the name block, the title. A narrative takes the place of
    an earlier one for its code. Exit code 1 when a file could not be attached; the others are.
    """
    from seed.narrative.resolution import NarrativeFile
    from terminology.library import importing

    settings = read_settings()
    given = read_files(paths)
    files = [NarrativeFile(Path(path).name, content, code) for path, content in given]
    if not files:
        refuse("There is no file in what was given.")
    with refusals():
        imported = with_clerk(settings, lambda clerk: importing.import_narratives(clerk, files))
    name_of = names_of(given)
    for reading in imported.readings:
        _report(reading, name_of)
    if any(reading.resolution.code is None for reading in imported.readings):
        raise typer.Exit(REFUSED)


def _report(reading: "Reading", name_of: "Callable[[Source], str]") -> None:
    resolution, name = reading.resolution, name_of(reading.source)
    if resolution.code is None:
        talk(f"{name}: {resolution.outcome}: {resolution.message}")
        return
    result(f"{name}: {resolution.code}")
    for note in resolution.notes:
        talk(f"{name}: {note}")
