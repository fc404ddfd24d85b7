"""`terminology import <kind> FILE…`: one command for each registered source, built from its declaration."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from seed.sources import ACCEPT_INCOMPLETE, REPLACE, ImportOption, Remedy, SourceDefinition
from terminology.cli.environment import read_settings
from terminology.cli.imports import source_report
from terminology.cli.imports.input_files import names_of, read_files
from terminology.cli.imports.options import AcceptIncomplete, DryRun, Replace, ReportFile, write_report
from terminology.cli.imports.source_report import Outcome
from terminology.cli.refusals import REFUSED, refusals
from terminology.cli.store import with_context

if TYPE_CHECKING:
    from terminology.library.publishing import ImportContext

PATHS_HELP = "Files, or folders of files."
FILES_HELP = "The publisher's file, or a zip with it."


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of the import; `accepted` are the problems that do not stop it."""

    is_dry_run: bool
    accepted: frozenset[Remedy]
    report: Path | None


def import_command(source: SourceDefinition) -> Callable[..., None]:
    """The command function, with the parameters that typer reads from its signature."""

    def command(
        paths: list[Path],
        dry_run: bool,
        accept_incomplete: bool,
        replace: bool,
        report: Path | None,
        **stated: str | None,
    ) -> None:
        version = stated.pop("version", None)
        options = {name.replace("_", "-"): str(text) for name, text in stated.items() if text is not None}
        remedies = {ACCEPT_INCOMPLETE: accept_incomplete, REPLACE: replace}
        accepted = frozenset(remedy for remedy, is_set in remedies.items() if is_set)
        _run(source, paths, version, options, Choices(dry_run, accepted, report))

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
    found.append(_parameter("accept_incomplete", AcceptIncomplete, False))
    found.append(_parameter("replace", Replace, False))
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
    if item.is_file:
        option = typer.Option(
            f"--{item.name}",
            envvar=_variable(item.name),
            metavar=item.metavar,
            help=item.help,
            exists=True,
            dir_okay=False,
        )
        text = Path
    default = inspect.Parameter.empty if item.is_required else None
    return _parameter(
        item.name.replace("-", "_"), Annotated[text if item.is_required else text | None, option], default
    )


def _parameter(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _variable(option: str) -> str:
    return f"TERMINOLOGY_{option.upper().replace('-', '_')}"


def _run(
    source: SourceDefinition, paths: list[Path], version: str | None, options: dict[str, str], choices: Choices
) -> None:
    settings = read_settings()
    files = read_files(paths)
    attached = {
        item.name: Path(options.pop(item.name)).read_bytes()
        for item in source.command.options
        if item.is_file and item.name in options
    }
    name_of = names_of(files)

    async def work(context: "ImportContext") -> "Outcome":
        from seed.sources import LoadRequest
        from terminology.library.import_checks import check_contents
        from terminology.library.importing import SourceImport, import_source, read_source

        request = LoadRequest(
            files=tuple(files),
            canonical_base=context.canonical_base,
            now=context.now(),
            version=version,
            options=options,
            attached=attached,
        )
        loaded = await read_source(context, source, request)
        source_report.show_read(source, loaded, name_of)
        checked = await check_contents(context.store, source, loaded)
        source_report.show_problems(checked, choices.accepted)
        refusing = source_report.refusing(checked, choices.accepted)
        if choices.is_dry_run or refusing:
            return Outcome(loaded, checked, SourceImport(), is_refused=bool(refusing))
        incomplete = [item.content.header.version for item in checked if item.is_incomplete]
        return Outcome(loaded, checked, await import_source(context, source, loaded, incomplete))

    with refusals():
        outcome = with_context(settings, work)
    if choices.report:
        write_report(choices.report, source_report.as_json(source, outcome, choices.is_dry_run))
    if outcome.is_refused:
        raise typer.Exit(REFUSED)
    source_report.show_imported(source, outcome, name_of, choices.is_dry_run)
    if outcome.loaded.refused:
        raise typer.Exit(REFUSED)
