from datetime import date
from decimal import Decimal

import pytest

from terminology.core.claim_lines import Unreadable
from terminology.core.doses import Dose
from terminology.library.checking.values import read_day, read_modifiers, read_ndc_unit, read_number, read_setting

MAY = date(2024, 5, 1)


@pytest.mark.parametrize(
    "text",
    ["2024-05-01", "20240501", "5/1/2024", "05/01/24", "5-1-2024", "1-May-2024", "May 1, 2024", "45413", "45413.5",
     "2024-05-01T08:30:00-05:00", "5/1/2024 8:30", " 2024-05-01 ", "05012024", "05 01 2024", "05 01 24",
     "5/1/2024 12:00:00 AM", "2024-05-01 00:00:00.000", "20240501-20240503", "5/1/2024 - 5/3/2024", "5/1/2024-5/3/2024",
     "2024-05-01 to 2024-05-03"],
)  # fmt: skip
def test_a_day_is_read_in_every_form(text: str) -> None:
    assert read_day(text) == MAY


@pytest.mark.parametrize(
    "text",
    [
        "2025-13-01",
        "13/45/2024",
        "yesterday",
        "99999999",
        "2/30/2024",
        "1",
        "0001-01-01",
        "2024111",
        "5/1/2024 or so",
        "2024-05-01 x",
        "20240503-20240501",
        "5/1/2024-",
        "2024-05/01",
        "20102024",
        "050124",
    ],
)
def test_an_invalid_day_is_unreadable(text: str) -> None:
    assert isinstance(read_day(text), Unreadable)


@pytest.mark.parametrize(
    ("text", "number"), [("1", "1"), ("1.0", "1"), ("1,000", "1000"), ("2.50", "2.5"), ("1E+2", "100")]
)
def test_a_number_is_read(text: str, number: str) -> None:
    assert read_number(text, "Units") == Decimal(number)


@pytest.mark.parametrize("text", ["two", "-1", "0", "1/2", "1,00", "NaN", "Infinity", "1" * 30])
def test_an_invalid_number_of_units_is_unreadable(text: str) -> None:
    assert isinstance(read_number(text, "Units"), Unreadable)


def test_a_number_in_words_is_suggested_in_digits() -> None:
    found = read_number("Two", "Units")
    assert isinstance(found, Unreadable)
    assert found.suggestion == "2"


def test_a_dose_is_not_a_number() -> None:
    assert isinstance(read_number("210 mg", "Units"), Dose)


@pytest.mark.parametrize("text", ["NULL", "None", "nan", "N/A", "", " - "])
def test_a_placeholder_cell_has_no_modifier(text: str) -> None:
    assert read_modifiers(text) == ()


@pytest.mark.parametrize("text", ["NU RR", "NU,RR", "NURR", "NU-RR", "NU/RR", " NU; RR "])
def test_modifiers_of_one_cell_are_read(text: str) -> None:
    assert read_modifiers(text) == ("NU", "RR")


def test_units_and_settings_are_read() -> None:
    assert (read_ndc_unit(" ml "), read_ndc_unit("boxes")) == ("ML", None)
    assert (read_setting("DME supplier"), read_setting("Hospital outpatient"), read_setting("?")) == (
        "dme",
        "outpatient",
        None,
    )
