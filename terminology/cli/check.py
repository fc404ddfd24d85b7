"""`terminology check`: what is wrong with the lines of claim files."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from terminology.cli.claim_files import Interrupted, interruptible, readable_files, writing
from terminology.cli.environment import read_settings
from terminology.cli.output import print_message
from terminology.cli.refusals import misuse, refusals
from terminology.cli.store import with_context
from terminology.core.counts import counted

if TYPE_CHECKING:
    from terminology.core.line_rules import RuleSet
    from terminology.library.checking.files import Remark
    from terminology.library.ports import Progress
    from terminology.library.publishing import ImportContext

SETTINGS = ("dme", "practitioner", "outpatient")
HAS_ERRORS = 1
BROKEN_PIPE = 141  # the exit code that shells report for SIGPIPE


Files = Annotated[
    list[Path],
    typer.Argument(dir_okay=False, readable=True, help="Claim files: CSV, TSV, XLSX or NDJSON; - is standard input."),
]
Out = Annotated[
    Path | None,
    typer.Option(envvar="TERMINOLOGY_OUT", help="Write the results to this file: .csv, .tsv, .xlsx or .ndjson."),
]
Column = Annotated[
    list[str] | None,
    typer.Option(envvar="TERMINOLOGY_COLUMN", metavar="FIELD=HEADING", help="Map a column yourself: code=PROC_CD."),
]
Date = Annotated[
    str | None,
    typer.Option(envvar="TERMINOLOGY_DATE", metavar="YYYY-MM-DD", help="Date of service for lines without one."),
]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        envvar="TERMINOLOGY_RULES",
        metavar="RULE=CHOICE",
        help="on, off, or another severity: ends-soon=off,modifier-missing=error.",
    ),
]
Sheet = Annotated[
    str | None,
    typer.Option(envvar="TERMINOLOGY_SHEET", metavar="NAME", help="Read only this sheet of a workbook (default: all)."),
]
MueSetting = Annotated[
    str | None,
    typer.Option(envvar="TERMINOLOGY_SETTING", help="Whose MUE limits apply: dme, practitioner or outpatient."),
]


def check(
    files: Files,
    out: Out = None,
    column: Column = None,
    date: Date = None,
    rules: Rules = None,
    setting: MueSetting = None,
    sheet: Sheet = None,
) -> None:
    """Check claim lines: codes, modifiers, units and drug products, as of each line's date of service.

    The output has the input columns plus result, rules and message. In a workbook, every sheet with a code column is
    read. Exit codes: 0 no errors, 1 a line has an error, 2 a file cannot be read or written.
    """
    from terminology.library.checking.columns import UnreadableFile, parse_choices
    from terminology.library.checking.files import CheckOptions, kind_of
    from terminology.library.checking.values import read_setting

    settings = read_settings()
    if setting is not None and setting not in SETTINGS:
        misuse(f"{setting!r} is not a setting: give one of {', '.join(SETTINGS)}.")
    rule_set = _rules(rules or [])
    try:
        options = CheckOptions(parse_choices(column or [], "="), read_setting(setting or ""), sheet)
        kind = kind_of(out) if out else kind_of(files[0]).replace("xlsx", "csv")
        if out and out.is_dir():
            raise UnreadableFile(f"{out} is a folder: name a file for the results.")
        if out and any(out.exists() and path.exists() and out.samefile(path) for path in files):
            raise UnreadableFile(f"{out} is a claim file to be checked: write the results to another file.")

        with refusals(), _unusable_files(), readable_files(files) as paths:

            async def work(context: "ImportContext") -> Counter[str]:
                return await _checked(context, paths, options, date, rule_set, out, kind)

            counts = with_context(settings, work)
    except BrokenPipeError:  # the reader closed the pipe, as `head` does
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - Python flushes stdout on exit
        raise typer.Exit(BROKEN_PIPE) from None
    except (UnreadableFile, OSError) as error:
        misuse(str(error))
    except Interrupted as interruption:
        print_message(f"Interrupted: {out} was not written." if out else "Interrupted.")
        raise typer.Exit(interruption.exit_code) from None
    if counts["error"]:
        raise typer.Exit(HAS_ERRORS)


async def _checked(
    context: "ImportContext",
    files: list[Path],
    options: "object",
    date: str | None,
    rules: "RuleSet",
    out: Path | None,
    kind: str,
) -> "Counter[str]":
    from fhir_resources.version import FhirVersion
    from terminology.core.claim_lines import Unreadable
    from terminology.library.checking.columns import UnreadableFile
    from terminology.library.checking.files import CheckOptions, check_file, output_to
    from terminology.library.checking.values import read_day
    from terminology.library.library import Library
    from terminology.library.line_checking import line_checker

    assert isinstance(options, CheckOptions)
    library = Library(context.store, context.canonical_base, context.now)
    await library.refresh()
    day = read_day(date) if date else context.now().date()
    if isinstance(day, Unreadable):
        raise UnreadableFile(f"{date!r} is not a day: {day.expected}.")
    checker = line_checker(library.catalogue(FhirVersion.R5), day, rules)
    counts: Counter[str] = Counter()
    found: Counter[str] = Counter()
    with interruptible(), writing(out) as file:
        output = output_to(file, kind)
        for path in files:
            tick = _ticking(context.progress, f"{path.name}, bytes", path.stat().st_size)
            try:
                checked = check_file(path, checker, options, output, tick, _remarking(path))
            except UnreadableFile as error:
                raise UnreadableFile(f"{path.name}: {error}") from error
            counts.update(checked.counts)
            found.update(checked.rules)
        output.close()
    _summarize(counts, found)
    return counts


def _rules(texts: list[str]) -> "RuleSet":
    from terminology.core.line_rules import ALL_RULES

    rules = ALL_RULES
    for text in (part for each in texts for part in each.split(",") if part.strip()):
        rule, _, choice = text.strip().partition("=")
        try:
            rules = rules.changed(rule, choice or "on")
        except ValueError as error:
            misuse(f"{error}.")
    return rules


@contextmanager
def _unusable_files() -> Iterator[None]:
    """A full disk is not an error in a claim line, so the exit code is not 1."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        misuse(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.")


def _ticking(progress: "Progress", name: str, size: int):  # type: ignore[no-untyped-def]
    return lambda done: progress(name, min(done, size), max(size, 1))


def _remarking(path: Path) -> "Remark":
    return lambda sentence: print_message(f"{path.name}: {sentence}")


def _summarize(counts: "Counter[str]", rules: "Counter[str]") -> None:
    print_message(
        f"{counted(counts.total(), 'line')}: {counts['ok']:,} ok, {counts['warning']:,} with warnings, "
        f"{counts['error']:,} with errors"
    )
    for rule, number in sorted(rules.items(), key=lambda item: (-item[1], item[0])):
        print_message(f"  {rule}: {number:,}")
