import pytest

from seed.hcpcs.records import Record, is_foreign, records_from_rows
from seed.hcpcs.rows import Row, Rows
from seed.release import RejectedRow


def row(line: int, code: str, text: str = "Something", record_id: str = "3", **values: str) -> Row:
    stated = {"code": code, "record_id": record_id, "long_description": text, **values}
    if record_id not in {"4", "8"}:
        stated.setdefault("added_date", "20010101")
    return Row(line, {name: (value,) for name, value in stated.items() if value})


def read(*rows: Row) -> tuple[tuple[Record, ...], tuple[RejectedRow, ...]]:
    return records_from_rows(Rows(rows))


def test_continuations_are_joined_with_one_blank_and_white_space_is_folded() -> None:
    [record], rejected = read(
        row(1, "G0501", "Resource-intensive  services"),
        row(2, "G0501", " for patients\xa0who", "4"),
        row(3, "G0501", "need", "4"),
    )
    assert record.long_description == "Resource-intensive services for patients who need"
    assert rejected == ()


def test_modifiers_are_continued_by_record_id_8() -> None:
    [record], _ = read(row(1, "AB", "Audiology", "7"), row(2, "AB", "service", "8"))
    assert (record.long_description, record.is_modifier) == ("Audiology service", True)


def test_rows_without_record_ids_are_records() -> None:
    [record], _ = read(row(1, "A0021", record_id=""))
    assert (record.code, record.is_modifier) == ("A0021", False)


def test_an_orphan_continuation_is_rejected() -> None:
    records, rejected = read(row(1, "A0021"), row(2, "A0080", "of nothing", "4"), row(3, "A0090"))
    assert [record.code for record in records] == ["A0021", "A0090"]
    assert rejected == (RejectedRow(2, "continues A0080, whose first line is not above it"),)


def test_the_second_of_two_equal_codes_is_rejected_and_names_both_lines() -> None:
    records, rejected = read(row(1, "A0021", "First"), row(7, "A0021", "Second"))
    assert [record.long_description for record in records] == ["First"]
    assert rejected == (RejectedRow(7, "A0021 is already in line 1; the first one counts"),)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(1, "D0120"), "D0120 is a dental (CDT) code of the ADA, not part of CMS's alpha-numeric file"),
        (row(1, "99213"), "99213 is a CPT code of the AMA, not part of HCPCS Level II"),
        (row(1, "0001F"), "0001F is a CPT code of the AMA, not part of HCPCS Level II"),
        (row(1, "25", record_id="7"), "25 is a CPT code of the AMA, not part of HCPCS Level II"),
        (row(1, "a0021"), "'a0021' is no HCPCS code: a letter and four digits, or a modifier of two characters"),
        (row(1, "A00213"), "'A00213' is no HCPCS code: a letter and four digits, or a modifier of two characters"),
        (row(1, ""), "the row has no code"),
        (row(1, "A0021", record_id="5"), "A0021 has the record id '5'; known are 3, 4, 7 and 8"),
        (row(1, "A0021", added_date="20190230"), "A0021 has ADD DT 20190230, which is not a date (YYYYMMDD)"),
        (row(1, "A0021", termination_date="2019"), "A0021 has TERM DT 2019, which is not a date (YYYYMMDD)"),
        (row(1, "A0021", asc_effective_date="00010101"), "A0021 has ASC_DT 00010101, which is not a date (YYYYMMDD)"),
        (row(1, "A0021", added_date="²0190101"), "A0021 has ADD DT ²0190101, which is not a date (YYYYMMDD)"),
        (row(1, "A0021", anesthesia_base_units="4.5"), "A0021 has ANEST_BU 4.5, which is not a number"),
        (row(1, "A0021", added_date=""), "A0021 has no added date"),
        (row(1, "A0021", ""), "A0021 has no description"),
    ],
)
def test_an_invalid_record_is_rejected_with_its_reason(bad: Row, reason: str) -> None:
    records, rejected = read(bad, row(2, "A0080"))
    assert [record.code for record in records] == ["A0080"]
    assert rejected == (RejectedRow(1, reason),)


def test_continuations_go_with_the_record_that_is_rejected() -> None:
    records, rejected = read(row(1, "A0021", added_date="20191301"), row(2, "A0021", "more", "4"))
    assert records == ()
    assert [item.line for item in rejected] == [1]


def test_rejections_are_in_line_order() -> None:
    rows = Rows((row(1, "99213"), row(5, "99214")), rejected=(RejectedRow(3, "not a record"),))
    assert [item.line for item in records_from_rows(rows)[1]] == [1, 3, 5]


def test_ama_and_ada_codes_are_foreign() -> None:
    assert is_foreign("99213")
    assert is_foreign("D0120")
    assert not is_foreign("J3111")
    assert not is_foreign("GA")
