import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from terminology.library.checking.columns import UnreadableFile
from terminology.library.checking.sheets import MAX_NAMED, rows_of_sheets

Rows = Sequence[Sequence[str]]
LINES = [["Claims of Acme"], ["HCPCS", "DOS"], ["J3111", "2025-10-03"]]
OTHER = [["Code", "Meaning"], ["A", "x"]]


def workbook_of(sheets: Mapping[str, Rows], hidden: str | None = None) -> io.BytesIO:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name == hidden:
                sheet.hide()
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return file


def read(file: io.BytesIO, only: str | None = None) -> tuple[list[list[str]], list[str]]:
    remarks: list[str] = []
    rows = list(rows_of_sheets(file, {}, only, lambda _done: None, remarks.append))
    return rows, remarks


def test_all_sheets_with_codes_are_read_and_the_others_are_named() -> None:
    sheets = {"Read me": [["Hello"]], "May": LINES, "June": [*LINES[1:], LINES[2]], "Old": LINES, "Sheet5": []}
    rows, remarks = read(workbook_of(sheets, hidden="Old"))
    assert rows == [LINES[1], *[LINES[2]] * 3]
    assert remarks == [
        "Sheets read: May (1 line), June (2 lines)",
        "Sheets not read: Read me (no column of codes), Old (hidden), Sheet5 (no column of codes)",
    ]


def test_a_workbook_with_one_sheet_gets_no_remark() -> None:
    assert read(workbook_of({"May": LINES})) == ([LINES[1], LINES[2]], [])


def test_sheets_with_different_columns_are_refused_until_one_is_chosen() -> None:
    file = workbook_of({"Claims": LINES, "Lookup": OTHER})
    with pytest.raises(UnreadableFile, match="'Claims' and 'Lookup' have different columns: name the one to read"):
        read(file)
    assert read(file, "claims")[0] == [LINES[1], LINES[2]]
    assert read(file, "Lookup")[0] == OTHER


def test_a_hidden_sheet_is_read_when_it_is_chosen() -> None:
    assert read(workbook_of({"May": LINES, "Old": LINES}, hidden="Old"), "Old")[0] == [LINES[1], LINES[2]]


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnreadableFile, match="no sheet 'July': the sheets are May, June"):
        read(workbook_of({"May": LINES, "June": LINES}), "July")


def test_a_workbook_without_codes_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"No sheet has a column of codes: Read me \(no column of codes\)"):
        read(workbook_of({"Read me": [["Hello"]]}))


def test_the_order_is_that_of_the_tabs(tmp_path: Path) -> None:
    sheets = {f"S{number}": [["HCPCS"], [f"J{number:04}"]] for number in (11, 2, 1)}
    assert [row[0] for row in read(workbook_of(sheets))[0]] == ["HCPCS", "J0011", "J0002", "J0001"]


def test_the_remark_on_many_sheets_counts_the_others() -> None:
    sheets = {f"S{number}": [["code"], ["E0143"]] for number in range(MAX_NAMED + 3)}
    rows, (remark,) = read(workbook_of(sheets))
    assert len(rows) == 1 + len(sheets)
    assert remark.endswith("S19 (1 line), and 3 more")


def test_a_workbook_that_lacks_a_sheet_of_its_list_is_refused() -> None:
    """Otherwise its lines would be ignored silently."""
    complete, cut = workbook_of({"A": [["code"], ["E0143"]], "B": [["code"], ["E0143"]]}), io.BytesIO()
    with zipfile.ZipFile(complete) as before, zipfile.ZipFile(cut, "w") as after:
        for name in before.namelist():
            if not name.endswith("sheet2.xml"):
                after.writestr(name, before.read(name))
    with pytest.raises(UnreadableFile, match="sheet 'B' are missing"):
        read(cut)
