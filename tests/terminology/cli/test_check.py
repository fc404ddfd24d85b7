import csv
import io
import stat
from pathlib import Path

import pytest

from tests.examples.command_line import Run

CLAIMS = "PROC,Mod1,DOS,Units\nJ3111,,5/1/2024,210\nJ3111,,5/1/2018,210\nj3111,,5/1/2024,1\n"


@pytest.fixture
def database(run: Run, release: Path) -> str:
    run("import", "hcpcs", release, "--release", "2025-10", database="checks")
    return "checks"


def test_lines_are_checked_and_an_error_ends_with_one(run: Run, database: str, tmp_path: Path) -> None:
    claims = tmp_path / "claims.csv"
    claims.write_text(CLAIMS)
    out = tmp_path / "checked.csv"
    checked = run("check", claims, "--out", out, "--column", "code=PROC", database=database)
    assert checked.exit_code == 1, checked.stderr
    rows = list(csv.DictReader(io.StringIO(out.read_text())))
    assert [row["rules"] for row in rows] == ["", "not-yet-valid", "unknown-code"]
    assert "3 lines: 1 ok, 0 with warnings, 2 with errors" in checked.stderr
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_lines_that_are_right_end_with_zero(run: Run, database: str, tmp_path: Path) -> None:
    claims = tmp_path / "claims.csv"
    claims.write_text("HCPCS,DOS\nJ3111,\n")
    out = tmp_path / "checked.ndjson"
    assert run("check", claims, "--out", out, "--date", "2024-05-01", database=database).exit_code == 0
    assert run("check", claims, "--out", out, "--date", "2018-05-01", database=database).exit_code == 1
    rules = ("--rules", "not-yet-valid=off")
    assert run("check", claims, "--out", out, "--date", "2018-05-01", *rules, database=database).exit_code == 0


@pytest.mark.parametrize(
    ("content", "options"),
    [
        ("A,B\n1,2\n", ()),
        ("", ()),
        ("HCPCS\nJ3111\n", ("--date", "soon")),
        ("HCPCS\nJ3111\n", ("--rules", "no-rule=off")),
        ("HCPCS\nJ3111\n", ("--column", "code=X")),
        ("HCPCS\nJ3111\n", ("--setting", "home")),
    ],
)
def test_unreadable_input_exits_with_two_and_leaves_nothing(
    run: Run, database: str, tmp_path: Path, content: str, options: tuple[str, ...]
) -> None:
    claims = tmp_path / "claims.csv"
    claims.write_text(content)
    refused = run("check", claims, "--out", tmp_path / "out.csv", *options, database=database)
    assert refused.exit_code == 2
    assert refused.stderr
    assert [path.name for path in tmp_path.glob("*")] == ["claims.csv"] or not (tmp_path / "out.csv").exists()


def test_the_results_never_replace_the_claims(run: Run, database: str, tmp_path: Path) -> None:
    claims, alias = tmp_path / "claims.csv", tmp_path / "alias.csv"
    claims.write_text(CLAIMS)
    alias.symlink_to(claims)
    for out in (claims, alias):
        refused = run("check", claims, "--out", out, "--column", "code=PROC", database=database)
        assert (refused.exit_code, "write the results to another file" in refused.stderr) == (2, True)
    assert claims.read_text() == CLAIMS


def test_a_result_that_cannot_be_written_is_not_a_line_error(run: Run, database: str, tmp_path: Path) -> None:
    claims = tmp_path / "claims.csv"
    claims.write_text(CLAIMS)
    checked = run("check", claims, "--out", tmp_path / "none" / "out.csv", "--column", "code=PROC", database=database)
    assert checked.exit_code == 2
    assert "No such file or directory" in checked.stderr


def test_results_are_not_written_to_a_folder(run: Run, database: str, tmp_path: Path) -> None:
    claims = tmp_path / "claims.csv"
    claims.write_text("HCPCS\nJ3111\n")
    refused = run("check", claims, "--out", tmp_path, database=database)
    assert (refused.exit_code, "is a folder" in refused.stderr) == (2, True)


def test_the_command_says_how_it_reads_a_file(run: Run, database: str, tmp_path: Path) -> None:
    claims = tmp_path / "claims.csv"
    claims.write_text("HCPCS,Charge\nJ3111,1\n")
    message = run("check", claims, "--date", "2024-05-01", "--out", tmp_path / "out.csv", database=database).stderr
    assert "claims.csv: Columns read: code = HCPCS" in message
    assert "claims.csv: Columns not read: Charge" in message
    assert "claims.csv: No column of dates was found: every line is checked as of 2024-05-01" in message
