"""Unknown is never true or false. Results for a partial code system or expansion hold for every possible complete one.

Value sets are generated from a fragment of a code system and a partial expansion. In every possible completion of both,
codes called members are members, and codes called non-members are not. The expansion lists the codes of the fragment
that are called members.
"""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from terminology.core.catalogue import Catalogue
from terminology.core.model import CodeSystem, Concept, PropertyDefinition
from terminology.core.results import ValidationResult
from terminology.core.value_sets import Contains, Include, ValueSet, ValueSetHeader
from tests.builders.catalogue import (
    SYSTEM,
    VALUE_SET,
    all_of,
    catalogue_of,
    code_system_of,
    codes_of,
    concept_of,
    filtered,
    imports,
    value_set_of,
)
from tests.builders.operations import expanded_codes, validation_of

ONE, TWO, PART = "http://example.org/one", "http://example.org/two", "http://example.org/part"
COVERAGE = PropertyDefinition("coverage", "code")
HERE = (concept_of("a", coverage="C"), concept_of("b"), concept_of("c", coverage="D"))
UNDER = {"b": "a"}


def code_system(*more: Concept, content: str = "complete", **nesting: str) -> CodeSystem:
    return code_system_of(*HERE, *more, nesting=UNDER | nesting, content=content, properties=(COVERAGE,))


def expansion(*codes: str, is_partial: bool = False) -> ValueSet:
    entries = tuple(Contains(SYSTEM, None, code) for code in codes)
    return ValueSet(ValueSetHeader(url=PART), expansion=entries, is_partial=is_partial)


FRAGMENT = code_system(content="fragment")
LISTED = expansion("a", is_partial=True)
# `x` and `y` are not in the fragment. `y` may be below anything, or above `c`, and have either coverage.
WHOLES = [
    code_system(concept_of("x"), concept_of("y", coverage=coverage), **nesting)
    for coverage in "CD"
    for nesting in ({}, {"y": "a"}, {"y": "x"}, {"c": "y"})
]
EXPANSIONS = [expansion("a", *more) for more in ("", "b", "x", "y", "by", "bcxy")]

filters = st.sampled_from(
    [
        ("coverage", "=", "C"),
        ("coverage", "in", "C,D"),
        ("coverage", "not-in", "C"),
        ("coverage", "exists", "true"),
        ("coverage", "exists", "false"),
        ("concept", "is-a", "a"),
        ("concept", "is-a", "y"),
        ("concept", "descendent-of", "x"),
        ("concept", "is-not-a", "a"),
        ("concept", "is-not-a", "y"),
        ("code", "regex", "[ax]"),
    ]
)
leaves = (
    st.just(all_of())
    | st.lists(st.sampled_from("abcxy"), min_size=1, max_size=3).map(lambda codes: codes_of(*codes))
    | st.lists(filters, min_size=1, max_size=2).map(lambda chosen: filtered(*chosen))
)
of_a_part = st.sampled_from([imports(PART), imports(PART, system=SYSTEM)])
imported = st.sampled_from([imports(ONE), imports(TWO), imports(ONE, TWO), imports(TWO, PART)])


def composed(include: st.SearchStrategy[Include], url: str) -> st.SearchStrategy[ValueSet]:
    included, excluded = (st.lists(include, min_size=least, max_size=2).map(tuple) for least in (1, 0))
    return st.builds(lambda some, less: value_set_of(*some, exclude=less, url=url), included, excluded)


@settings(max_examples=40)
@given(
    composed(leaves | of_a_part, ONE),
    composed(leaves | of_a_part, TWO),
    composed(leaves | of_a_part | imported, VALUE_SET),
)
def test_statements_about_a_fragment_hold_for_every_complete_version(
    one: ValueSet, two: ValueSet, value_set: ValueSet
) -> None:
    known = catalogue_of(FRAGMENT, LISTED, one, two)
    answered = {code: validation_of(known, value_set, code) for code in "abcxy"}
    members = {code for code, result in answered.items() if result.is_valid}
    assert "None" not in "".join(issue.text for result in answered.values() for issue in result.issues)
    assert members & set("abc") == set(expanded_codes(known, value_set))
    others = {code for code, result in answered.items() if is_definite_no(result)}
    for full in worlds(one, two):
        there = {code for code in "abcxy" if validation_of(full, value_set, code).is_valid}
        assert members <= there
        assert not others & there


def worlds(*value_sets: ValueSet) -> list[Catalogue]:
    return [catalogue_of(full, listed, *value_sets) for full, listed in product(WHOLES, EXPANSIONS)]


def is_definite_no(result: ValidationResult) -> bool:
    return not result.is_valid and not any(item.code in ("incomplete", "not-found") for item in result.issues)
