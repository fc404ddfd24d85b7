import json
from pathlib import Path

import pytest

from tests.examples.command_line import Run

RBCS = (
    "hcpcs_code,rbcs_category,rbcs_subcategory,rbcs_family,rbcs_date_effective\n"
    "J3111,Treatment,Dialysis,No RBCS Family,20150101\n"
)


def test_the_rbcs_is_imported_with_a_value_set_for_each_category(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rbcs.csv").write_text(RBCS)
    imported = run("import", "rbcs", tmp_path / "rbcs.csv", "--release", "2024", database="rbcs")
    assert imported.stdout.splitlines() == [
        "https://terminology.example.org/fhir/CodeSystem/hcpcs-rbcs|2024: 1 codes from rbcs.csv",
        "https://terminology.example.org/fhir/ValueSet/hcpcs-rbcs-treatment|2024",
    ]


@pytest.mark.parametrize(
    ("content", "options"),
    [
        ("_2025_CODE,Short Description\nJ3111,Inj. romosozumab-aqqg 1 mg\n", ("--release", "2024")),
        (RBCS, ()),
    ],
)
def test_anything_but_the_rbcs_is_refused_with_one_sentence(
    run: Run, tmp_path: Path, content: str, options: tuple[str, ...]
) -> None:
    (tmp_path / "given.csv").write_text(content)
    refused = run("import", "rbcs", tmp_path / "given.csv", *options, database="refused")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert len(refused.stderr.splitlines()) == 1
    assert json.loads(run("list", "--json", database="refused").stdout) == []
