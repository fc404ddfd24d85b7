import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terminology.library.checking.columns import UnreadableFile
from terminology.library.checking.files import CheckOptions, check_file, output_to, silently
from terminology.library.checking.lines import RowChecker
from terminology.library.checking.outputs import FORMULA
from terminology.library.checking.workbooks import WorkbookWriter, rows_of_workbook
from tests.builders.claims import checker

CLAIMS = (
    "Patient ID,HCPCS,Mod,DOS,Units,Note\n"
    "P1,E0143,NU,02/01/2026,1,=cmd\n"
    "P1,K0554,,2023-05-01,1,\n"
    "P2,A4216,,02/01/2026,3,\n"
    "P2,A4216,,02/01/2026,3,\n"
    "P3,A4216,,02/01/2026,3\n"
)
RULES = ["", "ended", "units-over-limit", "units-over-limit", ""]


def checked(path: Path, kind: str) -> tuple[bytes, RowChecker]:
    file = io.BytesIO()
    output = output_to(file, kind)
    found = check_file(path, checker(), CheckOptions(), output, lambda _done: None)
    output.close()
    return file.getvalue(), found


def rows_in(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def claim_file(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_columns_are_retained_and_three_are_added(tmp_path: Path) -> None:
    content, found = checked(claim_file(tmp_path, "claims.csv", CLAIMS), "csv")
    rows = rows_in(content)
    assert list(rows[0]) == ["Patient ID", "HCPCS", "Mod", "DOS", "Units", "Note", "result", "rules", "message"]
    assert [row["rules"] for row in rows] == RULES
    assert [row["result"] for row in rows] == ["ok", "error", "warning", "warning", "ok"]
    assert rows[0]["Note"] == "'=cmd"
    assert (found.counts["ok"], found.rules["units-over-limit"]) == (2, 2)


def test_lines_of_a_patient_are_summed_in_any_order(tmp_path: Path) -> None:
    head, *lines = CLAIMS.splitlines(keepends=True)
    mixed = [lines[2], lines[0], lines[4], lines[3], lines[1]]
    content, _ = checked(claim_file(tmp_path, "claims.csv", "".join([head, *mixed])), "csv")
    assert [row["rules"] for row in rows_in(content)] == ["units-over-limit", "", "", "units-over-limit", "ended"]


def test_a_workbook_is_read_and_written(tmp_path: Path) -> None:
    path = tmp_path / "claims.xlsx"
    with path.open("wb") as file:
        writer = WorkbookWriter(file)
        writer.write([["Claims of May"], *csv.reader(io.StringIO(CLAIMS))])
        writer.close()
    content, _ = checked(path, "xlsx")
    rows = list(rows_of_workbook(io.BytesIO(content)))
    assert [row[7] if len(row) > 7 else "" for row in rows[1:]] == RULES
    assert rows[1][5] == "=cmd"


def test_objects_are_read_and_written(tmp_path: Path) -> None:
    lines = [{"code": "E0143", "modifiers": ["NU"], "units": 1}, {"code": "K0554", "date": "2023-05-01"}, {"x": 1}]
    text = "\n".join(map(json.dumps, lines)) + "\nnonsense\n"
    content, _ = checked(claim_file(tmp_path, "claims.ndjson", text), "ndjson")
    found = [json.loads(line) for line in content.splitlines()]
    assert [item["rules"] for item in found] == ["", "ended", "unknown-code", "unknown-code"]
    assert found[0]["code"] == "E0143"


def test_every_input_line_has_an_output_line(tmp_path: Path) -> None:
    broken = 'HCPCS,Note\nJ3111,"open\nE0143,x\n"J3111,"\nJ3111,a,b,c,d\n\nK\n'
    content, _ = checked(claim_file(tmp_path, "claims.csv", broken), "csv")
    assert len(rows_in(content)) == 5


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8) | st.sampled_from(
    ["J3111", "E0143", "KX", "2026-02-01", "2/30/26", "46054", "two", "1.0", "=cmd|' /C calc'!A0", '"', "55513-0880-02"]
)
ROWS = st.lists(st.lists(CELLS, min_size=6, max_size=6).filter(lambda row: any(map(str.strip, row))), max_size=20)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ROWS)
def test_each_row_is_output_once_whatever_its_cells(tmp_path: Path, rows: list[list[str]]) -> None:
    """CSV in patient order, which may require sorting on disk first; NDJSON too."""
    headings = ["HCPCS", "Mod", "DOS", "Units", "Patient", "Note"]
    table = io.StringIO()
    csv.writer(table).writerows([headings, *rows])
    content, _ = checked(claim_file(tmp_path, "claims.csv", table.getvalue()), "csv")
    found = list(csv.reader(io.StringIO(content.decode())))[1:]
    assert len(found) == len(rows)
    assert all(map(_is_same_row, (row[:6] for row in found), rows))
    assert all(row[6] in ("ok", "warning", "error") for row in found)
    lines = "".join(json.dumps(dict(zip(headings, row, strict=True))) + "\n" for row in rows)
    if rows:
        objects, _ = checked(claim_file(tmp_path, "claims.ndjson", lines), "ndjson")
        assert [list(json.loads(line).values())[:6] for line in objects.splitlines()] == rows


def _is_same_row(found: list[str], sent: list[str]) -> bool:
    """Whether the cells are unchanged, except for the apostrophe that protects spreadsheets from formulas."""
    return len(found) == len(sent) and all(
        cell == source or (source.startswith(FORMULA) and cell == f"'{source}")
        for cell, source in zip(found, sent, strict=True)
    )


@pytest.mark.parametrize("name", ["claims.csv", "claims.tsv", "claims.xlsx", "claims.ndjson"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile):
        checked(claim_file(tmp_path, name, ""), "csv")


def test_a_second_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    output = output_to(io.BytesIO(), "csv")
    check_file(claim_file(tmp_path, "a.csv", "HCPCS\nJ3111\n"), checker(), CheckOptions(), output, lambda _done: None)
    with pytest.raises(UnreadableFile, match="different columns"):
        check_file(
            claim_file(tmp_path, "b.csv", "HCPCS,U\nJ3111,1\n"), checker(), CheckOptions(), output, lambda _done: None
        )


def test_a_file_of_results_is_checked_again(tmp_path: Path) -> None:
    once, _ = checked(claim_file(tmp_path, "claims.csv", CLAIMS), "csv")
    again, found = checked(claim_file(tmp_path, "checked.csv", once), "csv")
    assert list(rows_in(again)[0]) == list(rows_in(once)[0])
    assert [row["rules"] for row in rows_in(again)] == RULES
    assert found.counts.total() == len(RULES)


def test_objects_keep_columns_of_one_name_and_cells_without_a_heading(tmp_path: Path) -> None:
    content, _ = checked(claim_file(tmp_path, "claims.csv", "HCPCS,Units,Units\nJ3111,1,2,x,y\n"), "ndjson")
    (line,) = map(json.loads, content.splitlines())
    assert (line["Units"], line["Units (2)"], line["without heading"]) == ("1", "2", ["x", "y"])


def test_a_sheet_is_named_of_a_workbook_only(tmp_path: Path) -> None:
    options = CheckOptions(sheet="May")
    with pytest.raises(UnreadableFile, match="not a workbook"):
        check_file(claim_file(tmp_path, "a.csv", CLAIMS), checker(), options, output_to(io.BytesIO(), "csv"), silently)


def test_remarks_say_how_a_file_was_read(tmp_path: Path) -> None:
    remarks: list[str] = []
    path = claim_file(tmp_path, "claims.csv", "HCPCS,Charge\nJ3111,1\n")
    check_file(path, checker(), CheckOptions(), output_to(io.BytesIO(), "csv"), silently, remarks.append)
    assert remarks[:2] == ["Columns read: code = HCPCS", "Columns not read: Charge"]
