import json
from functools import partial
from pathlib import Path

import pytest

from tests.examples.command_line import Run


@pytest.fixture(scope="module")
def ask(run: Run, release: Path) -> Run:
    """Runs a command on the starter release."""
    run("import", "hcpcs", release, database="exports_search")
    return partial(run, database="exports_search")


def test_words_find_codes(ask: Run) -> None:
    found = ask("search", "romosozumab")
    assert "J3111\tInjection, romosozumab-aqqg, 1 mg" in found.stdout
    assert "1 code\n" in found.stderr
    assert json.loads(ask("search", "romosozumab", "--json").stdout)[0]["code"] == "J3111"


def test_missing_content_is_refused_or_empty(ask: Run) -> None:
    assert "0 codes" in ask("search", "qqqqqq").stderr
    assert ask("search", "bed", "--system", "urn:unknown").exit_code == 1


def test_search_results_are_available_as_csv_and_workbook(ask: Run, tmp_path: Path) -> None:
    lines = ask("search", "romosozumab", "--csv").stdout.splitlines()
    assert lines[0].startswith("code,display,system")
    assert lines[1].startswith('J3111,"Injection, romosozumab-aqqg, 1 mg"')
    assert ask("search", "romosozumab", "--xlsx", str(tmp_path / "found.xlsx")).exit_code == 0
    assert (tmp_path / "found.xlsx").read_bytes().startswith(b"PK")
    assert ask("search", "romosozumab", "--csv", "--json").exit_code == 2
