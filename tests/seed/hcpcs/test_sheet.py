import datetime
from pathlib import Path

import pytest

from seed.hcpcs.rows import Row, Rows
from seed.hcpcs.sheet import cell_text, find_separator, read_tables, separated_table, workbook_tables

HEADER = "HCPC,SEQNUM,RECID,LONG DESCRIPTION,PRICE1,PRICE2,MCM1,XREF1,ASC_DT,PROCNOTE,ADD DT\n"


def read(text: str) -> tuple[Row, ...]:
    rows = read_tables([separated_table(text, ",")])
    assert rows is not None
    return rows.rows


def test_cells_are_found_by_their_heading() -> None:
    [row] = read(HEADER + '"   A1",0010,7,"One, two",00,53,2049.5,QM,,0088,20020701\n')
    assert row == Row(
        2,
        {
            "code": ("A1",),
            "sequence_number": ("00010",),
            "record_id": ("7",),
            "long_description": ("One, two",),
            "pricing_indicator": ("00", "53"),
            "carriers_manual": ("2049.5",),
            "cross_reference": ("QM",),
            "processing_note": ("0088",),
            "added_date": ("20020701",),
        },
    )


def test_numbers_that_went_through_floats_get_the_width_of_the_layout_back() -> None:
    [row] = read(HEADER + "J3111,10,3,Text,0.0,51.0,2049,99406.0,20191001.0,88.0,20191001\n")
    assert row.values["pricing_indicator"] == ("00", "51")
    assert row.first("processing_note") == "0088"
    assert row.first("asc_effective_date") == "20191001"
    assert row.first("cross_reference") == "99406"
    assert row.first("carriers_manual") == "2049"


def test_joined_columns_are_split() -> None:
    header = "HCPC,LONG DESCRIPTION,PRICE,MCM,LABCERT,XREF,TOS,ADD DT\n"
    [row] = read(header + 'E0210,Pad,32:21,"2130, 4450","140, 220","99406, 99407",A:L:P,19860101\n')
    assert row.values["pricing_indicator"] == ("32", "21")
    assert row.values["carriers_manual"] == ("2130", "4450")
    assert row.values["lab_certification"] == ("140", "220")
    assert row.values["cross_reference"] == ("99406", "99407")
    assert row.values["type_of_service"] == ("A", "L", "P")


def test_notes_above_the_header_empty_rows_and_notes_below_are_skipped() -> None:
    text = "Note regarding coverage\n\n" + HEADER + ",,,,,,,,,,\nA0021,,,Text,,,,,,,19850101\n*Inclusion or exclusion\n"
    assert [row.line for row in read(text)] == [5]


def test_a_code_alone_is_a_row_not_a_note() -> None:
    assert [row.first("code") for row in read(HEADER + "A0021\n")] == ["A0021"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (53.0, "53"),
        (2049.5, "2049.5"),
        (20230101, "20230101"),
        (datetime.date(2023, 1, 1), "20230101"),
        (datetime.datetime(2023, 1, 1), "20230101"),
        ("   A1", "A1"),
    ],
)
def test_cells_of_every_type_become_text(cell: object, text: str) -> None:
    assert cell_text(cell) == text


def test_a_table_without_the_header_of_a_release_has_no_rows() -> None:
    assert read_tables([separated_table("HCPCS,LONG DESCRIPTION,ADD DATE\nA0999,Unlisted,19870101\n", ",")]) is None


@pytest.mark.parametrize("separator", ["\t", ",", ";"])
def test_the_separator_is_the_headers(separator: str) -> None:
    assert find_separator(separator.join(["HCPC", '"LONG DESCRIPTION"', "ADD DT\r\n"])) == separator


def test_text_without_such_a_header_has_no_separator() -> None:
    assert find_separator("A0021001003Ambulance, outside state, per mile\n" * 100) is None


def test_the_header_is_found_below_cms_notes_on_any_sheet(shared_data: Path) -> None:
    tables = workbook_tables((shared_data / "releases/2020-04-APR/anweb.xlsx").read_bytes())
    rows = read_tables([[], *tables])
    assert isinstance(rows, Rows)
    assert rows.rows[0].line == 12
    assert rows.rows[0].first("code") == "A1"
