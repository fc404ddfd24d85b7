import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from terminology.library.checking.columns import UnreadableFile
from terminology.library.checking.workbooks import SHEET, WorkbookWriter, rows_of_workbook

ROWS = [["HCPCS", "Note"], ["J3111", "=cmd|' /C calc'!A0"], ["E0143", "a & <b>\x01 ü"]]


def written(rows: list[list[str]]) -> bytes:
    file = io.BytesIO()
    writer = WorkbookWriter(file)
    writer.write(rows)
    writer.close()
    return file.getvalue()


def test_written_content_is_read_back() -> None:
    assert list(rows_of_workbook(io.BytesIO(written(ROWS)))) == [*ROWS[:2], ["E0143", "a & <b> ü"]]


def test_others_read_it_and_formulas_are_texts() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(written(ROWS)))
    assert book.get_sheet_by_index(0).to_python()[1] == ["J3111", "=cmd|' /C calc'!A0"]
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(written(ROWS))).read("xl/worksheets/sheet1.xml")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    with pytest.raises(UnreadableFile, match="unpack to"):
        list(rows_of_workbook(file))


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04broken"])
def test_an_invalid_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        list(rows_of_workbook(io.BytesIO(content)))


def in_a_cell(value: bytes, doctype: bytes = b"") -> io.BytesIO:
    file = io.BytesIO()
    sheet = doctype + b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(SHEET, sheet + b'<c t="str"><v>' + value + b"</v></c></row></sheetData></worksheet>")
    return file


@pytest.mark.parametrize("entity", [b'SYSTEM "file:///etc/passwd"', b'"x"', b'""'])
def test_a_workbook_with_entities_is_refused(entity: bytes) -> None:
    with pytest.raises(UnreadableFile, match="document type"):
        list(rows_of_workbook(in_a_cell(b"J31&x;11", b"<!DOCTYPE a [<!ENTITY x " + entity + b">]>")))


def test_a_comment_does_not_cut_a_cell() -> None:
    assert list(rows_of_workbook(in_a_cell(b"J31<!-- a --><?a b?>11"))) == [["J3111"]]
