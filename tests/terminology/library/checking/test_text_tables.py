import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminology.library.checking.columns import UnreadableFile
from terminology.library.checking.text_tables import TOO_LONG, TextTable


def rows_in(content: bytes, piece: int = 1_000_000, separator: str | None = None) -> list[list[str]]:
    table = TextTable({}, separator)
    found = []
    for at in range(0, len(content), piece):
        found += list(table.feed(content[at : at + piece]))
    found += list(table.finish())
    return [list(table.headings), *found]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    content = separator.join(("HCPCS", "Units")) + "\n" + separator.join(("J3111", "210")) + "\n"
    assert rows_in(content.encode()) == [["HCPCS", "Units"], ["J3111", "210"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_is_read(encoding: str) -> None:
    content = "HCPCS,Note\nJ3111,Müller\nE0143,café\n".encode(encoding)
    assert rows_in(content) == [["HCPCS", "Note"], ["J3111", "Müller"], ["E0143", "café"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_a_line_is_one(end: str) -> None:
    assert rows_in(f"HCPCS,U{end}J3111,1{end}E0143,2".encode()) == [["HCPCS", "U"], ["J3111", "1"], ["E0143", "2"]]


def test_headings_may_follow_a_title() -> None:
    assert rows_in(b"Claims of May,,\n\nHCPCS,Units\nJ3111,1\n") == [["HCPCS", "Units"], ["J3111", "1"]]


def test_a_quoted_cell_may_go_over_lines() -> None:
    assert rows_in(b'HCPCS,Note\nJ3111,"two\nlines"\nE0143,x\n')[1:] == [["J3111", "two\nlines"], ["E0143", "x"]]


def test_a_quote_that_is_never_closed_swallows_no_line() -> None:
    lines = "".join(f"E{number:04},x\n" for number in range(200))
    found = rows_in(f'HCPCS,Note\nJ3111,"broken\n{lines}'.encode())
    assert found[1] == ["J3111", "broken"]
    assert len(found) == 202


def test_a_quote_that_is_never_closed_at_the_end_swallows_no_line() -> None:
    assert rows_in(b'HCPCS,Note\nJ3111,"broken\nE0143,x\n')[1:] == [["J3111", "broken"], ["E0143", "x"]]


def test_a_quote_that_another_cell_seems_to_close_swallows_no_line() -> None:
    found = rows_in(b'id,HCPCS,Note\n1,"J3111,1\n2,J3111,1\n3,"E01"00,1\n4,E0100",1\n5,E0143,x\n')
    assert [row[0] for row in found[1:]] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("closing", ['E0100,5" pipe', 'E0100,end"', '"E0100",x"'])
def test_claim_lines_between_two_stray_quotes_are_lines(closing: str) -> None:
    found = rows_in(f'HCPCS,Note\nJ3111,"open\nG0154,x\n{closing}\nE0143,y\n'.encode())
    assert [row[0] for row in found[1:]] == ["J3111", "G0154", "E0100", "E0143"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x1f\x8b\x08\x00", "compressed"),
        (b"PK\x03\x04", "name a workbook .xlsx"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0", "old format"),
        (b"ISA*00*", "an 837"),
        (b'[{"code": "J3111"}]', "one object per line"),
        (b'{"code": "J3111"}', "name it .ndjson"),
        (b"<html>", "HTML or XML"),
        ("HCPCS\nJ3111\n".encode("utf-32"), "UTF-32"),
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"J3111,JZ,2025-10-03\n", "Write headings above the lines"),
        (b"A,B\n1,2\n", "Name it"),
    ],
)
def test_a_file_without_a_table_of_lines_is_refused_with_its_kind(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        rows_in(content)


@given(st.integers(1, 50))
def test_pieces_may_be_cut_anywhere(piece: int) -> None:
    content = 'HCPCS,Note\r\nJ3111,"a ""b"", c"\r\nE0143,é\r\n'.encode() * 2
    assert rows_in(content, piece) == rows_in(content)


def test_an_invalid_table_is_refused() -> None:
    for content in (b"", b"hello\nworld\n", b"PK\x03\x04zip", b"," * 1_000_000):
        with pytest.raises(UnreadableFile):
            rows_in(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("piece", [99_999, 10_000_000])
def test_the_beginning_of_a_line_that_is_too_long_is_a_row(encoding: str, piece: int) -> None:
    """Also in a cell that is never closed; the lines around it are unaffected."""
    long = "J3111," + "é" * 1_500_000
    found = rows_in(f'HCPCS,Note\nE0143,"x\n{long}\nJ0897,y\n{long}'.encode(encoding), piece)
    assert [row[0][:40] for row in found] == ["HCPCS", "E0143", (row := f"{TOO_LONG} J3111,ééé"), "J0897", row]
    assert all(len(row[0]) < 1_100 for row in found)


def test_a_heading_that_never_ends_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="longer than"):
        rows_in(b"HCPCS,Note" + b"x" * 2_000_000, 100_000)


def test_a_nul_is_not_dropped() -> None:
    """J31<NUL>11 is not a code; a UTF-16 file without a byte order mark has a NUL next to each letter."""
    assert rows_in(b"HCPCS,U\nJ31\x0011,1\n")[1] == ["J31\ufffd11", "1"]
