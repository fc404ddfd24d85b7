"""The `terminology import` group, filled on first use: the source declarations are slow to import, and other commands
and `--help` do not need them.
"""

from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from collections.abc import Mapping

IMPORT = "Load FHIR resources, or code systems, narratives, maps and tables from their publishers' files."


class ImportGroup(TyperGroup):
    """One command for each registered source, and one for FHIR resources."""

    def list_commands(self, ctx: Any) -> list[str]:
        self._fill()
        return super().list_commands(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        self._fill()
        return super().get_command(ctx, cmd_name)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        self._fill()
        super().format_help(ctx, formatter)

    def _fill(self) -> None:
        if not self.commands:
            from seed.registry import SOURCES

            self.commands.update(_commands())
            self.help = f"{IMPORT}\n\nSources: {', '.join(source.title for source in SOURCES.values())}."


def _commands() -> "Mapping[str, Any]":
    from seed.registry import SOURCES
    from terminology.cli.imports.resources import import_resources
    from terminology.cli.imports.sources import import_command

    group = typer.Typer()
    for kind, source in SOURCES.items():
        example = f"Example: terminology import {kind} {source.command.example}"
        group.command(kind, epilog=example)(import_command(source))
    example = "Example: terminology import resources my-value-sets/ hl7.terminology.r5-7.0.1.tgz"
    group.command("resources", epilog=example)(import_resources)
    filled = typer.main.get_command(group)
    assert isinstance(filled, TyperGroup)
    return filled.commands
