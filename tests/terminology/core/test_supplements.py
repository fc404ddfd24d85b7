from tests.builders.catalogue import concept_of, supplement_of


def test_a_supplement_has_its_concepts_by_code() -> None:
    supplement = supplement_of(concept_of("A", None, definition="more"))
    found = supplement.find("A")
    assert found is not None
    assert found.definition == "more"
    assert supplement.find("B") is None
