"""The members of one include, made when somebody looks, are the same as those that the evaluation lists."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminology.core.model import Designation
from terminology.core.requests import Context
from terminology.core.value_sets import Include, ValueSet
from terminology.operations.compose import Evaluation
from terminology.operations.matching import matching
from terminology.operations.sole_include import members_of, sole_include
from tests.builders.catalogue import (
    OTHER_SYSTEM,
    all_of,
    catalogue_of,
    code_system_of,
    codes_of,
    concept_of,
    filtered,
    imports,
    value_set_of,
)


@pytest.mark.parametrize(
    "value_set",
    [
        value_set_of(codes_of("E")),
        value_set_of(imports("http://example.org/other")),
        value_set_of(all_of(), all_of(OTHER_SYSTEM)),
        value_set_of(all_of(), exclude=(codes_of("E"),)),
    ],
)
def test_lists_imports_unions_and_excludes_are_not_a_sole_include(value_set: ValueSet) -> None:
    assert sole_include(value_set) is None


WORDS = ["walk", "walks", "walker", "wheel", "wheels", "rigid", "seat", "seats", "with", "of", "inj", "injection"]
texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
concepts = st.lists(
    st.builds(
        concept_of,
        st.text("ABab1", min_size=1, max_size=3),
        texts,
        st.builds(Designation, texts),
        status=st.sampled_from(["active", "retired"]),
        kind=st.sampled_from("xy"),
    ),
    min_size=1,
    max_size=10,
    unique_by=lambda concept: concept.code,
)
asked = texts | st.text("ABab1 ", max_size=3) | st.sampled_from(["wlaker", "injectoin seat", "wheeel", "nothing seat"])
includes: st.SearchStrategy[Include] = st.sampled_from(
    [all_of(), filtered(("kind", "=", "x")), filtered(("status", "=", "active"), ("kind", "in", "x,y"))]
)


@given(concepts, includes, st.booleans(), asked)
def test_the_members_are_those_of_the_evaluation(some: list[Any], include: Include, only: bool, text: str) -> None:
    catalogue = catalogue_of(code_system_of(*some))
    value_set = value_set_of(include, inactive=False if only else None)
    found = members_of(Evaluation(catalogue, Context(), value_set), value_set, include, text.strip(), [])
    listed = Evaluation(catalogue, Context(), value_set).members(value_set)
    assert list(found) == (matching(listed, text) if text.strip() else listed)


def test_a_code_that_is_defined_twice_is_one_member() -> None:
    doubled = code_system_of(concept_of("A", "first"), concept_of("B"), concept_of("A", "second"))
    value_set = value_set_of(all_of())
    found = members_of(Evaluation(catalogue_of(doubled), Context(), value_set), value_set, all_of(), "", [])
    assert [member.concept.display for member in found] == ["first", None]
