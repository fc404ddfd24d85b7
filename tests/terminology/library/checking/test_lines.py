from decimal import Decimal

from terminology.library.checking.columns import find_columns
from terminology.library.checking.lines import FINE, RowChecker
from tests.builders.claims import checker

HEADINGS = ["HCPCS", "Mod1", "Mod2", "DOS", "Units", "NDC", "NDC Qty", "Note"]


def row_checker() -> RowChecker:
    return RowChecker(checker(), find_columns(HEADINGS, {}))


def test_a_row_gets_its_result_rules_and_message() -> None:
    rows = row_checker()
    assert rows.verdict(["E0143", "NU", "", "2/1/2026", "1", "", "", ""]) == FINE
    assert rows.verdict(["K0554", "", "", "5/1/2023", "1", "", "", ""]) == (
        "error",
        "ended",
        "K0554 ended on 2022-12-31, before 2023-05-01; CMS names E2103 in its place",
    )
    assert (dict(rows.counts), dict(rows.rules)) == ({"ok": 1, "error": 1}, {"ended": 1})


def test_rows_that_differ_by_their_day_only_are_judged_by_their_day() -> None:
    rows = row_checker()
    days = ["2/1/2022", "12/31/2022", "1/1/2023", "2/1/2022", "13/1/2022"]
    verdicts = [rows.verdict(["K0554", "", "", day, "", "", "", ""])[1] for day in days]
    assert verdicts == ["", "ends-soon", "ended", "", "unreadable-value"]


def test_a_description_makes_a_difference() -> None:
    rows = row_checker()
    assert rows.verdict(["E1399", "", "", "", "", "", "", ""])[1] == "needs-description"
    assert rows.verdict(["E1399", "", "", "", "", "", "", "A chair"]) == FINE
    assert rows.verdict(["E1399", "", "", "", "", "", "", ""])[1] == "needs-description"


def test_units_of_the_day_make_a_difference() -> None:
    rows = row_checker()
    row = ["A4216", "", "", "2/1/2026", "3", "", "", ""]
    assert rows.verdict(row) == FINE
    assert rows.verdict(row, Decimal(6))[1] == "units-over-limit"
    assert rows.verdict(row) == FINE


def test_a_row_that_is_too_short_is_a_line() -> None:
    assert row_checker().verdict([])[1] == "unknown-code"
    assert row_checker().verdict(["J3111"]) == FINE


def test_a_dose_in_place_of_units_is_reported_and_compared() -> None:
    result = row_checker().verdict(["J3111", "", "", "", "210 mg", "", "", ""])
    assert result[:2] == ("error", "unreadable-value")


def test_drug_products_are_read() -> None:
    row = ["J3111", "", "", "2/1/2026", "100", "55513088002", "2", ""]
    assert row_checker().verdict(row)[1] == "ndc-units"


def test_at_a_place_where_practitioners_bill_the_limits_of_suppliers_do_not_count() -> None:
    rows = RowChecker(checker(), find_columns(["HCPCS", "Units", "POS"], {}))
    assert rows.verdict(["A4206", "1", "12"])[1] == "units-not-payable"
    assert rows.verdict(["A4206", "1", "11 - Office"]) == FINE
    assert RowChecker(checker(), rows.columns, "dme").verdict(["A4206", "1", "11"])[1] == "units-not-payable"
