"""The codes and value sets that a definition names: refused if impossible, reported if odd."""

import pytest

from terminology.core.catalogue import Catalogue
from terminology.core.concept_maps import ConceptMap, ConceptMapHeader, Element, Group, Target
from terminology.core.errors import BrokenRule
from terminology.core.value_sets import ValueSet
from terminology.library.named_codes import MAX_ISSUES, check_codes, check_imports, report
from tests.builders.catalogue import (
    OTHER_SYSTEM,
    SYSTEM,
    VALUE_SET,
    catalogue_of,
    code_system_of,
    codes_of,
    concept_of,
    imports,
    supplement_of,
    value_set_of,
)

CODES = code_system_of(concept_of("a", "Apple"), concept_of("b", "Bean", inactive=True), version="2")
OLDER = code_system_of("a", "old", version="1")
CATALOGUE = catalogue_of(OLDER, CODES)


@pytest.mark.parametrize("reference", [VALUE_SET, f"{VALUE_SET}|1"])
def test_a_value_set_that_includes_itself_is_refused(reference: str) -> None:
    with pytest.raises(BrokenRule) as refused:
        check_imports(CATALOGUE, value_set_of(codes_of("a"), imports(reference), version="1"))
    issue = refused.value.issues[0]
    assert issue.expression == ("ValueSet.compose.include[1].valueSet[0]",)
    assert "includes itself" in issue.text


def test_a_cycle_through_other_value_sets_is_refused_with_its_path() -> None:
    others = [value_set_of(imports(end), url=url) for url, end in (("urn:x", "urn:y"), ("urn:y", VALUE_SET))]
    with pytest.raises(BrokenRule, match="by way of urn:x and urn:y"):
        check_imports(catalogue_of(*others), value_set_of(imports("urn:x")))


def test_an_earlier_version_of_itself_may_be_included() -> None:
    earlier = value_set_of(codes_of("a"), version="1")
    check_imports(catalogue_of(earlier), value_set_of(imports(f"{VALUE_SET}|1"), version="2"))


@pytest.mark.parametrize(
    ("value_set", "problems"),
    [
        (value_set_of(codes_of("a", "b", "old")), []),
        (value_set_of(codes_of("a", "x", "y")), ["x", "y"]),
        (value_set_of(codes_of("old", version="2")), ["old"]),
        (value_set_of(codes_of("x", system=OTHER_SYSTEM)), []),
    ],
)
def test_codes_that_no_loaded_version_has_block_a_release(value_set: ValueSet, problems: list[str]) -> None:
    if not problems:
        check_codes(CATALOGUE, value_set)
        return
    with pytest.raises(BrokenRule) as refused:
        check_codes(CATALOGUE, value_set)
    assert [issue.text for issue in refused.value.issues] == [f"The code '{c}' is not in {SYSTEM}|2" for c in problems]


def test_the_codes_of_a_fragment_are_not_completely_known() -> None:
    check_codes(catalogue_of(code_system_of("a", content="fragment")), value_set_of(codes_of("x")))


def test_odd_codes_are_reported_with_their_places() -> None:
    found = report(CATALOGUE, value_set_of(codes_of("x", "b"), imports("urn:none")))
    assert [(issue.severity, issue.expression) for issue in found] == [
        ("warning", ("ValueSet.compose.include[0].concept[0]",)),
        ("warning", ("ValueSet.compose.include[0].concept[1]",)),
        ("warning", ()),
    ]
    assert "urn:none" in found[2].text


def test_a_long_report_ends() -> None:
    found = report(CATALOGUE, value_set_of(codes_of(*(f"x{number}" for number in range(200)))))
    assert len(found) == MAX_ISSUES + 1
    assert "$health" in found[-1].text


@pytest.mark.parametrize(("catalogue", "word"), [(CATALOGUE, "'x'"), (Catalogue(), "not known here")])
def test_a_supplement_of_a_missing_code_system_is_reported(catalogue: Catalogue, word: str) -> None:
    (found,) = report(catalogue, supplement_of(concept_of("a"), concept_of("x")))
    assert word in found.text


def test_a_map_of_codes_that_are_not_there_is_reported() -> None:
    target = Target("y", "equivalent")
    group = Group(source=SYSTEM, target=SYSTEM, elements=(Element("x", targets=(target,)), Element("a")))
    found = report(CATALOGUE, ConceptMap(ConceptMapHeader(url="urn:map"), (group,)))
    assert [issue.expression for issue in found] == [
        ("ConceptMap.group[0].element[0].code",),
        ("ConceptMap.group[0].element[0].target[0].code",),
    ]
