"""The validity dates in releases, read from columns and from concepts."""

from typing import Any

from terminology.core.model import CodeSystem, CodeSystemHeader, Concept, Property, PropertyDefinition, Value
from terminology.core.status import CONCEPT_PROPERTIES
from terminology.providers.as_of_day import Release
from terminology.providers.delegating import ChangingCodeSystem
from terminology.providers.generic import GenericCodeSystem, in_memory
from terminology.providers.period_rules import StatedPeriods, first_day
from terminology.providers.release_facts import Facts, ReleaseFacts, facts_of

DECLARED = tuple(
    PropertyDefinition(name, "dateTime", uri=CONCEPT_PROPERTIES + meaning)
    for name, meaning in (("added", "effectiveDate"), ("ended", "retirementDate"))
)


def code_of(code: str, *stated: tuple[str, str]) -> Concept:
    return Concept(code, code, properties=tuple(Property(name, Value("dateTime", text)) for name, text in stated))


def release(version: str, *concepts: Concept, **header: Any) -> GenericCodeSystem:
    about = CodeSystemHeader(url="http://example.org/codes", version=version, properties=DECLARED, **header)
    return in_memory(CodeSystem(about, concepts))


RELEASES = (
    release("2020-01", code_of("A", ("added", "2019-01-01")), code_of("B", ("added", "2018-01-01"), ("kind", "m"))),
    release(
        "2021-01", code_of("A", ("added", "2019-01-01"), ("ended", "2020-12-31")), code_of("C", ("added", "2021-01-01"))
    ),
    release(
        "2022-01",
        code_of("A", ("added", "2019-01-01"), ("actionEffectiveDate", "2022-01-01"), ("actionCode", "R")),
        code_of("C", ("added", "2021-01-01"), ("added", "2020-06-01")),
        code_of("D"),
        case_sensitive=False,
    ),
)
CODES = ("A", "B", "C", "D", "a", "?")


def periods_of(*code_systems: Any) -> StatedPeriods:
    days = ((item, first_day(item.header.version)) for item in code_systems)
    return StatedPeriods([Release(item.header.version, day, item) for item, day in days if day])


def test_the_periods_of_all_codes_are_those_of_each() -> None:
    one_by_one = periods_of(*RELEASES)
    assert dict(periods_of(*RELEASES).periods_of_each(CODES)) == {code: one_by_one.periods(code) for code in CODES}
    assert len(one_by_one.periods("A")) == 2


def test_a_release_without_columns_is_queried_code_by_code() -> None:
    changed = ChangingCodeSystem(RELEASES[0], RELEASES[0].header)
    assert facts_of([RELEASES[1], changed]) is None
    found = dict(periods_of(changed, *RELEASES[1:]).periods_of_each(CODES))
    assert found == dict(periods_of(*RELEASES).periods_of_each(CODES))


def test_codes_of_which_the_same_is_stated_share_their_periods() -> None:
    stated = ("added", "2020-01-01")
    found = dict(periods_of(release("2020-01", code_of("A", stated), code_of("B", stated))).periods_of_each("AB"))
    assert found["A"] is found["B"]


def test_facts_are_the_texts_of_declared_properties_under_any_code() -> None:
    facts = ReleaseFacts(RELEASES[2], RELEASES[2].columns)
    assert facts.find("a") == Facts(None, "2019-01-01", None, "2022-01-01", "R")
    assert (facts.find("D"), facts.find("?")) == (Facts(None, None, None, None, None), None)
    assert (facts.is_doubtful("C"), facts.is_doubtful("A")) == (True, False)
