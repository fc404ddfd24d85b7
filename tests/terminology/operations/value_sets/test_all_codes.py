"""Pages and searches of one include, whose members are created on access."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from terminology.core.model import Designation
from terminology.core.requests import Context
from terminology.core.value_sets import Include
from terminology.operations.value_sets.all_codes import AllCodes
from terminology.operations.value_sets.evaluate import Evaluator
from terminology.operations.value_sets.evaluation import Evaluation
from terminology.operations.value_sets.members import Members
from terminology.operations.value_sets.search import search
from tests.builders.catalogue import SYSTEM, all_of, catalogue_of, code_system_of, concept_of, filtered, value_set_of

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
def test_a_search_within_one_include_equals_a_search_of_everything_limited_to_its_members(
    some: list[Any], include: Include, only: bool, text: str
) -> None:
    catalogue = catalogue_of(code_system_of(*some))
    value_set = value_set_of(include, inactive=False if only else None)
    evaluation = Evaluation(catalogue, Context(), value_set)
    sets = Evaluator(evaluation, AllCodes(evaluation)).evaluate(value_set)
    codes = [member.concept.code for member in Members(sets)]
    provider = catalogue.get_code_system(SYSTEM)
    of_all = [provider.concept(ordinal).code for ordinal in provider.search(text)]
    assert [member.concept.code for member in search(sets, text)] == [code for code in of_all if code in codes]


def test_a_code_that_is_defined_twice_is_one_member() -> None:
    doubled = code_system_of(concept_of("A", "first"), concept_of("B"), concept_of("A", "second"))
    evaluation = Evaluation(catalogue_of(doubled), Context(), value_set_of(all_of()))
    found = Members(Evaluator(evaluation, AllCodes(evaluation)).evaluate(value_set_of(all_of())))
    assert [member.concept.display for member in found] == ["first", None]
