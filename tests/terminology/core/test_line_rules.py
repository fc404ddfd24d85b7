from pathlib import Path

import pytest

from terminology.core.line_rules import ALL_RULES, RULES

DOCS = Path(__file__).parents[3] / "docs" / "checking-claim-lines.md"

CONTRACT = {
    "error": "unknown-code wrong-system not-yet-valid ended unknown-modifier modifier-not-valid modifier-as-code "
    "modifier-repeated ndc-of-other-code units-over-limit",
    "warning": "units-not-payable undecided-day needs-description modifier-missing modifier-unusual ndc-unknown "
    "ndc-not-in-force ndc-units dose-units",
    "information": "not-payable-by-medicare meaning-changed ends-soon",
}


def test_the_table_has_every_rule_of_the_contract_with_its_severity() -> None:
    stated = {rule.id: rule.severity for rule in RULES}
    assert stated.pop("unreadable-value") == "error"  # what no rule of the contract can say
    assert stated == {id: severity for severity, ids in CONTRACT.items() for id in ids.split()}


def test_lesser_severities_are_those_of_the_contract() -> None:
    lesser = {rule.id: rule.lesser for rule in RULES if rule.lesser}
    assert lesser == {"units-over-limit": "warning", "modifier-missing": "information"}


def test_a_finding_has_the_facts_in_its_text() -> None:
    found = ALL_RULES.finding("not-yet-valid", code="J3111", start="2019-10-01", day="2018-01-01")
    assert found is not None
    assert found.text == "J3111 begins on 2019-10-01, after 2018-01-01"


def test_a_rule_that_is_off_finds_nothing() -> None:
    assert ALL_RULES.changed("not-yet-valid", "off").finding("not-yet-valid") is None


def test_a_rule_can_have_another_severity() -> None:
    found = ALL_RULES.changed("ends-soon", "error").finding("ends-soon", code="A", end="b", successors="")
    assert found is not None
    assert found.severity == "error"


@pytest.mark.parametrize(("rule", "choice"), [("no-rule", "off"), ("ended", "perhaps")])
def test_a_rule_or_choice_that_there_is_not_is_refused(rule: str, choice: str) -> None:
    with pytest.raises(ValueError, match=r"is not a (rule|valid setting)"):
        ALL_RULES.changed(rule, choice)


def test_the_docs_show_the_table() -> None:
    rows = []
    for rule in RULES:
        severity = f"{rule.severity} ({rule.lesser} {rule.lesser_when})" if rule.lesser else rule.severity
        rows.append(f"| `{rule.id}` | {severity} | {rule.when} |")
    assert "\n".join(rows) in DOCS.read_text(encoding="utf-8")
