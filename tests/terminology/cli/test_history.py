import json
from functools import partial
from pathlib import Path

import pytest

from tests.examples.command_line import Run


@pytest.fixture(scope="module")
def ask(run: Run, release: Path) -> Run:
    """Runs a command on the starter release."""
    run("import", "hcpcs", release, database="exports_history")
    return partial(run, database="exports_history")


def test_a_code_has_its_periods(ask: Run) -> None:
    assert "2019-10-01" in ask("history", "J3111").stdout
    reported = json.loads(ask("history", "J3111", "--json").stdout)
    assert [(period["from"], period["to"]) for period in reported["periods"]] == [("2019-10-01", "")]
    assert reported["changes"] == []


def test_a_code_in_no_release_is_refused(ask: Run) -> None:
    found = ask("history", "ZZZZZ")
    assert found.exit_code == 1
    assert "ZZZZZ" in found.stderr


def test_a_history_is_csv_and_a_workbook_too(ask: Run, tmp_path: Path) -> None:
    lines = ask("history", "J3111", "--csv").stdout.splitlines()
    assert lines[:2] == [
        "what,from,to,releases,old,new",
        'period,2019-10-01,,2025-10,,"Injection, romosozumab-aqqg, 1 mg"',
    ]
    assert ask("history", "J3111", "--xlsx", str(tmp_path / "periods.xlsx")).exit_code == 0
    assert (tmp_path / "periods.xlsx").read_bytes().startswith(b"PK")
