import json
from functools import partial
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.examples.command_line import Run

CHAPTER = "https://terminology.example.org/fhir/ValueSet/hcpcs-chapter-j"


@pytest.fixture(scope="module")
def ask(run: Run, release: Path) -> Run:
    """Runs a command on the starter release."""
    run("import", "hcpcs", release, database="exports_expand")
    return partial(run, database="exports_expand")


def test_the_codes_of_a_value_set_are_csv_json_and_a_workbook(ask: Run, tmp_path: Path) -> None:
    lines = ask("expand", CHAPTER, "--csv").stdout.splitlines()
    assert lines[0].startswith("code,display,system")
    codes = [item["code"] for item in json.loads(ask("expand", CHAPTER, "--json").stdout)]
    assert "J3111" in codes
    assert len(lines) == len(codes) + 1
    file = tmp_path / "codes.xlsx"
    assert ask("expand", CHAPTER, "--xlsx", str(file)).exit_code == 0
    assert len(CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()) == len(codes) + 1


def test_a_filter_narrows_and_the_table_is_for_people(ask: Run) -> None:
    assert "J3111\tInjection, romosozumab-aqqg, 1 mg" in ask("expand", CHAPTER, "--filter", "romosozumab").stdout


def test_an_unexpandable_value_set_is_refused(ask: Run) -> None:
    assert ask("expand", "urn:unknown").exit_code == 1
    assert ask("expand", CHAPTER, "--date", "never").exit_code == 1
    assert ask("expand", CHAPTER, "--csv", "--json").exit_code == 2
