from datetime import date
from decimal import Decimal

import pytest

from terminology.core.claim_lines import ClaimLine
from terminology.operations.check_lines.check import LineChecker
from tests.builders.claims import HCPCS, RELEASES, TODAY, checked, rules_of
from tests.examples.all_releases import snapshot_of


def drug(ndc: str, quantity: str | None, units: str | None, code: str = "J3111", **more: object) -> ClaimLine:
    return ClaimLine(
        code,
        quantity=Decimal(units) if units else None,
        ndc=ndc,
        ndc_quantity=Decimal(quantity) if quantity else None,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    "ndc", ["55513-0880-02", "55513088002", "5551388002", "55513-880-02", "N455513088002", "N4 55513 0880 02"]
)
def test_two_vials_of_105_mg_are_210_units(ndc: str) -> None:
    assert rules_of(checked(drug(ndc, "2", "210"))) == []
    (finding,) = checked(drug(ndc, "2", "100")).findings
    assert (finding.rule, finding.severity) == ("ndc-units", "warning")
    assert finding.text == (
        "2 of 55513-0880-02 (Evenity) are 210 units of J3111, not 100 "
        "(105 units per item, 2 per package; crosswalk 2026-01)"
    )
    assert finding.suggestions[0].value == "210"


def test_zeros_that_a_spreadsheet_dropped_are_explained() -> None:
    (finding,) = checked(drug("2840001", None, None, "J3110", day=date(2025, 11, 1))).findings
    assert finding.text.endswith(": 00002840001 is Forteo; the zeros in front of it were lost")


def test_the_quantity_that_follows_from_the_units_is_suggested_too() -> None:
    (finding,) = checked(drug("55513-0880-02", "1", "210")).findings
    assert [item.value for item in finding.suggestions] == ["105", "2 of 55513-0880-02"]


def test_a_volume_makes_units_too() -> None:
    assert rules_of(checked(drug("55513-0880-02", "2.34", "210", ndc_unit="ML"))) == []
    assert rules_of(checked(drug("55513-0880-02", "2.34", "210"))) == []
    assert rules_of(checked(drug("55513-0880-02", "2.34", "105", ndc_unit="ML"))) == ["ndc-units"]


def test_text_to_discard_is_on_another_line() -> None:
    assert rules_of(checked(drug("55513-0880-02", "2", "150", modifiers=("JW",))))[1:] == []


def test_an_unknown_ndc_is_unknown_in_the_quarters_that_are_loaded() -> None:
    (finding,) = checked(drug("99999-9999-99", None, None)).findings
    assert finding.text == "99999-9999-99 is in no loaded quarter of CMS's NDC-HCPCS crosswalk (2025-10, 2026-01)"


def test_an_ndc_of_another_quarter_is_not_in_force() -> None:
    (finding,) = checked(drug("00002-8400-01", None, None, "J3110")).findings
    assert (finding.rule, finding.severity) == ("ndc-not-in-force", "warning")
    assert "it is in that of 2025-10" in finding.text
    assert rules_of(checked(drug("00002-8400-01", None, None, "J3110", day=date(2025, 11, 1)))) == []


def test_an_ndc_of_another_code_is_an_error_that_names_the_right_one() -> None:
    (finding,) = checked(drug("55513-0880-02", None, None, "J3110")).findings
    assert (finding.rule, finding.severity, finding.suggestions[0].value) == ("ndc-of-other-code", "error", "J3111")


def test_a_day_before_every_crosswalk_is_not_judged() -> None:
    assert rules_of(checked(drug("99999-9999-99", "1", "1", day=date(2025, 1, 1)))) == []


def test_without_a_crosswalk_nothing_is_reported() -> None:
    checker = LineChecker(snapshot_of(RELEASES).catalogue, HCPCS, TODAY)
    assert checker.check(drug("99999-9999-99", "1", "1")).findings == ()
