import io
import re
import zipfile

import pytest

from seed.hcpcs.cms_table import Layout, TableRow, read_cms_table
from seed.release import NotARelease

LAYOUT = Layout(
    "CMS's list",
    {"code": re.compile(r"[0-9]{4} CODE"), "name": re.compile("NAME"), "note": re.compile("NOTE")},
    optional=frozenset({"note"}),
)
BANNER = b"A list of 2025,,\r\n,,\r\n"
HEADER = b"_2025_CODE,Name,\r\n"
ROWS = b'A0001,"One,  and  more",\r\n,,\r\nA0002, Two ,\r\n'


def read(content: bytes) -> list[TableRow]:
    return list(read_cms_table("list.csv", content, LAYOUT).rows)


def refusal(content: bytes, name: str = "list.csv") -> str:
    with pytest.raises(NotARelease) as caught:
        read_cms_table(name, content, LAYOUT)
    return str(caught.value)


def test_rows_have_their_line_and_their_texts_by_column() -> None:
    assert read(BANNER + HEADER + ROWS) == [
        TableRow(4, {"code": "A0001", "name": "One, and more"}),
        TableRow(6, {"code": "A0002", "name": "Two"}),
    ]


@pytest.mark.parametrize("lines", [0, 1, 8, 40])
def test_the_header_is_found_under_any_number_of_banner_lines(lines: int) -> None:
    assert [row.texts["code"] for row in read(b"A banner line,,\r\n" * lines + HEADER + ROWS)] == ["A0001", "A0002"]


def test_columns_are_found_in_any_order_and_an_optional_one_may_be_there() -> None:
    assert read(b"NOTE\tName\t2025 code\nnew\tOne\tA0001\n") == [
        TableRow(2, {"code": "A0001", "name": "One", "note": "new"})
    ]


def test_the_banner_is_retained_wherever_its_lines_are() -> None:
    table = read_cms_table("list.csv", BANNER + HEADER + ROWS + b"Effective today,,\r\n", LAYOUT)
    assert table.notes == ("A list of 2025", "Effective today")
    assert len(table.rows) == 2


def test_headings_that_no_column_has_are_reported() -> None:
    table = read_cms_table("list.csv", b"_2025_CODE,Name,AWP,\nA0001,One,3,\n", LAYOUT)
    assert table.unknown_headings == ("AWP",)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b" \n", "list.csv is empty."),
        (b"%PDF-1.7 x", "list.csv is a PDF document, not CMS's list."),
        (
            b"<!DOCTYPE html><html>",
            "list.csv is a web page, not CMS's list: download the file that the page links to.",
        ),
        (b"Name,Price\nOne,3\n", "list.csv is not CMS's list: no row of it has the headings of one."),
        (b"Name,Price,Note\nOne,3,x\n", "list.csv is not CMS's list: its columns are NAME, PRICE, NOTE."),
        (b"\x00\xff\x10", "list.csv is not CMS's list: no row of it has the headings of one."),
        (b"PK\x03\x04 broken", "list.csv cannot be read as a workbook"),
    ],
)
def test_any_other_table_is_refused_with_one_sentence(content: bytes, sentence: str) -> None:
    assert refusal(content).startswith(sentence)


def test_a_cell_that_never_ends_is_refused() -> None:
    assert refusal(HEADER + b'"' + b"x" * 200_000).startswith("list.csv cannot be read as separated text")


def test_an_archive_that_is_not_a_workbook_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.txt", "x")
    assert refusal(content.getvalue()).startswith("list.csv cannot be read as a workbook")
