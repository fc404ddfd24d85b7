from datetime import date
from decimal import Decimal

import pytest

from terminology.pages.pasted_lines import MAX_LINES, claim_line, pasted_lines


@pytest.mark.parametrize(
    "text",
    [
        "J3111-JZ 2025-10-03 210 55513-0880-02",
        "J3111\tJZ\t10/3/2025\t210\t55513-0880-02",
        "J3111,JZ,2025-10-3,210,55513-0880-02",
        "J3111-JZ 2025-10-03 210 N455513-0880-02",
        "J3111:jz; 55513-0880-02; 210; 2025-10-03",
    ],
)
def test_a_line_is_read_in_any_order_with_any_separator(text: str) -> None:
    line = claim_line(text)
    assert (line.code, line.modifiers, line.day) == ("J3111", ("JZ",), date(2025, 10, 3))
    assert (line.quantity, line.ndc, line.unreadable) == (Decimal(210), line.ndc, ())
    assert line.ndc in ("55513-0880-02", "N455513-0880-02")


def test_the_second_number_next_to_an_ndc_is_its_quantity() -> None:
    assert claim_line("J3111 210 55513088002 2").ndc_quantity == 2


@pytest.mark.parametrize("text", ["J3111 banana", "J3111 2025-13-40", "J3111 2025-01-01 2025-01-02", "J3111 1 2"])
def test_misplaced_values_are_reported_as_unreadable(text: str) -> None:
    assert len(claim_line(text).unreadable) == 1


def test_lines_keep_their_numbers_and_headings_are_left_out() -> None:
    found = pasted_lines("HCPCS,Mod,DOS\n\nJ3111\n  E1399  \n")
    assert [(item.number, item.text) for item in found] == [(3, "J3111"), (4, "E1399")]
    assert len(pasted_lines("J3111\n" * 5000)) == MAX_LINES
    assert pasted_lines("") == ()


def test_a_hostile_line_is_a_line() -> None:
    assert claim_line("-").code == ""
    assert claim_line("<img onerror=x>").code == "<img"
    assert len(pasted_lines("A" * 100_000)[0].text) == 1000
