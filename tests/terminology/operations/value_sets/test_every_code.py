"""What codes of one system have in common in a value set; `test_found_codes.py` compares the results."""

import pytest

from terminology.core.model import Coding
from terminology.core.requests import Context
from terminology.core.value_sets import ConceptReference, ValueSet
from terminology.operations.value_sets.evaluation import Evaluation
from terminology.operations.value_sets.every_code import CommonSet, common_sets
from tests.builders.catalogue import SYSTEM, all_of, catalogue_of, code_system_of, codes_of, concept_of, value_set_of

TWICE = (ConceptReference("a", "first"), ConceptReference("a", "second"))


def sets_of(
    value_set: ValueSet, *, content: str = "complete", only_active: bool = False
) -> tuple[CommonSet, ...] | None:
    code_system = code_system_of("a", concept_of("b", status="retired"), content=content)
    evaluation = Evaluation(catalogue_of(code_system), Context(), value_set)
    found = common_sets(evaluation, value_set, Coding(SYSTEM), only_active)
    return found and found[0]


def test_all_that_is_stated_of_a_listed_code() -> None:
    [listed] = sets_of(value_set_of(codes_of(*TWICE))) or ()
    assert listed.references_of(0) == TWICE
    assert listed.references_of(1) == ()


def test_nothing_is_reported_of_the_codes_of_a_whole_code_system() -> None:
    [full] = sets_of(value_set_of(all_of())) or ()
    assert [full.references_of(0), full.references_of(2)] == [(None,), ()]


@pytest.mark.parametrize("only_active", [True, False])
def test_without_inactive_codes_each_code_is_validated_individually(only_active: bool) -> None:
    assert (sets_of(value_set_of(all_of()), only_active=only_active) is None) == only_active


def test_each_code_of_a_fragment_is_validated_individually() -> None:
    assert sets_of(value_set_of(all_of()), content="fragment") is None
