import csv
import json
from pathlib import Path

import pytest

from tests.examples.command_line import HCPCS, Run

MODIFIERS = "https://terminology.example.org/fhir/ValueSet/hcpcs-modifiers"


@pytest.fixture(scope="module")
def exported(run: Run, release: Path) -> str:
    assert run("import", "hcpcs", release, "--release", "2025-10", database="codes").exit_code == 0
    return "codes"


def test_a_release_is_exported_as_ndjson_or_csv_by_the_file_name(run: Run, exported: str, tmp_path: Path) -> None:
    lines = run("export", "codes", "hcpcs", "2025-10", database=exported).stdout.splitlines()
    assert len(lines) == 186
    assert json.loads(lines[0])["system"] == HCPCS
    file = tmp_path / "hcpcs.csv"
    written = run("export", "codes", "hcpcs", "--out", file, database=exported)
    assert (written.exit_code, written.stdout) == (0, "")
    found = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["code"] for row in found] == [json.loads(line)["code"] for line in lines]
    assert {row["coverage"] for row in found if row["code"] == "J3111"} == {"C"}


def test_a_value_set_and_a_day_are_honored(run: Run, exported: str) -> None:
    modifiers = run("export", "codes", MODIFIERS, "--property", "kind", database=exported).stdout.splitlines()
    assert {item["property"][0]["valueCode"] for item in map(json.loads, modifiers)} == {"modifier"}

    def codes(*choices: str) -> set[str]:
        lines = run("export", "codes", "hcpcs", *choices, database=exported).stdout.splitlines()
        return {json.loads(line)["code"] for line in lines}

    then = codes("--date", "2015-01-01")
    assert "J3111" not in then  # added in 2019
    assert then < codes()


@pytest.mark.parametrize(
    ("arguments", "message"), [(("nothing",), "could not be found"), (("hcpcs", "1999-01"), "Known versions: 2025-10")]
)
def test_missing_content_is_refused(run: Run, exported: str, arguments: tuple[str, ...], message: str) -> None:
    refused = run("export", "codes", *arguments, database=exported)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert message in refused.stderr
