from collections.abc import Callable
from pathlib import Path

import pytest

from seed.hcpcs.release_file import form_of, lines_of, read_rows
from seed.release import NotARelease

CSV = b"HCPC,LONG DESCRIPTION,ADD DT\nA0021,Ambulance service,19850101\n"


def test_fixed_width_text_is_read_by_position(write_record: Callable[..., str]) -> None:
    content = (write_record("A0021") + "\r\n").encode("latin-1")
    assert form_of(content) == "fixed-width"
    assert [row.first("code") for row in read_rows("anweb.txt", content).rows] == ["A0021"]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_separated_text_is_read_with_or_without_byte_order_mark(bom: bytes) -> None:
    assert form_of(bom + CSV) == "comma-separated"
    assert [row.first("code") for row in read_rows("anweb.csv", bom + CSV).rows] == ["A0021"]


def test_tabs_separate_too() -> None:
    content = CSV.replace(b",", b"\t")
    assert form_of(content) == "tab-separated"
    assert read_rows("anweb.tsv", content) == read_rows("anweb.csv", CSV)


def test_a_workbook_is_described_by_its_content(shared_data: Path) -> None:
    content = (shared_data / "releases/2017-annual/HCPC17_CONTR_ANWEB.xlsx").read_bytes()
    assert form_of(content) == "workbook"
    assert lines_of("x", content)[1].startswith("A1\t0010\t7\tDressing for one wound\t")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b" \r\n", "x is empty."),
        (
            b"<!DOCTYPE html>\n<html><body>Not found</body></html>",
            "x is a web page, not a HCPCS release: download the file that the page links to.",
        ),
        (b"%PDF-1.6 \xff", "x is a PDF document, not a HCPCS release."),
        (
            b"10004\tText\n10005\tText\n0001U\tText\n",
            "x is a CPT file: CPT belongs to the AMA and is not part of HCPCS Level II.",
        ),
        (
            b"Dear colleague,\nplease find attached\n",
            "x is not a HCPCS release: it has no 320-byte records and no columns HCPC, LONG DESCRIPTION, ADD DT.",
        ),
        (b"PK\x03\x04 and so on", "x cannot be read as a workbook: Cannot detect file format."),
        (
            b"HCPC,LONG DESCRIPTION,ADD DT\n",
            "x is not a HCPCS release: it has no 320-byte records and no columns HCPC, LONG DESCRIPTION, ADD DT.",
        ),
    ],
)
def test_anything_but_a_release_is_refused_with_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(NotARelease) as refusal:
        read_rows("x", content)
    assert str(refusal.value) == sentence


def test_a_cell_too_large_for_separated_text_is_refused() -> None:
    with pytest.raises(NotARelease, match="cannot be read as separated text"):
        read_rows("x", CSV + b'"' + b"a" * 200_000)
