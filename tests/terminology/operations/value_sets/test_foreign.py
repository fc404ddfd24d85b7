from terminology.core.value_sets import Contains
from terminology.operations.value_sets.foreign import foreign_code_system

UNKNOWN = "http://example.org/unknown"


def test_entries_of_an_expansion_replace_the_concepts_of_a_missing_code_system() -> None:
    entries = (Contains(UNKNOWN, "b", display="B"), Contains(UNKNOWN, "a", is_abstract=True), Contains(UNKNOWN, "b"))
    foreign = foreign_code_system(UNKNOWN, "1", entries)
    assert foreign.header.canonical == f"{UNKNOWN}|1"
    assert list(foreign.codes()) == ["b", "a"]
    assert foreign.concept(0).display == "B"
    assert foreign.abstract() == 0b10
