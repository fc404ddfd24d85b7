from pathlib import Path

from tests.examples.command_line import Run

CREATE = ("value-set", "create", "--url", "https://a.example.org/v", "--version", "1", "--csv")


def test_a_table_becomes_a_draft_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    file.write_text("code\nJ3111\n")
    made = run(*CREATE, file, database="tables")
    assert made.exit_code == 0, made.stderr
    assert made.stdout.startswith("ValueSet/")
    again = run(*CREATE, file, database="tables")
    assert again.exit_code == 1
    assert "already" in again.stderr


def test_a_file_that_is_not_there_is_reported(run: Run, tmp_path: Path) -> None:
    assert "cannot be read" in run(*CREATE, tmp_path / "none.csv", database="tables").stderr
