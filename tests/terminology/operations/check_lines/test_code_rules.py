from dataclasses import replace
from datetime import date

import pytest

from seed.hcpcs.code_system import hcpcs_header
from seed.registry import SYSTEMS
from terminology.core.catalogue import Catalogue
from terminology.core.claim_lines import ClaimLine
from terminology.core.model import CodeSystem
from terminology.operations.check_lines.check import LineChecker
from terminology.providers.generic import in_memory
from tests.builders.claims import BASE, HCPCS, checked, code, rules_of


def texts(line: ClaimLine) -> str:
    return " | ".join(finding.text for finding in checked(line).findings)


def suggested(line: ClaimLine) -> list[str]:
    return [item.value for finding in checked(line).findings for item in finding.suggestions]


@pytest.mark.parametrize(
    ("code", "intended"),
    [
        ("j3111", "J3111"),
        ("J31ll", "J3111"),
        ("J 3111", "J3111"),
        ("J3ll1", "J3111"),
        ("E0413", "E0143"),
        ("J311O", "J3110"),
    ],
)
def test_a_code_that_is_written_wrongly_is_unknown_and_the_right_one_is_suggested(code: str, intended: str) -> None:
    assert rules_of(checked(ClaimLine(code))) == ["unknown-code"]
    assert intended in suggested(ClaimLine(code))
    assert f"did you mean {intended}" in texts(ClaimLine(code))


def test_a_code_that_nothing_is_like_is_unknown() -> None:
    assert texts(ClaimLine("Z9999")) == "'Z9999' is not a code of HCPCS Level II in any loaded release"


def test_a_code_missing_from_an_excerpt_gets_a_note_that_it_is_an_excerpt() -> None:
    excerpt = in_memory(CodeSystem(replace(hcpcs_header("2026-01", BASE), content="fragment"), (code("KX", "Met"),)))
    catalogue = Catalogue(rules=SYSTEMS).with_resources([excerpt])
    (finding,) = LineChecker(catalogue, HCPCS, date(2026, 2, 1)).check(ClaimLine("E0250")).findings
    assert finding.text.endswith("in any loaded release (only a part of HCPCS is loaded)")


def test_a_line_without_a_code_is_an_error() -> None:
    assert texts(ClaimLine("")) == "The line has no code"


def test_a_modifier_appended_to_its_code_should_be_moved() -> None:
    assert "write the modifier NU in its own field" in texts(ClaimLine("E0143NU"))
    assert suggested(ClaimLine("E0143-NU")) == ["E0143"]


@pytest.mark.parametrize(
    ("code", "whose"),
    [
        ("99213", "CPT"),
        ("0001F", "CPT"),
        ("D0120", "CDT"),
        ("E11.9", "ICD-10-CM"),
        ("S72001A", "ICD-10-CM"),
        ("0DTJ4ZZ", "ICD-10-PCS"),
        ("55513-0880-02", "NDC"),
    ],
)
def test_a_code_in_the_shape_of_another_system_is_of_a_wrong_system(code: str, whose: str) -> None:
    assert rules_of(checked(ClaimLine(code))) == ["wrong-system"]
    assert whose in texts(ClaimLine(code))


def test_a_coding_with_another_system_is_of_a_wrong_system() -> None:
    assert rules_of(checked(ClaimLine("J3111", system="http://www.ama-assn.org/go/cpt"))) == ["wrong-system"]
    retired = ClaimLine("J3111", system="http://terminology.hl7.org/CodeSystem/HCPCS-all-codes")
    assert "is retired" in texts(retired)
    assert checked(retired).findings[0].suggestions[0].coding.system == HCPCS  # type: ignore[union-attr]


def test_spellings_of_the_system_are_understood() -> None:
    assert rules_of(checked(ClaimLine("J3111", system="urn:oid:2.16.840.1.113883.6.285"))) == []


def test_a_code_before_its_first_day_says_when_that_is() -> None:
    assert texts(ClaimLine("J3111", day=date(2018, 1, 1))) == "J3111 begins on 2019-10-01, after 2018-01-01"


def test_an_ended_code_names_its_replacement() -> None:
    line = ClaimLine("K0554", day=date(2023, 5, 1))
    assert texts(line) == "K0554 ended on 2022-12-31, before 2023-05-01; CMS names E2103 in its place"
    assert suggested(line) == ["E2103"]


def test_the_last_day_of_a_code_is_a_day_of_it() -> None:
    assert "ended" not in rules_of(checked(ClaimLine("K0554", day=date(2022, 12, 31))))


def test_a_day_that_releases_do_not_decide_is_stated_to_be_so() -> None:
    line = ClaimLine("J1440", day=date(2021, 1, 1))
    assert rules_of(checked(line))[:1] == ["undecided-day"]
    assert "between 2019-01-02 and 2022-12-31" in texts(line)


def test_a_modifier_is_not_a_code() -> None:
    assert texts(ClaimLine("KX")) == "KX is a modifier (Requirements met), not a code that can be billed by itself"


def test_an_unlisted_item_needs_a_description() -> None:
    assert rules_of(checked(ClaimLine("E1399"))) == ["needs-description"]
    assert rules_of(checked(ClaimLine("E1399", description="A special chair"))) == []


def test_codes_not_payable_by_medicare_are_reported_with_their_coverage() -> None:
    line = ClaimLine("S0001")
    assert rules_of(checked(line)) == ["not-payable-by-medicare"]
    assert texts(line) == "S0001 is not payable by Medicare (coverage code I, release 2026-01)"
    assert suggested(line) == ["A4206"]


def test_a_code_with_a_changed_meaning_shows_both_meanings() -> None:
    line = ClaimLine("J9245", day=date(2020, 1, 1))
    assert rules_of(checked(line)) == ["meaning-changed"]
    assert "not otherwise specified" in texts(line)


def test_a_code_that_ends_within_90_days_says_so() -> None:
    assert rules_of(checked(ClaimLine("G0001"))) == ["ends-soon"]
    assert rules_of(checked(ClaimLine("G0001", day=date(2025, 12, 1)))) == []


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("HC:J3111", "did you mean J3111?"),
        ("HC:E0143:NU", "write E0143 as the code, and NU in the modifier field"),
        ('="J3111"', "did you mean J3111?"),
        ("\u200bJ3111", "did you mean J3111?"),
        ("E0143 NU KX", "write E0143 as the code, and NU and KX in the modifier field"),
        ("J3111,E0143", "write J3111 and E0143 on separate lines"),
        ("J3112", "near it are J3111, J3110"),
        ("M810", "it may be the ICD-10-CM code M81.0 without its dot"),
    ],
)
def test_an_unknown_code_gets_suggestions(code: str, hint: str) -> None:
    (finding,) = checked(ClaimLine(code)).findings
    assert finding.rule == "unknown-code"
    assert finding.text.endswith(hint)


def test_three_characters_of_icd_10_are_not_a_hcpcs_code() -> None:
    assert rules_of(checked(ClaimLine("I10"))) == ["wrong-system"]
