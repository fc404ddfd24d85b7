"""`terminology remove`."""

from typing import Annotated

import typer

from terminology.cli.environment import read_settings
from terminology.cli.output import print_message, print_messages, result
from terminology.cli.refusals import refusals
from terminology.cli.store import with_context


def remove(
    system: Annotated[str, typer.Argument(help="The url, as `terminology list` shows it.")],
    version: Annotated[str, typer.Argument(help="The version, in any accepted form; an empty string for none.")],
) -> None:
    """Remove one version of a code system, value set or concept map."""
    from terminology.core.canonical import join
    from terminology.library import removing

    settings = read_settings()
    with refusals():
        removed = with_context(settings, lambda context: removing.remove(context, system, version or None))
    result(f"{join(removed.system, removed.version)} is removed.")
    if removed.left:
        print_message("From the same file, and still loaded:")
        print_messages([join(item.url or item.id, item.version) for item in removed.left])
