from hypothesis import given
from hypothesis import strategies as st

from terminology.core.model import Concept
from terminology.index.concept_table import ConceptTable

codes = st.lists(st.text("aAbBß", min_size=1, max_size=2))


@given(codes)
def test_every_code_is_found_and_a_made_up_one_is_not(given_codes: list[str]) -> None:
    table = ConceptTable([Concept(code) for code in given_codes], case_sensitive=True)
    assert all(found is not None and found.code == code for code in given_codes for found in [table.find(code)])
    assert table.find("no such code") is None


def test_case_counts_where_the_code_system_says_so() -> None:
    assert ConceptTable([Concept("a")], case_sensitive=True).find("A") is None


def test_case_does_not_count_where_the_code_system_says_so() -> None:
    assert ConceptTable([Concept("Ab")], case_sensitive=False).find("aB") == Concept("Ab")


def test_of_codes_that_differ_by_case_only_each_is_found_as_it_is_spelt_and_otherwise_the_first() -> None:
    table = ConceptTable([Concept("AA"), Concept("Aa")], case_sensitive=False)
    assert table.find("Aa") == Concept("Aa")
    assert table.find("aa") == Concept("AA")


def test_of_a_code_that_is_there_twice_the_first_concept_counts() -> None:
    assert ConceptTable([Concept("A", "first"), Concept("A", "second")], case_sensitive=True).find("A") == Concept(
        "A", "first"
    )


def test_concepts_keep_their_order() -> None:
    concepts = (Concept("B"), Concept("A"))
    assert ConceptTable(concepts, case_sensitive=True).concepts == concepts
