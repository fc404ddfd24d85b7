import csv
import io
import json

import pytest
from python_calamine import CalamineWorkbook

from terminology.pages.downloads import FORMATS, Table, csv_of, file_of, json_of, xlsx_of

HOSTILE = '=HYPERLINK("http://x","a")'
TABLE = Table("a", ("code", "display", "units", "inactive"), [("A1", HOSTILE, 3, True), ("ä", "http://x", None, False)])


def test_a_cell_that_looks_like_a_formula_is_text_in_csv() -> None:
    rows = list(csv.reader(io.StringIO(csv_of(TABLE).decode("utf-8-sig"))))
    assert rows == [
        ["code", "display", "units", "inactive"],
        ["A1", f"'{HOSTILE}", "3", "yes"],
        ["ä", "http://x", "", "no"],
    ]


@pytest.mark.parametrize("text", ["+1", "-1", "@a", "\ta", "\ra"])
def test_every_beginning_of_a_formula_is_made_harmless(text: str) -> None:
    assert f"'{text[:1]}".encode() in csv_of(Table("a", ("x",), [(text,)]))


def test_a_cell_that_looks_like_a_formula_is_text_in_xlsx() -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_of(TABLE))).get_sheet_by_index(0)
    assert sheet.to_python()[1] == ["A1", HOSTILE, 3, "yes"]
    assert b"<f>" not in xlsx_of(TABLE)


def test_json_has_an_object_for_each_row() -> None:
    assert json.loads(json_of(TABLE))[0] == {"code": "A1", "display": HOSTILE, "units": 3, "inactive": True}


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_table_is_a_file_too(format: str) -> None:
    file = file_of(Table("empty", ("a",), []), format)
    assert file.name == f"empty.{format}"
    assert file.content
