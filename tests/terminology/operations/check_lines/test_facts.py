from datetime import date

from terminology.operations.check_lines.facts import Facts
from tests.builders.claims import HCPCS, claims_catalogue


def test_a_code_is_known_in_the_case_it_is_defined_in() -> None:
    facts = Facts(claims_catalogue(), HCPCS)
    assert facts.find("J3111") is not None
    assert facts.find("j3111") is None


def test_a_code_that_only_an_old_release_lists_is_known() -> None:
    code = Facts(claims_catalogue(), HCPCS).find("J1440")
    assert code is not None
    assert (code.newest.display, code.newest_release) == ("Filgrastim", "2019-01")


def test_days_of_one_span_share_their_facts() -> None:
    facts = Facts(claims_catalogue(), HCPCS)
    code = facts.find("E0143")
    assert code is not None
    assert facts.on_day(code, date(2026, 1, 1)) is facts.on_day(code, date(2026, 3, 31))
    assert facts.on_day(code, date(2026, 3, 31)) is not facts.on_day(code, date(2026, 4, 1))


def test_the_facts_of_a_day_are_those_of_its_release_and_its_quarter() -> None:
    facts = Facts(claims_catalogue(), HCPCS)
    code = facts.find("E0143")
    assert code is not None
    now, before = facts.on_day(code, date(2026, 2, 1)), facts.on_day(code, date(2024, 2, 1))
    assert now is not None
    assert before is not None
    assert (now.release, before.release) == ("2026-01", "2023-01")
    assert now.billing is not None
    assert (now.billing.text, before.billing, before.limits) == ("NU or RR", None, ())
