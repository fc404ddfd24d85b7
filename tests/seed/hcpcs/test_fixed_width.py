from collections.abc import Callable

from seed.hcpcs.fixed_width import read_fixed_width
from seed.release import RejectedRow


def test_values_are_cut_by_the_layout(write_record: Callable[..., str]) -> None:
    line = write_record(
        "J3111", "Injection", pricing_indicator="51", multiple_pricing_indicator="A", type_of_service="1P"
    )
    [row] = read_fixed_width(line + "\r\n").rows
    assert row.line == 1
    assert row.values == {
        "code": ("J3111",),
        "sequence_number": ("00100",),
        "record_id": ("3",),
        "long_description": ("Injection",),
        "short_description": ("Thing",),
        "pricing_indicator": ("51",),
        "multiple_pricing_indicator": ("A",),
        "type_of_service": ("1", "P"),
        "added_date": ("20010101",),
    }


def test_modifiers_lose_their_three_blanks(write_record: Callable[..., str]) -> None:
    [row] = read_fixed_width(write_record("A1", record_id="7")).rows
    assert row.first("code") == "A1"


def test_short_lines_are_padded(write_record: Callable[..., str]) -> None:
    first = write_record("G8891", "Documentation of").rstrip()
    continuation = write_record("G8891", "medical reasons", record_id="4")[:91]
    rows = read_fixed_width(f"{first}\r\n{continuation}\r\n").rows
    assert [row.first("long_description") for row in rows] == ["Documentation of", "medical reasons"]


def test_disclaimers_and_empty_lines_before_the_records_are_passed_over(write_record: Callable[..., str]) -> None:
    head = "***Disclaimers\t\t\r\n\t\t\t\r\n*In some instances,\xa0 names\r\n\xa0\xa0 convey no endorsement\r\n\r\n"
    rows = read_fixed_width(head + write_record("A0021") + "\r\n")
    assert [row.line for row in rows.rows] == [6]
    assert rows.rejected == ()


def test_disclaimers_after_the_records_are_passed_over(write_record: Callable[..., str]) -> None:
    rows = read_fixed_width(write_record("A0021") + "\n*Names are for indexing\n  purposes only\n\x1a")
    assert len(rows.rows) == 1
    assert rows.rejected == ()


def test_a_line_between_records_that_is_none_is_rejected(write_record: Callable[..., str]) -> None:
    rows = read_fixed_width(f"{write_record('A0021')}\nA0080 without its numbers\n{write_record('A0090')}\n")
    assert [row.first("code") for row in rows.rows] == ["A0021", "A0090"]
    assert rows.rejected == (RejectedRow(2, "not a record: positions 6 to 11 hold no sequence number and record id"),)


def test_an_asc_date_that_starts_at_231_is_read_as_the_date(write_record: Callable[..., str]) -> None:
    line = write_record("C9745", asc_payment_group="20180101", coverage="D")
    [row] = read_fixed_width(line).rows
    assert row.first("asc_effective_date") == "20180101"
    assert row.first("asc_payment_group") == ""
    assert row.first("coverage") == "D"


def test_latin_1_controls_do_not_end_a_line(write_record: Callable[..., str]) -> None:
    [row] = read_fixed_width(write_record("A0021", "One\x85two")).rows
    assert row.first("long_description") == "One\x85two"
