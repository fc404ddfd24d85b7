"""`terminology doctor`: whether everything works, and what to do where it does not."""

import json
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import typer

from terminology.cli.doctor import surroundings
from terminology.cli.doctor.findings import Finding, broken
from terminology.cli.environment import try_settings
from terminology.cli.output import print_message, result
from terminology.cli.refusals import REFUSED
from terminology.cli.store import with_context
from terminology.cli.table_files import AsJson
from terminology.cli.tables import show_table

if TYPE_CHECKING:
    from terminology.library.publishing import ImportContext
    from terminology.settings import Settings


def doctor(
    context: typer.Context,
    as_json: AsJson = False,
) -> None:
    """Report the software, the store and its capabilities, the loaded content and its age, and how to fix problems.

    Exits with 1 if something is broken, and with 0 if there are only notes.
    """
    settings, problems = try_settings()
    found = [*_surroundings(settings, context), *_inside(settings)] if settings else [*_unusable(problems)]
    if as_json:
        result(json.dumps([_as_json(item) for item in found], indent=2))
    else:
        show_table(("about", "", "what"), [(item.about, item.sign, item.text) for item in found])
        for item in found:
            if item.advice:
                print_message(f"{item.sign}: {item.text}\n  → {item.advice}")
    if any(item.state == "broken" for item in found):
        raise typer.Exit(REFUSED)


def _unusable(problems: Sequence[str]) -> Iterator[Finding]:
    """Every command refuses to run with these settings."""
    from terminology.app import software_version

    yield from surroundings.software(software_version())
    for problem in problems:
        yield broken("settings", problem, "Correct it, or unset it to use the default: docs/settings.md.")


def _surroundings(settings: "Settings", context: typer.Context) -> Iterator[Finding]:
    from terminology.app import software_version

    yield from surroundings.software(software_version())
    yield from surroundings.settings_of(settings, os.environ, _variables(context.find_root().command))
    yield from surroundings.folders(settings)
    yield from surroundings.limits(settings)
    yield from surroundings.authorization(settings)
    yield from surroundings.port(settings)


def _inside(settings: "Settings") -> tuple[Finding, ...]:
    from terminology.cli.doctor.content import examine
    from terminology.core.errors import StoreUnavailable
    from terminology.library.ports import ContentGone, NoStore

    async def work(context: "ImportContext") -> tuple[Finding, ...]:
        return await examine(context, settings)

    try:
        return with_context(settings, work)
    except (StoreUnavailable, NoStore) as error:
        advice = "Start it, or set TERMINOLOGY_MONGODB_URI" if settings.mongodb_uri else "The server needs a store"
        return (broken("store", str(error), f"{advice}: docs/operations.md."),)
    except ContentGone as error:
        return (broken("content", str(error), "Restore a backup, or import it again: docs/operations.md."),)


def _variables(command: Any) -> Iterator[str]:
    """The environment variables of every command's options."""
    for parameter in command.params:
        if isinstance(parameter.envvar, str):
            yield parameter.envvar
    if hasattr(command, "list_commands"):
        for name in command.list_commands(None):
            yield from _variables(command.get_command(None, name))


def _as_json(item: Finding) -> dict[str, str | None]:
    return {"about": item.about, "state": item.state, "text": item.text, "advice": item.advice}
