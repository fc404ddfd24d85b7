"""`terminology import <kind> FILE…`: one command for each registered source, made from what the source declares."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from seed.sources import ImportOption, SourceDefinition
from terminology.cli.environment import read_settings
from terminology.cli.imports import source_report
from terminology.cli.imports.input_files import names_of, read_files
from terminology.cli.imports.options import DryRun, ReportFile
from terminology.cli.refusals import REFUSED, misuse, refusals
from terminology.cli.store import with_context

if TYPE_CHECKING:
    from seed.release import Loaded
    from terminology.library.importing import SourceImport
    from terminology.library.publishing import ImportContext

PATHS_HELP = "Files, or folders with all files in them."
FILES_HELP = "The publisher's file, or a zip with it."


def import_command(source: SourceDefinition) -> Callable[..., None]:
    """The command function, with the parameters that typer reads from its signature."""

    def command(paths: list[Path], dry_run: bool, report: Path | None, **said: str | None) -> None:
        version = said.pop("version", None)
        options = {name.replace("_", "-"): text for name, text in said.items() if text is not None}
        _run(source, paths, version, options, dry_run, report)

    command.__doc__ = source.command.help
    command.__signature__ = inspect.Signature(_parameters(source))  # type: ignore[attr-defined]
    command.__annotations__ = {}
    return command


def _parameters(source: SourceDefinition) -> list[inspect.Parameter]:
    declared = source.command
    paths = typer.Argument(
        exists=True,
        readable=True,
        dir_okay=declared.takes_folders,
        show_default=False,
        help=PATHS_HELP if declared.takes_folders else FILES_HELP,
    )
    found = [_parameter("paths", Annotated[list[Path], paths])]
    if declared.version_option:
        names = dict.fromkeys((f"--{declared.version_option}", "--version"))
        variable = _variable(declared.version_option)
        option = typer.Option(*names, envvar=variable, metavar=declared.version_metavar, help=declared.version_help)
        found.append(_parameter("version", Annotated[str | None, option], None))
    found += [_option(item) for item in declared.options]
    found.append(_parameter("dry_run", DryRun, False))
    found.append(_parameter("report", ReportFile, None))
    return found


def _option(item: ImportOption) -> inspect.Parameter:
    option = typer.Option(
        f"--{item.name}",
        envvar=_variable(item.name),
        metavar=item.metavar or "|".join(item.choices) or None,
        help=item.help,
    )
    text: Any = Literal[item.choices] if item.choices else str
    default = inspect.Parameter.empty if item.is_required else None
    return _parameter(
        item.name.replace("-", "_"), Annotated[text if item.is_required else text | None, option], default
    )


def _parameter(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _variable(option: str) -> str:
    return f"TERMINOLOGY_{option.upper().replace('-', '_')}"


def _run(
    source: SourceDefinition,
    paths: list[Path],
    version: str | None,
    options: dict[str, str],
    is_dry_run: bool,
    report: Path | None,
) -> None:
    settings = read_settings()
    files = read_files(paths)
    name_of = names_of(files)

    async def work(context: "ImportContext") -> "tuple[Loaded, SourceImport]":
        from seed.sources import LoadRequest
        from terminology.library.importing import SourceImport, import_source, read_source

        request = LoadRequest(
            files=tuple(files),
            canonical_base=context.canonical_base,
            now=context.now(),
            version=version,
            options=options,
        )
        loaded = await read_source(context, source, request)
        source_report.show_read(source, loaded, name_of)
        return loaded, SourceImport() if is_dry_run else await import_source(context, source, loaded)

    with refusals():
        loaded, imported = with_context(settings, work)
    source_report.show_imported(source, loaded, imported, name_of, is_dry_run)
    if report:
        try:
            report.write_text(source_report.as_json(source, loaded, imported, is_dry_run), encoding="utf-8")
        except OSError as error:
            misuse(f"The report cannot be written: {error}.")
    if loaded.refused:
        raise typer.Exit(REFUSED)
