"""What every import command has, made from what its source declares."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from seed.registry import SOURCES
from seed.release import Loaded
from seed.sources import ImportCommand, ImportOption, SourceDefinition
from terminology.cli.imports.sources import import_command
from tests.examples.command_line import HCPCS, Run


@pytest.mark.parametrize(("kind", "word"), [("hcpcs", "release"), ("ndc-crosswalk", "quarter"), ("rbcs", "release")])
def test_version_is_an_alias_of_release_and_quarter(run: Run, kind: str, word: str) -> None:
    shown = run("import", kind, "--help").stdout
    assert f"--{word}" in shown
    assert "--version" in shown


@pytest.mark.parametrize("kind", SOURCES)
def test_every_import_can_be_tried_and_reported(run: Run, kind: str) -> None:
    shown = run("import", kind, "--help").stdout
    assert "--dry-run" in shown
    assert "--report" in shown


def test_a_dry_run_reads_everything_and_loads_nothing(run: Run, release: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    tried = run("import", "hcpcs", release, "--version", "2026-01", "--dry-run", "--report", report, database="dry")
    assert tried.exit_code == 0, tried.stderr
    assert tried.stdout == f"{HCPCS}|2026-01: 186 concepts from {release.name}\n"
    assert tried.stderr.endswith("Nothing was loaded: this was a dry run.\n")
    assert json.loads(run("list", "--json", database="dry").stdout) == []
    reported = json.loads(report.read_text())
    assert (reported["kind"], reported["dryRun"], reported["contents"][0]["version"]) == ("hcpcs", True, "2026-01")
    assert (reported["contents"][0]["rowsRead"], reported["contents"][0]["rejected"]) == (186, [])


def test_a_report_that_cannot_be_written_is_reported(run: Run, release: Path, tmp_path: Path) -> None:
    report = tmp_path / "nowhere" / "report.json"
    tried = run("import", "hcpcs", release, "--release", "2026-01", "--dry-run", "--report", report, database="dry")
    assert tried.exit_code == 2
    assert "The report cannot be written" in tried.stderr


OWN_OPTIONS = SourceDefinition(
    kind="edits",
    title="edits",
    command=ImportCommand(
        help="Load edits.",
        example="edits.zip --setting dme",
        options=(ImportOption("setting", "Where it is.", choices=("dme", "practitioner"), is_required=True),),
    ),
    load=lambda request: Loaded(),
)


def run_own(*arguments: str) -> tuple[int, str]:
    app = typer.Typer()
    app.command("edits")(import_command(OWN_OPTIONS))
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stderr


def test_an_option_of_a_source_has_to_be_stated_and_one_of_its_choices(tmp_path: Path) -> None:
    code, message = run_own(str(tmp_path))
    assert (code, "--setting" in message) == (2, True)
    code, message = run_own(str(tmp_path), "--setting", "home")
    assert (code, "home" in message and "practitioner" in message) == (2, True)
