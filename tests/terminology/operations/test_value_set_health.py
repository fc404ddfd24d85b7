from collections.abc import Callable
from pathlib import Path

import pytest

from terminology.core.catalogue import Catalogue
from terminology.core.days import parse_days
from terminology.core.health import HealthRequest, ValueSetHealth
from terminology.core.requests import Context, ValueSetReference
from terminology.core.value_sets import ConceptReference, Contains, ValueSet, ValueSetHeader
from terminology.operations.value_set_health import health, value_set_health
from tests.builders.catalogue import (
    OTHER_SYSTEM,
    SYSTEM,
    catalogue_of,
    code_system_of,
    codes_of,
    concept_of,
    imports,
    value_set_of,
)
from tests.examples.all_releases import HCPCS, snapshot_of_all

CODES = code_system_of(concept_of("a", "Apple"), concept_of("b", "Bean", inactive=True), version="2")


def health_of(value_set: ValueSet, *others: ValueSet) -> ValueSetHealth:
    return value_set_health(catalogue_of(CODES, value_set, *others), value_set, Context())


def kinds(health: ValueSetHealth) -> list[tuple[str, str]]:
    return [(item.kind, item.code) for item in health.findings]


def test_a_list_of_good_codes_is_healthy() -> None:
    health = health_of(value_set_of(codes_of("a")))
    assert (health.checked, health.is_healthy) == (1, True)


def test_each_kind_of_trouble_is_found_in_the_order_of_the_list() -> None:
    listed = value_set_of(codes_of("x", "b", ConceptReference("a", "Pear")), codes_of("y", system=OTHER_SYSTEM))
    health = health_of(listed)
    assert kinds(health) == [("unknown", "x"), ("ended", "b"), ("renamed", "a"), ("unknown-system", "")]
    renamed = health.findings[2]
    assert (renamed.stated, renamed.display, renamed.system) == ("Pear", "Apple", SYSTEM)


def test_a_finding_says_where_the_code_is_listed() -> None:
    found = health_of(value_set_of(codes_of("a"), codes_of("a", "x"))).findings
    assert [item.path for item in found] == ["ValueSet.compose.include[1].concept[1]"]


def test_contained_value_sets_are_looked_at_like_others() -> None:
    inner = value_set_of(codes_of("x"), url="", id="inner")
    found = health_of(value_set_of(imports("#inner"), contained=(inner,)))
    assert (kinds(found), found.unresolved) == ([("unknown", "x")], ())


def test_the_value_set_may_be_named_by_its_url() -> None:
    named = value_set_of(codes_of("x"), url="http://x/1")
    found = health(catalogue_of(CODES, named), HealthRequest(ValueSetReference("http://x/1")))
    assert kinds(found) == [("unknown", "x")]


def test_excluded_codes_are_looked_at_too() -> None:
    assert kinds(health_of(value_set_of(codes_of("a"), exclude=(codes_of("x"),)))) == [("unknown", "x")]


def test_imported_value_sets_are_visited_once_and_cycles_end() -> None:
    first = value_set_of(imports("http://x/2"), url="http://x/1")
    second = value_set_of(imports("http://x/1"), codes_of("x"), imports("http://x/3"), url="http://x/2")
    health = health_of(first, second)
    assert [(item.value_set, item.code) for item in health.findings] == [("http://x/2", "x")]
    assert health.unresolved == ("http://x/3",)
    assert not health.is_healthy


def test_a_rule_has_no_listed_codes() -> None:
    health = health_of(value_set_of(imports("http://nowhere")))
    assert (health.checked, health.unresolved) == (0, ("http://nowhere",))


@pytest.fixture(scope="module")
def releases(shared_data: Path) -> Catalogue:
    return snapshot_of_all(shared_data).catalogue


def listed_on(releases: Catalogue, day: str) -> Callable[..., list[tuple[str, str]]]:
    context = Context(days=parse_days(day))
    return lambda *codes: kinds(value_set_health(releases, value_set_of(codes_of(*codes, system=HCPCS)), context))


def test_the_date_decides_whether_a_code_has_ended_or_is_in_the_future(releases: Catalogue) -> None:
    assert listed_on(releases, "2016-03-01")("G0154", "J3111") == [("ended", "G0154"), ("not-yet-valid", "J3111")]
    assert listed_on(releases, "2015-03-01")("G0154") == []


def test_value_sets_that_import_each_other_are_visited_once() -> None:
    one = value_set_of(codes_of("x"), imports("http://x/2"), url="http://x/1")
    health = health_of(one, value_set_of(imports("http://x/1"), url="http://x/2"))
    assert (health.checked, kinds(health)) == (1, [("unknown", "x")])


def test_an_expansion_without_a_definition_cannot_be_judged() -> None:
    expanded = ValueSet(ValueSetHeader("http://x/3"), expansion=(Contains(SYSTEM, "nothing"),))
    health = health_of(expanded)
    assert (health.checked, health.unresolved, health.is_healthy) == (0, ("http://x/3",), False)
