"""Help, exit codes, and the main journey in separate processes."""

import json
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from tests.examples.command_line import EXCERPT, HCPCS, Run, Start
from tests.examples.server import COMMAND


def cpu_of(*command: str) -> float:
    """CPU seconds, the minimum of three runs, to exclude the load of a busy machine."""
    return min(_cpu_once(command) for _ in range(3))


def _cpu_once(command: tuple[str, ...]) -> float:
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def test_help_shows_every_command(run: Run) -> None:
    shown = run("--help").stdout
    for command in ("serve", "import", "export", "list", "remove", "lookup", "diff", "export-openapi"):
        assert command in shown


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version").stdout.strip() == metadata.version("terminology-server")


def test_help_costs_hardly_more_than_the_library_that_renders_it() -> None:
    """Under 0.3 s of CPU, on a machine that needs 0.16 s for the library alone; 0.20 s were measured."""
    library = cpu_of(sys.executable, "-c", "import typer.rich_utils")
    assert cpu_of(*COMMAND, "--help") < 0.3 * max(1.0, library / 0.16)


def test_help_needs_nothing_of_the_server() -> None:
    asked = "import sys, terminology.cli.main; print(*{name.split('.')[0] for name in sys.modules})"
    found = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True).stdout.split()
    assert not {"seed", "fhir_resources", "pydantic", "pymongo", "fastapi", "asyncio"} & set(found)


@pytest.mark.parametrize(
    "command",
    [
        ("serve",),
        ("import", "hcpcs"),
        ("import", "resources"),
        ("import", "ndc-crosswalk"),
        ("import", "rbcs"),
        ("lookup",),
        ("diff",),
        ("remove",),
    ],
)
def test_the_help_of_a_command_shows_an_example(run: Run, command: tuple[str, ...]) -> None:
    assert f"terminology {' '.join(command)}" in run(*command, "--help").stdout.split("Example", 1)[1]


def test_the_help_of_import_names_all_that_can_be_imported(run: Run) -> None:
    message = " ".join(run("import", "--help").stdout.split("Options")[0].split())
    for word in ("HCPCS", "narratives", "NDC-HCPCS crosswalks", "RBCS", "FHIR resources"):
        assert word in message


@pytest.mark.parametrize("command", ["hcpcs", "narratives", "resources", "ndc-crosswalk", "rbcs"])
def test_the_help_of_an_import_describes_its_input(run: Run, command: str) -> None:
    arguments = run("import", command, "--help").stdout.split("Arguments", 1)[1].split("Options")[0]
    assert "file" in arguments.lower().replace("file ", "", 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        ("list", "--nothing"),
        ("lookup",),
        ("diff", "hcpcs", "2025-10"),
        ("import", "hcpcs", "/no/such/file"),
        ("import", "ndc-crosswalk", "/no/such/file"),
        ("import", "rbcs", "/tmp"),
        ("serve", "--port", "many"),
        ("serve", "--workers", "0"),
    ],
)
def test_misuse_exits_with_two(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error" in result.stderr


def test_a_release_is_imported_listed_looked_up_and_removed(start: Start, release: Path) -> None:
    imported = start("import", "hcpcs", release, "--release", "2025-10")
    assert imported.returncode == 0, imported.stderr
    assert imported.stdout == f"{HCPCS}|2025-10: 186 concepts from {EXCERPT}\n"
    assert "186 rows, 0 rejected" in imported.stderr

    rows = json.loads(start("list", "--json").stdout)
    assert [(row["system"], row["version"], row["concepts"]) for row in rows] == [(HCPCS, "2025-10", 186)]
    assert len(rows[0]["sources"][0]["sha256"]) == 64

    found = start("lookup", "J3111")
    assert "display\tInjection, romosozumab-aqqg, 1 mg\n" in found.stdout
    assert "coverage\tC (carrier judgment)\n" in found.stdout

    removed = start("remove", HCPCS, "2025-10")
    assert (removed.returncode, removed.stdout) == (0, f"{HCPCS}|2025-10 is removed.\n")
    again = start("remove", HCPCS, "2025-10")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == f"{HCPCS} is not loaded.\n"
