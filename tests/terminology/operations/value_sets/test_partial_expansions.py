"""A value set with only a partial expansion: codes that it does not list may be members."""

from dataclasses import replace

import pytest

from terminology.core.model import Coding
from terminology.core.results import ExpandResult
from terminology.core.value_sets import Contains, Include, ValueSet, ValueSetHeader
from terminology.operations.expansion.parameters import UNCLOSED
from tests.builders.catalogue import (
    SYSTEM,
    VALUE_SET,
    all_of,
    catalogue_of,
    code_system_of,
    codes_of,
    imports,
    value_set_of,
)
from tests.builders.operations import expanded_codes, expansion_of, validation_of

PART = ValueSet(ValueSetHeader(url=VALUE_SET), expansion=(Contains(SYSTEM, "a"),), is_partial=True)
WHOLE = ValueSet(ValueSetHeader(url="http://whole"), expansion=(Contains(SYSTEM, "b"),))
IMPORTING = value_set_of(imports(VALUE_SET), url="http://imports-the-part")
KNOWN = catalogue_of(code_system_of("a", "b", "c"), PART, WHOLE, IMPORTING)
TEXT = f"The expansion supplied with the value set '{VALUE_SET}' is incomplete"


@pytest.mark.parametrize("value_set", [PART, value_set_of(imports(VALUE_SET), url="http://importing")])
def test_listed_codes_are_members_and_others_are_undecided(value_set: ValueSet) -> None:
    assert validation_of(KNOWN, value_set, "a").is_valid
    result = validation_of(KNOWN, value_set, "c")
    assert not result.is_valid
    assert [item.code for item in result.issues] == ["incomplete"]
    assert result.issues[0].text.startswith(TEXT)


def test_codes_of_another_include_are_members() -> None:
    both = value_set_of(imports(VALUE_SET), imports("http://whole"), url="http://both")
    assert validation_of(KNOWN, both, "b").is_valid


def test_no_system_is_inferred_and_the_answer_stays_undecided() -> None:
    result = validation_of(KNOWN, PART, Coding(code="c"), form="code", must_infer_system=True)
    assert [item.code for item in result.issues] == ["incomplete"]


def test_other_exclusions_are_unknown() -> None:
    less = value_set_of(all_of(), exclude=(imports(VALUE_SET),), url="http://less")
    assert not validation_of(KNOWN, less, "a").is_valid
    result = validation_of(KNOWN, less, "c")
    assert not result.is_valid
    assert [item.code for item in result.issues] == ["incomplete"]


@pytest.mark.parametrize("url", [VALUE_SET, "http://imports-the-part"])
def test_an_expansion_lists_nothing_that_it_may_take_away(url: str) -> None:
    less = value_set_of(all_of(), exclude=(imports(url),), url="http://less")
    assert expanded_codes(KNOWN, less) == []
    for code in "abc":
        assert not validation_of(KNOWN, less, code).is_valid


@pytest.mark.parametrize("url", [VALUE_SET, "http://imports-the-part"])
def test_it_removes_only_the_listed_codes(url: str) -> None:
    less = value_set_of(all_of(), exclude=(replace(codes_of("a", "c"), value_sets=(url,)),), url="http://less")
    assert expanded_codes(KNOWN, less) == ["b"]
    assert [code for code in "abc" if validation_of(KNOWN, less, code).is_valid] == ["b"]


def test_codes_of_another_include_are_members_despite_exclusions_elsewhere() -> None:
    less = value_set_of(all_of(), exclude=(imports(VALUE_SET),), url="http://less")
    known = catalogue_of(code_system_of("a", "b", "c"), PART, less)
    more = value_set_of(imports("http://less"), codes_of("b"), url="http://more")
    assert expanded_codes(known, more) == ["b"]
    assert [code for code in "abc" if validation_of(known, more, code).is_valid] == ["b"]


@pytest.mark.parametrize("exclude", [(), (imports(VALUE_SET),)])
def test_a_code_that_the_unknown_part_cannot_affect_gets_a_definite_no(exclude: tuple[Include, ...]) -> None:
    some = value_set_of(replace(codes_of("a", "b"), value_sets=(VALUE_SET,)), exclude=exclude, url="http://some")
    assert [item.code for item in validation_of(KNOWN, some, "c").issues] == ["code-invalid"]


def is_reported(result: ExpandResult) -> bool:
    is_warned = any(str(item.content).startswith(TEXT) for item in result.parameters)
    return is_warned and UNCLOSED in [item.url for item in result.extensions]


def test_an_expansion_of_it_says_that_it_is_a_part() -> None:
    assert is_reported(expansion_of(KNOWN, PART))
    assert is_reported(expansion_of(KNOWN, value_set_of(imports(VALUE_SET), url="http://importing")))
    assert not is_reported(expansion_of(KNOWN, WHOLE))
