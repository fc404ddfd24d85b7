from datetime import date
from decimal import Decimal

import pytest

from terminology.core.claim_lines import ClaimLine, Unreadable
from terminology.core.doses import dose_of
from terminology.core.line_rules import ALL_RULES, RULES
from terminology.operations.check_lines.check import LineChecker
from tests.builders.claims import HCPCS, TODAY, checked, claims_catalogue, rules_of


def test_a_correct_line_has_no_findings() -> None:
    line = ClaimLine("E0143", ("NU", "KX", "25"), date(2026, 2, 1), Decimal(1))
    assert checked(line).findings == ()


def test_several_things_are_reported_about_one_line() -> None:
    line = ClaimLine("E0143", ("LT", "LT", "Q9"), date(2026, 2, 1), Decimal(2))
    assert rules_of(checked(line)) == ["unknown-modifier", "modifier-repeated", "modifier-missing", "units-over-limit"]


def test_the_day_of_a_line_without_one_is_today() -> None:
    assert rules_of(checked(ClaimLine("K0554"))) == ["ended"]
    assert rules_of(checked(ClaimLine("K0554", day=date(2022, 12, 31)))) == ["meaning-changed"] or not rules_of(
        checked(ClaimLine("K0554", day=date(2022, 1, 1)))
    )


def test_unreadable_parts_are_reported_and_the_rest_is_checked() -> None:
    line = ClaimLine("K0554", unreadable=(Unreadable("Units", "two", "write a number such as 2", "2"),))
    result = checked(line)
    assert rules_of(result) == ["unreadable-value", "ended"]
    assert result.findings[0].text == "Units 'two' cannot be read: write a number such as 2"
    assert result.findings[0].suggestions[0].value == "2"


def test_rules_that_are_off_say_nothing() -> None:
    rules = ALL_RULES.changed("ended", "off")
    assert LineChecker(claims_catalogue(), HCPCS, TODAY, rules).check(ClaimLine("K0554")).findings == ()


def test_the_same_line_is_answered_the_same_every_time() -> None:
    checker = LineChecker(claims_catalogue(), HCPCS, TODAY)
    line = ClaimLine("E0250", ("NU",), quantity=Decimal(7))
    assert checker.check(line) == checker.check(line)


DAY = date(2026, 2, 1)
UNITS = Decimal(2)
WHOLE: tuple[tuple[ClaimLine, str, str], ...] = (
    (
        ClaimLine("J3111", unreadable=(Unreadable("Units", "two", "write a number such as 2", "2"),)),
        "unreadable-value",
        "Units 'two' cannot be read: write a number such as 2",
    ),
    (ClaimLine("Z9999"), "unknown-code", "'Z9999' is not a code of HCPCS Level II in any loaded release"),
    (ClaimLine("99213"), "wrong-system", "99213 looks like a CPT code of the AMA, which is not in HCPCS Level II"),
    (ClaimLine("J3111", day=date(2018, 1, 1)), "not-yet-valid", "J3111 begins on 2019-10-01, after 2018-01-01"),
    (
        ClaimLine("K0554", day=date(2023, 5, 1)),
        "ended",
        "K0554 ended on 2022-12-31, before 2023-05-01; CMS names E2103 in its place",
    ),
    (
        ClaimLine("J1440", day=date(2021, 1, 1)),
        "undecided-day",
        "It is not known whether J1440 was valid on 2021-01-01: it ended between 2019-01-02 and 2022-12-31, and no "
        "loaded release says when",
    ),
    (
        ClaimLine("KX"),
        "modifier-as-code",
        "KX is a modifier (Requirements met), not a code that can be billed by itself",
    ),
    (
        ClaimLine("E1399"),
        "needs-description",
        "E1399 is a not-otherwise-classified code: the claim needs a description",
    ),
    (
        ClaimLine("S0001"),
        "not-payable-by-medicare",
        "S0001 is not payable by Medicare (coverage code I, release 2026-01)",
    ),
    (
        ClaimLine("E0250", ("RR", "Q9"), DAY),
        "unknown-modifier",
        "'Q9' is not a modifier of HCPCS Level II in any loaded release",
    ),
    (
        ClaimLine("E0250", ("RR", "XX"), DAY),
        "modifier-not-valid",
        "Modifier XX ended on 2015-12-31, before 2026-02-01",
    ),
    (ClaimLine("E0250", ("RR", "RR"), DAY), "modifier-repeated", "Modifier RR is on the line 2 times"),
    (
        ClaimLine("E0143", day=DAY),
        "modifier-missing",
        "E0143 needs a modifier: it is listed with NU or RR (CMS's DMEPOS fee schedule of 2026-01)",
    ),
    (
        ClaimLine("E0250", ("NU", "RR"), DAY),
        "modifier-unusual",
        "NU is unusual with E0250, which is listed with RR (CMS's DMEPOS fee schedule of 2026-01)",
    ),
    (
        ClaimLine("A4216", day=DAY, quantity=Decimal(6)),
        "units-over-limit",
        "6 units of A4216 on 2026-02-01 exceed CMS's limit of 5 (a clinical limit per day for DME suppliers; MUE of "
        "2026-01)",
    ),
    (
        ClaimLine("A4206", day=DAY, quantity=Decimal(3)),
        "units-not-payable",
        "A4206 is not payable to DME suppliers (MUE of 2026-01)",
    ),
    (
        ClaimLine("J3111", day=DAY, ndc="99999-9999-99"),
        "ndc-unknown",
        "99999-9999-99 is in no loaded quarter of CMS's NDC-HCPCS crosswalk (2025-10, 2026-01)",
    ),
    (
        ClaimLine("J3110", day=DAY, ndc="00002-8400-01"),
        "ndc-not-in-force",
        "00002-8400-01 is not in CMS's crosswalk of 2026-01, the quarter of 2026-02-01; it is in that of 2025-10",
    ),
    (
        ClaimLine("J3110", day=DAY, ndc="55513-0880-02"),
        "ndc-of-other-code",
        "55513-0880-02 (Evenity) is billed as J3111, not as J3110 (crosswalk 2026-01)",
    ),
    (
        ClaimLine("J3111", day=DAY, quantity=UNITS, ndc="55513-0880-02", ndc_quantity=UNITS, ndc_unit="UN"),
        "ndc-units",
        "2 UN of 55513-0880-02 (Evenity) are 210 units of J3111, not 2 (105 units per item, 2 per package; crosswalk "
        "2026-01)",
    ),
    (
        ClaimLine("J0885", day=DAY, quantity=Decimal(10000), dose=dose_of(Decimal(10000), "units")),
        "dose-units",
        "A dose of 10000 units is 10 units of J0885 (one unit is 1000 units), not 10000",
    ),
    (
        ClaimLine("J9245", day=date(2020, 1, 1)),
        "meaning-changed",
        "On 2020-01-01 J9245 meant 'Injection, melphalan, 50 mg'; in release 2026-01 it means 'Injection, melphalan, "
        "not otherwise specified, 50 mg'",
    ),
    (ClaimLine("G0001", day=DAY), "ends-soon", "G0001 ends on 2026-03-31; CMS names A4206 in its place"),
)


@pytest.mark.parametrize(("line", "rule", "text"), WHOLE, ids=[rule for _, rule, _ in WHOLE])
def test_each_rule_says_the_facts_and_the_days(line: ClaimLine, rule: str, text: str) -> None:
    assert [(finding.rule, finding.text) for finding in checked(line).findings] == [(rule, text)]


def test_no_rule_is_left_out() -> None:
    assert [rule for _, rule, _ in WHOLE] == [rule.id for rule in RULES]
