from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from terminology.core.claim_lines import ClaimLine, Unreadable
from terminology.core.doses import Dose, parse_dose
from terminology.operations.check_lines.unit_rules import plain
from tests.builders.claims import checked, edits_of, rules_of


def units(code: str, number: str, *modifiers: str, **more: object) -> ClaimLine:
    return ClaimLine(code, modifiers, date(2026, 2, 1), Decimal(number), **more)  # type: ignore[arg-type]


def test_units_up_to_the_limit_are_fine() -> None:
    assert rules_of(checked(units("E0143", "1", "NU"))) == []


def test_more_than_a_limit_by_policy_is_an_error_and_more_than_a_clinical_one_a_warning() -> None:
    (policy,) = checked(units("E0143", "2", "NU")).findings
    (clinical,) = checked(units("A4216", "6")).findings
    assert (policy.rule, policy.severity) == ("units-over-limit", "error")
    assert (clinical.rule, clinical.severity) == ("units-over-limit", "warning")
    assert clinical.text == (
        "6 units of A4216 on 2026-02-01 exceed CMS's limit of 5 "
        "(a clinical limit per day for DME suppliers; MUE of 2026-01)"
    )


def test_a_limit_of_the_day_counts_the_lines_of_the_day() -> None:
    (finding,) = checked(units("A4216", "3", day_units=Decimal(6))).findings
    assert finding.text.startswith("6 units of A4216 on 2026-02-01, over several lines, exceed")


def test_a_limit_of_the_line_counts_the_line() -> None:
    assert rules_of(checked(units("E0250", "1", "RR", day_units=Decimal(9)))) == []
    (finding,) = checked(units("E0250", "2", "RR")).findings
    assert (finding.severity, finding.suggestions[0].value) == ("error", "1")


def test_zero_is_not_payable_in_this_setting() -> None:
    (finding,) = checked(units("A4206", "1")).findings
    assert (finding.rule, finding.severity) == ("units-not-payable", "warning")
    assert finding.text == "A4206 is not payable to DME suppliers (MUE of 2026-01)"


def test_a_code_that_is_not_listed_has_no_limit() -> None:
    assert rules_of(checked(units("J3111", "99999"))) == []


def test_the_setting_of_the_line_chooses_the_table() -> None:
    practitioners = edits_of(b"hcpcs,mue,mai,rationale\nA4206,3,2,x\n", "practitioner")
    assert rules_of(checked(units("A4206", "3"), practitioners)) == []
    assert rules_of(checked(units("A4206", "4", setting="practitioner"), practitioners)) == ["units-over-limit"]
    assert rules_of(checked(units("A4206", "1", setting="dme"), practitioners)) == ["units-not-payable"]


def test_units_follow_from_a_dose() -> None:
    assert rules_of(checked(units("J3111", "210", dose=parse_dose("210 mg")))) == []
    (finding,) = checked(units("J0885", "10000", dose=parse_dose("10,000 units"))).findings
    assert (finding.rule, finding.suggestions[0].value) == ("dose-units", "10")
    assert finding.text == "A dose of 10,000 units is 10 units of J0885 (one unit is 1000 units), not 10000"


def test_a_dose_in_another_unit_is_not_compared() -> None:
    assert rules_of(checked(units("J3111", "3", dose=parse_dose("5 ml")))) == []


def test_a_part_of_a_dose_counts_as_a_whole_unit() -> None:
    assert rules_of(checked(units("J0885", "1", dose=parse_dose("300 units")))) == []


def test_parts_of_a_unit_are_not_billed() -> None:
    (finding,) = checked(units("J3111", "1.5")).findings
    assert (finding.rule, finding.suggestions[0].value) == ("dose-units", "2")


@pytest.mark.parametrize(("number", "text"), [("210.00", "210"), ("1E+2", "100"), ("0.50", "0.5")])
def test_numbers_are_written_plainly(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


def test_a_dose_in_the_place_of_units_is_worked_out() -> None:
    dose = Dose(Decimal(210), "mg", text="210 mg")
    line = ClaimLine("J3111", dose=dose, unreadable=(Unreadable("Units", "210 mg", "write the number of units"),))
    (finding,) = checked(line).findings
    assert (finding.rule, [item.value for item in finding.suggestions]) == ("unreadable-value", ["210"])
    assert finding.text == "Units '210 mg' cannot be read: write the number of units: 210"
    assert checked(replace(line, dose=replace(dose, unit="ml"))).findings[0].suggestions == ()
