from collections.abc import Callable
from pathlib import Path

import pytest

from seed.hcpcs.fixed_width import read_fixed_width
from seed.release import NotARelease, RejectedRow


def test_values_are_cut_by_the_layout(write_record: Callable[..., str]) -> None:
    line = write_record(
        "J3111", "Injection", pricing_indicator="51", multiple_pricing_indicator="A", type_of_service="1P"
    )
    [row] = read_fixed_width("anweb.txt", line + "\r\n").rows
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
    [row] = read_fixed_width("anweb.txt", write_record("A1", record_id="7")).rows
    assert row.first("code") == "A1"


def test_short_lines_are_padded(write_record: Callable[..., str]) -> None:
    first = write_record("G8891", "Documentation of").rstrip()
    continuation = write_record("G8891", "medical reasons", record_id="4")[:91]
    rows = read_fixed_width("anweb.txt", f"{first}\r\n{continuation}\r\n").rows
    assert [row.first("long_description") for row in rows] == ["Documentation of", "medical reasons"]


def test_disclaimers_and_empty_lines_before_the_records_are_skipped(write_record: Callable[..., str]) -> None:
    head = "***Disclaimers\t\t\r\n\t\t\t\r\n*In some instances,\xa0 names\r\n\xa0\xa0 convey no endorsement\r\n\r\n"
    rows = read_fixed_width("anweb.txt", head + write_record("A0021") + "\r\n")
    assert [row.line for row in rows.rows] == [6]
    assert rows.rejected == ()


def test_disclaimers_after_the_records_are_skipped(write_record: Callable[..., str]) -> None:
    rows = read_fixed_width("anweb.txt", write_record("A0021") + "\n*Names are for indexing\n  purposes only\n\x1a")
    assert len(rows.rows) == 1
    assert rows.rejected == ()


def test_an_invalid_line_between_records_is_rejected(write_record: Callable[..., str]) -> None:
    rows = read_fixed_width(
        "anweb.txt", f"{write_record('A0021')}\nA0080 without its numbers\n{write_record('A0090')}\n"
    )
    assert [row.first("code") for row in rows.rows] == ["A0021", "A0090"]
    assert rows.rejected == (RejectedRow(2, "not a record: positions 6 to 11 hold no sequence number and record id"),)


def test_an_asc_date_that_starts_at_231_is_read_as_the_date(write_record: Callable[..., str]) -> None:
    line = write_record("C9745", asc_payment_group="20180101", coverage="D")
    [row] = read_fixed_width("anweb.txt", line).rows
    assert row.first("asc_effective_date") == "20180101"
    assert row.first("asc_payment_group") == ""
    assert row.first("coverage") == "D"


def test_latin_1_controls_do_not_end_a_line(write_record: Callable[..., str]) -> None:
    [row] = read_fixed_width("anweb.txt", write_record("A0021", "One\x85two")).rows
    assert row.first("long_description") == "One\x85two"


@pytest.mark.parametrize("length", [1, 3, 5, 8, 10, 11, 50, 91, 92, 200, 315])
def test_a_file_that_ends_within_a_record_is_refused(write_record: Callable[..., str], length: int) -> None:
    text = f"{write_record('A0021')}\r\n{write_record('A0080', 'X' * 80)[:length]}"
    with pytest.raises(NotARelease) as refusal:
        read_fixed_width("anweb.txt", text)
    assert str(refusal.value) == "anweb.txt is truncated in line 2: fetch it again, or give the whole file."


@pytest.mark.parametrize("length", [4, 5, 90, 92, 315])
def test_a_file_that_ends_within_a_modifier_or_its_continuation_is_refused(
    write_record: Callable[..., str], length: int
) -> None:
    first, last = write_record("A1", record_id="7"), write_record("A1", "X" * 80, record_id="8")
    with pytest.raises(NotARelease, match="truncated in line 2"):
        read_fixed_width("anweb.txt", f"{first}\n{last[:length]}")


@pytest.mark.parametrize(("record_id", "length"), [("3", 316), ("3", 320), ("4", 91), ("4", 316), ("4", 320)])
@pytest.mark.parametrize("end", ["", "\r", "\r\n\x1a", "\r\n  "])
def test_a_complete_last_record_needs_no_line_end(
    write_record: Callable[..., str], record_id: str, length: int, end: str
) -> None:
    last = write_record("A0021", "X" * 80, record_id=record_id)[:length]
    rows = read_fixed_width("anweb.txt", f"{write_record('A0021')}\r\n{last}{end}")
    assert [row.first("record_id") for row in rows.rows] == ["3", record_id]


def test_disclaimers_at_the_end_need_no_line_end(write_record: Callable[..., str]) -> None:
    rows = read_fixed_width("anweb.txt", f"{write_record('A0021')}\r\n*Names are for indexing\r\nA")
    assert (len(rows.rows), rows.rejected) == (1, ())


@pytest.mark.parametrize("release", ["2017-annual/HCPC17_CONTR_ANWEB.txt", "2019-annual/HCPC2019_CONTR_ANWEB.txt"])
def test_a_real_release_cut_in_its_last_line_is_refused(shared_data: Path, release: str) -> None:
    text = (shared_data / "releases" / release).read_bytes().decode("latin-1")
    complete = read_fixed_width("anweb.txt", text)
    assert read_fixed_width("anweb.txt", text.rstrip("\r\n")) == complete
    with pytest.raises(NotARelease, match="truncated in line"):
        read_fixed_width("anweb.txt", text[:-100])
