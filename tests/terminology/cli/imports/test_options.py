from pathlib import Path

import pytest
import typer

from terminology.cli.imports.options import write_report


def test_a_report_is_written_and_one_that_cannot_be_is_a_misuse(tmp_path: Path) -> None:
    write_report(tmp_path / "report.json", "{}")
    assert (tmp_path / "report.json").read_text() == "{}"
    with pytest.raises(typer.Exit) as left:
        write_report(tmp_path / "no-folder" / "report.json", "{}")
    assert left.value.exit_code == 2
