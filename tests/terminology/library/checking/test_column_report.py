from datetime import date

from terminology.library.checking.column_report import column_report
from terminology.library.checking.columns import find_columns

DAY = date(2026, 2, 1)


def report_of(*headings: str) -> tuple[str, ...]:
    return column_report(headings, find_columns(headings, {}), DAY)


def test_it_says_which_columns_are_read_and_which_are_not() -> None:
    assert report_of("Claim", "HCPCS", "Mod1", "Mod2", "DOS", "Units", "Charge") == (
        "Columns read: code = HCPCS, modifiers = Mod1 + Mod2, date = DOS, units = Units, claim = Claim",
        "Columns not read: Charge",
    )


def test_a_file_without_dates_is_reported_as_checked_as_of_the_day() -> None:
    assert report_of("HCPCS")[-1] == "No column of dates was found: every line is checked as of 2026-02-01"


def test_only_the_first_of_two_columns_with_one_name_is_read() -> None:
    assert "2 columns are named Units: only the first is read" in report_of("HCPCS", "DOS", "Units", "Units")
    assert not any("are named" in sentence for sentence in report_of("HCPCS", "DOS", "Mod", "Mod", "x", "x"))


def test_a_thousand_columns_are_not_all_named() -> None:
    *_, unread, _ = report_of("HCPCS", *(f"c{number}" * 50 for number in range(1_000)))
    assert unread.endswith("and 970 more")
    assert len(unread) < 3_000
