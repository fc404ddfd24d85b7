from datetime import date
from decimal import Decimal

from terminology.core.claim_lines import ClaimLine, Unreadable
from terminology.core.line_rules import ALL_RULES
from terminology.operations.check_lines.check import LineChecker
from tests.builders.claims import HCPCS, TODAY, checked, claims_catalogue, rules_of


def test_a_line_of_which_all_is_right_has_no_findings() -> None:
    line = ClaimLine("E0143", ("NU", "KX", "25"), date(2026, 2, 1), Decimal(1))
    assert checked(line).findings == ()


def test_several_things_are_said_about_one_line() -> None:
    line = ClaimLine("E0143", ("LT", "LT", "Q9"), date(2026, 2, 1), Decimal(2))
    assert rules_of(checked(line)) == ["unknown-modifier", "modifier-repeated", "modifier-missing", "units-over-limit"]


def test_the_day_of_a_line_without_one_is_today() -> None:
    assert rules_of(checked(ClaimLine("K0554"))) == ["ended"]
    assert rules_of(checked(ClaimLine("K0554", day=date(2022, 12, 31)))) == ["meaning-changed"] or not rules_of(
        checked(ClaimLine("K0554", day=date(2022, 1, 1)))
    )


def test_what_cannot_be_read_is_said_and_the_rest_is_checked() -> None:
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
