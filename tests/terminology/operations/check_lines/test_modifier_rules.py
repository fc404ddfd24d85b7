from datetime import date

from terminology.core.claim_lines import ClaimLine
from tests.builders.claims import checked, local_rule, rules_of, schedule_of

MAY_2026 = date(2026, 5, 1)


def texts(line: ClaimLine) -> str:
    return " | ".join(finding.text for finding in checked(line).findings)


def test_a_modifier_that_no_release_has_is_unknown() -> None:
    assert rules_of(checked(ClaimLine("J3111", ("Q9",)))) == ["unknown-modifier"]


def test_modifiers_of_cpt_are_not_judged() -> None:
    assert rules_of(checked(ClaimLine("J3111", ("25", "59", "1P", "P1")))) == []


def test_a_modifier_in_lower_case_is_unknown_and_the_right_one_is_suggested() -> None:
    (finding,) = checked(ClaimLine("J3111", ("kx",))).findings
    assert (finding.rule, finding.suggestions[0].value, finding.suggestions[0].replaces) == (
        "unknown-modifier",
        "KX",
        "kx",
    )


def test_a_modifier_is_valid_from_its_first_day_to_its_last() -> None:
    assert rules_of(checked(ClaimLine("J3111", ("XX",)))) == ["modifier-not-valid"]
    assert texts(ClaimLine("J3111", ("XX",))) == "Modifier XX ended on 2015-12-31, before 2026-02-01"
    assert "begins on 2026-01-01" in texts(ClaimLine("J3111", ("ZB",), date(2025, 12, 31)))
    assert rules_of(checked(ClaimLine("J3111", ("ZB",)))) == []


def test_a_code_is_not_a_modifier() -> None:
    assert rules_of(checked(ClaimLine("J3111", ("E0143",)))) == ["modifier-not-valid"]


def test_a_modifier_that_occurs_twice_is_repeated() -> None:
    assert texts(ClaimLine("J3111", ("KX", "LT", "KX"))) == "Modifier KX is on the line 2 times"


def test_a_code_that_is_listed_with_modifiers_needs_one() -> None:
    (finding,) = checked(ClaimLine("E0143")).findings
    assert (finding.rule, finding.severity) == ("modifier-missing", "warning")
    assert finding.text == ("E0143 needs a modifier: it is listed with NU or RR (CMS's DMEPOS fee schedule of 2026-01)")
    assert [item.value for item in finding.suggestions] == ["NU", "RR"]


def test_on_an_order_a_missing_modifier_is_information() -> None:
    (finding,) = checked(ClaimLine("E0143", kind="order")).findings
    assert finding.severity == "information"


def test_combined_modifiers_must_match_one_option_completely() -> None:
    assert rules_of(checked(ClaimLine("E0424", ("RR", "QB")))) == []
    assert rules_of(checked(ClaimLine("E0424", ("RR",)))) == []
    assert rules_of(checked(ClaimLine("E0424", ("QB",)))) == ["modifier-missing"]


def test_a_modifier_of_the_schedule_that_the_code_is_not_listed_with_is_unusual() -> None:
    assert rules_of(checked(ClaimLine("E0250", ("RR", "NU")))) == ["modifier-unusual"]
    assert texts(ClaimLine("A4216", ("NU",))) == (
        "NU is unusual with A4216, which is listed without a modifier (CMS's DMEPOS fee schedule of 2026-01)"
    )


def test_a_modifier_that_the_schedule_does_not_use_is_not_unusual() -> None:
    assert rules_of(checked(ClaimLine("E0250", ("RR", "LT", "KX")))) == []


def test_a_code_that_the_schedule_does_not_list_needs_no_modifier() -> None:
    assert rules_of(checked(ClaimLine("J3111", ("NU",)))) == []


def test_a_day_after_the_loaded_quarters_is_answered_by_the_latest_with_a_notice() -> None:
    assert "2026-01, the latest loaded quarter before that day" in texts(ClaimLine("E0143", day=MAY_2026))


def test_the_quarter_of_the_day_answers() -> None:
    later = schedule_of(b"HCPCS,Mod,Mod2,CATG\nE0143,RR,,IN\n", "2026-04")
    (finding,) = checked(ClaimLine("E0143", ("NU",), MAY_2026), later).findings[:1]
    assert "listed with RR (CMS's DMEPOS fee schedule of 2026-04)" in finding.text
    assert rules_of(checked(ClaimLine("E0143", ("NU",)), later)) == []


def test_a_day_before_all_quarters_is_not_judged() -> None:
    assert rules_of(checked(ClaimLine("E0143", day=date(2025, 6, 1)))) == []


def test_a_local_rule_can_forbid_require_and_allow() -> None:
    assert rules_of(checked(ClaimLine("J3111", ("LT",)), local_rule("J3111", "LT", "never"))) == ["modifier-not-valid"]
    (finding,) = checked(ClaimLine("J3111"), local_rule("J3111", "KX", "required")).findings
    assert finding.text == "J3111 needs a modifier: KX is required (Our payer's rule)"
    assert rules_of(checked(ClaimLine("E0250", ("RR", "NU")), local_rule("E0250", "NU", "allowed"))) == []


def test_a_local_rule_counts_from_its_first_day() -> None:
    rule = local_rule("J3111", "KX", "required", effective_start="2026-03-01")
    assert rules_of(checked(ClaimLine("J3111"), rule)) == []
    assert rules_of(checked(ClaimLine("J3111", day=MAY_2026), rule)) == ["modifier-missing"]


def test_a_lower_case_modifier_is_not_also_reported_missing() -> None:
    assert rules_of(checked(ClaimLine("E0143", ("nu",)))) == ["unknown-modifier"]
    assert rules_of(checked(ClaimLine("E0143", ("zz",)))) == ["unknown-modifier", "modifier-missing"]
