"""The codes of a value set that end."""

import pytest

from terminology.core.errors import TimedOut, TooCostly, UnknownValueSet
from terminology.core.issues import Issue
from terminology.core.requests import no_deadline
from terminology.core.subscriptions import EndedCode
from terminology.operations.ended_codes import LONGEST_DISPLAY, MAX_ENDED, ended_codes
from tests.builders.catalogue import SYSTEM, VALUE_SET, all_of, catalogue_of, code_system_of, concept_of, value_set_of

CODES = code_system_of(
    concept_of("past", retirementDate="2025-12-31"),
    concept_of("coming", terminationDate="2026-12-31T00:00:00Z"),
    concept_of("dead", inactive=True),
    concept_of("fine"),
)
CATALOGUE = catalogue_of(CODES, value_set_of(all_of()))


def test_codes_with_a_last_day_or_that_are_inactive_are_named_in_order() -> None:
    found = ended_codes(CATALOGUE, VALUE_SET, "2026-06-01", no_deadline)
    assert found == (
        EndedCode(SYSTEM, "past", None, "2025-12-31", True),
        EndedCode(SYSTEM, "coming", None, "2026-12-31", False),
        EndedCode(SYSTEM, "dead", None, None, True),
    )


def test_on_its_last_day_a_code_has_not_ended() -> None:
    found = ended_codes(CATALOGUE, VALUE_SET, "2025-12-31", no_deadline)
    assert [(item.code, item.has_ended) for item in found][:1] == [("past", False)]


def test_an_unknown_value_set_is_an_error() -> None:
    with pytest.raises(UnknownValueSet):
        ended_codes(CATALOGUE, "urn:none", "2026-01-01", no_deadline)


def test_too_many_ended_codes_are_refused_and_long_displays_cut() -> None:
    """All of them are in one document of the store, and in one notice."""
    many = code_system_of(*(concept_of(f"c{number}", inactive=True) for number in range(MAX_ENDED + 1)))
    with pytest.raises(TooCostly, match="more than 10,000 codes that end or have ended"):
        ended_codes(catalogue_of(many, value_set_of(all_of())), VALUE_SET, "2026-01-01", no_deadline)
    long = code_system_of(concept_of("a", "x" * 5000, inactive=True))
    (found,) = ended_codes(catalogue_of(long, value_set_of(all_of())), VALUE_SET, "2026-01-01", no_deadline)
    assert len(found.display or "") == LONGEST_DISPLAY


def test_a_deadline_is_checked() -> None:
    def passed() -> None:
        raise TimedOut(Issue("error", "timeout", "too long"))

    with pytest.raises(TimedOut):
        ended_codes(CATALOGUE, VALUE_SET, "2026-01-01", passed)
