import json
from pathlib import Path

import pytest

from tests.examples.command_line import Run

MAP = "https://terminology.example.org/fhir/ConceptMap/ndc-to-hcpcs"
CROSSWALK = (
    "_2025_CODE,Short Description,LABELER NAME,NDC2,Drug Name,HCPCS dosage,PKG SIZE,PKG QTY,BILLUNITS,BILLUNITSPKG\n"
    "J3111,Inj. romosozumab-aqqg 1 mg,Amgen Inc,55513-0880-02,Evenity,1 MG,1.17,2,105,210\n"
    "90371,A vaccine,Amgen Inc,55513-0998-02,Vaccine,1 ML,1,1,1,1\n"
)


def test_a_crosswalk_is_imported_listed_and_removed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "2025-10.csv").write_text(CROSSWALK)
    imported = run("import", "ndc-crosswalk", tmp_path / "2025-10.csv", database="crosswalk")
    assert imported.exit_code == 0
    assert imported.stdout == f"{MAP}|2025-10: 1 products from 2025-10.csv\n"
    assert "quarter 2025-10, 2 rows, 1 rejected\n  line 3: 90371 is a CPT or CDT code" in imported.stderr
    (row,) = json.loads(run("list", "--json", database="crosswalk").stdout)
    assert (row["type"], row["system"], row["version"], row["sources"][0]["name"]) == (
        "ConceptMap",
        MAP,
        "2025-10",
        "2025-10.csv",
    )
    assert run("remove", MAP, "2025-10", database="crosswalk").exit_code == 0
    assert json.loads(run("list", "--json", database="crosswalk").stdout) == []


@pytest.mark.parametrize(
    ("content", "options"),
    [
        ("", ()),
        ("<html>", ()),
        (CROSSWALK.replace("BILLUNITS,", "AWP,"), ("--quarter", "2025-10")),
        (CROSSWALK, ()),
        (CROSSWALK, ("--quarter", "2025-11")),
    ],
)
def test_anything_but_a_crosswalk_is_refused_with_one_sentence(
    run: Run, tmp_path: Path, content: str, options: tuple[str, ...]
) -> None:
    (tmp_path / "given.csv").write_text(content)
    refused = run("import", "ndc-crosswalk", tmp_path / "given.csv", *options, database="refused")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert len(refused.stderr.splitlines()) == 1
    assert json.loads(run("list", "--json", database="refused").stdout) == []
