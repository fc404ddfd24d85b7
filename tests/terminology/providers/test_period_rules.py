"""When codes were valid, from the dates and lists of releases."""

from datetime import date

import pytest

from seed.icd10.versions import window
from terminology.core.days import parse_days
from terminology.core.history import Standing
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept, PropertyDefinition
from terminology.providers.as_of import History
from terminology.providers.as_of_day import Release
from terminology.providers.generic import in_memory
from terminology.providers.period_rules import ListedPeriods, StatedPeriods, first_day, has_history

URL = "http://example.org/icd"


def release(version: str, *codes: str, display: str | None = None) -> CodeSystem:
    header = CodeSystemHeader(url=URL, version=version, content="complete")
    return CodeSystem(header, tuple(Concept(code, display=display or f"{code} in {version}") for code in codes))


RELEASES = (
    release("2021-01", "A00", "B00", "C00"),
    release("2024-10", "A00", "B00", "D00"),
    release("2025-10", "A00", "D00", "E00"),
)
HISTORY = History([in_memory(item) for item in RELEASES], window)


def standing(code: str, day: str, version: str | None = None) -> Standing | None:
    code_system = HISTORY.on(parse_days(day), version)
    assert code_system is not None
    validity = code_system.validity(code)
    return validity and validity.standing


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("A00", "2021-05-01", "valid"),
        ("A00", "2023-01-01", "valid"),
        ("A00", "2020-05-01", "undecided"),
        ("B00", "2025-09-30", "valid"),
        ("B00", "2025-10-01", "ended"),
        ("C00", "2021-09-30", "valid"),
        ("C00", "2021-10-01", "undecided"),
        ("C00", "2024-10-01", "ended"),
        ("D00", "2021-09-30", "not yet"),
        ("D00", "2023-01-01", "undecided"),
        ("E00", "2025-09-30", "not yet"),
        ("E00", "2025-10-01", "valid"),
        ("X00", "2025-10-01", None),
    ],
)
def test_a_code_is_valid_in_the_windows_of_the_releases_that_list_it(
    code: str, day: str, expected: Standing | None
) -> None:
    assert standing(code, day) == expected


def test_a_code_is_described_by_the_release_in_force() -> None:
    for day, version in (("2021-05-01", "2021-01"), ("2023-01-01", "2021-01"), ("2025-11-01", "2025-10")):
        code_system = HISTORY.on(parse_days(day))
        assert code_system is not None
        concept = code_system.locate("A00")
        assert concept is not None
        assert concept.display == f"A00 in {version}"


def test_the_codes_of_a_day_are_those_that_had_started() -> None:
    code_system = HISTORY.on(parse_days("2024-12-01"))
    assert code_system is not None
    assert sorted(code_system.codes()) == ["A00", "B00", "C00", "D00"]
    inactive = {
        code for code in ["A00", "B00", "C00", "D00"] if code_system.inactive() >> (code_system.ordinal(code) or 0) & 1
    }
    assert inactive == {"C00"}


def test_one_release_does_not_know_the_others() -> None:
    assert standing("C00", "2030-01-01", "2021-01") == "valid"
    assert standing("D00", "2030-01-01", "2021-01") is None


def test_a_version_that_comes_with_a_request_takes_part() -> None:
    further = HISTORY.with_versions([in_memory(release("2026-10", "E00"))])
    code_system = further.on(parse_days("2026-10-01"))
    assert code_system is not None
    validity = code_system.validity("A00")
    assert validity is not None
    assert validity.standing == "ended"


def test_codes_that_the_same_releases_list_share_their_periods() -> None:
    rule = ListedPeriods([Release(str(i.header.version), date.min, in_memory(i)) for i in RELEASES], window)
    assert rule.periods("A00") is rule.periods("A00")
    assert dict(rule.periods_of_each(["A00", "B00", "E00"])) == {
        code: rule.periods(code) for code in ["A00", "B00", "E00"]
    }
    assert rule.periods("X00") == ()


def test_days_between_which_nothing_changes_are_one_stretch() -> None:
    rule = ListedPeriods([Release(str(i.header.version), date.min, in_memory(i)) for i in RELEASES], window)
    stretches = [
        rule.span_key(parse_days(day))
        for day in ("2020-01-01", "2021-01-01", "2021-09-30", "2021-10-01", "2024-10-01", "2025-09-30", "2025")
    ]
    assert stretches[1] == stretches[2]
    assert stretches[4] == stretches[5]
    assert len(set(stretches)) == 5


def test_a_fragment_says_nothing_of_codes_that_it_does_not_list() -> None:
    fragment = CodeSystem(CodeSystemHeader(url=URL, version="2025-10", content="fragment"), (Concept("E00"),))
    history = History([in_memory(RELEASES[1]), in_memory(fragment)], window)
    [period] = history.periods("A00")
    assert period.end is None


def test_stated_periods_are_remembered_of_codes_only() -> None:
    rule = StatedPeriods([Release("2021-01", date(2021, 1, 1), in_memory(RELEASES[0]))])
    assert rule.periods("nonsense") == ()
    assert rule._periods == {}


def test_a_history_needs_dates_or_windows() -> None:
    header = CodeSystemHeader(url=URL, version="2021-01")
    assert has_history(header, window)
    assert not has_history(header, None)
    assert not has_history(CodeSystemHeader(url=URL, version="draft"), window)
    concept_properties = "http://hl7.org/fhir/concept-properties#"
    stated = tuple(
        PropertyDefinition(code, "dateTime", concept_properties + code) for code in ("effectiveDate", "retirementDate")
    )
    assert has_history(CodeSystemHeader(url=URL, version="2021-01", properties=stated), None)
    assert first_day("2021-01") == date(2021, 1, 1)
    assert first_day("draft") is None
