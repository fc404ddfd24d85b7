from pathlib import Path

import pytest
import typer

from terminology.cli.table_files import refuse_two_forms, write_csv_or_workbook
from terminology.pages.downloads import Table


def test_a_cell_that_begins_a_formula_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert write_csv_or_workbook(Table("x", ("a",), [("=1+1",)]), as_csv=True, xlsx=None)
    assert capsys.readouterr().out.splitlines() == ["a", "'=1+1"]


def test_without_a_choice_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert not write_csv_or_workbook(Table("x", ("a",), ()), as_csv=False, xlsx=None)
    assert capsys.readouterr().out == ""


def test_two_forms_at_once_are_misuse(tmp_path: Path) -> None:
    with pytest.raises(typer.Exit):
        refuse_two_forms(as_csv=True, xlsx=tmp_path / "a.xlsx", as_json=False)
