import pytest

from seed.icd10.order_file import OrderFile, OrderRow, read_order_file
from seed.release import NotARelease, RejectedRow
from tests.builders.cpu import least_cpu_s
from tests.builders.icd10 import order_file, order_line, text_file

CHOLERA = order_line(1, "A00", False, "Cholera")
BIOVAR = order_line(2, "A000", True, "Cholera due to Vibrio cholerae 01, biovar cholerae", "Cholera, biovar cholerae")


def read(content: bytes) -> OrderFile:
    return read_order_file(
        "x.txt", content, "ICD-10-CM", lambda code, _: f"{code} is wrong" if code == "WRONG" else None
    )


def refusal(content: bytes) -> str:
    with pytest.raises(NotARelease) as refused:
        read(content)
    return str(refused.value)


def test_values_are_cut_by_the_layout() -> None:
    assert read(text_file([CHOLERA, BIOVAR])).rows == (
        OrderRow(1, "A00", False, "Cholera", "Cholera"),
        OrderRow(2, "A000", True, "Cholera, biovar cholerae", "Cholera due to Vibrio cholerae 01, biovar cholerae"),
    )


@pytest.mark.parametrize("content", ["\n", "\r\n", "\r\n\x1a", "\n\n"])
def test_lines_end_as_dos_or_unix_end_them(content: str) -> None:
    assert read(f"{CHOLERA}{content}".encode()).rows[0].code == "A00"


def test_the_last_line_needs_no_end() -> None:
    assert len(read(f"{CHOLERA}\r\n{BIOVAR}".encode()).rows) == 2


def test_columns_count_characters_not_bytes() -> None:
    content = f"{order_line(1, 'C841', False, 'Sézary disease')}\r\n"
    assert read(content.encode()) == read(content.encode("cp1252"))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("notes of the publisher", "columns 1 to 5 are not an order number"),
        (CHOLERA[:70], "the line ends in column 70; the long description begins in column 78"),
        (CHOLERA[:14] + "7" + CHOLERA[15:], "column 15 is '7', neither 1 (valid) nor 0 (header)"),
        (CHOLERA[:9] + CHOLERA[10:] + " more", "the columns are shifted: column 14 is not blank"),
        (order_line(2, "a00", False, "Cholera"), "columns 7 to 13 are 'a00    ', which is not a code"),
        (
            order_line(2, "A01", False, "x" * 400),
            "the line has 477 characters; lines of an order file have at most 400",
        ),
        (order_line(2, "A01", False, " "), "A01 has no long description"),
        (order_line(2, "WRONG", False, "Wrong"), "WRONG is wrong"),
        (order_line(2, "A00", False, "Again"), "A00 is already in line 1; the first counts"),
    ],
)
def test_a_line_that_is_not_a_row_is_rejected_with_its_reason(line: str, reason: str) -> None:
    found = read(text_file([CHOLERA, BIOVAR, line]))
    assert found.rejected == (RejectedRow(3, reason),)
    assert len(found.rows) == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\r\n \r\n", "x.txt is empty."),
        (b"\x1d", "x.txt is empty."),
        (b"\n" * 5000 + b"\x1c\x1a", "x.txt is empty."),
        (b"%PDF-1.7\nx", "x.txt is a PDF document, not an order file of ICD-10-CM."),
        (
            b"<!DOCTYPE html>\n<html></html>",
            "x.txt is a web page, not an order file of ICD-10-CM: download the file it links to.",
        ),
        (b"<?xml version='1.0'?><a/>", "x.txt is XML, but not a release of ICD-10-CM."),
        (b"A00\0\0\0", "x.txt is not a text file, so not an order file of ICD-10-CM."),
        (
            b"A000    Cholera due to Vibrio cholerae 01\r\n",
            "x.txt is a list of codes without order numbers: give CMS's order file of ICD-10-CM.",
        ),
        (
            text_file([CHOLERA, "x", "y"]),
            "x.txt is not an order file of ICD-10-CM: 2 of its 3 rows are invalid, the first in line 2: "
            "columns 1 to 5 are not an order number.",
        ),
    ],
)
def test_any_other_file_is_refused_with_one_sentence(content: bytes, sentence: str) -> None:
    assert refusal(content) == sentence


@pytest.mark.parametrize("length", [40, 76, 78, 85])
def test_a_file_that_ends_within_a_row_is_refused(length: int) -> None:
    content = f"{CHOLERA}\r\n{BIOVAR[:length]}".encode()
    assert refusal(content) == "x.txt is truncated in line 2: fetch the order file of ICD-10-CM again."


def test_reading_takes_linear_time() -> None:
    def cpu(lines: int) -> float:
        content = order_file(*((f"A{number:04d}", True, "Cholera " * 9) for number in range(lines)))
        return least_cpu_s(lambda: read_order_file("x.txt", content, "ICD-10-CM", lambda _code, _billable: None))

    assert cpu(8000) < 12 * max(cpu(2000), 0.005)
