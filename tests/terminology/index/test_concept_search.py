import gc
import weakref

from terminology.core.code_names import CodeNames, names_added_by
from terminology.core.model import Concept, Designation
from terminology.index.concept_search import ConceptSearch
from terminology.index.memory_columns import MemoryColumns
from tests.builders.catalogue import code_system_of, concept_of


def codes(search: ConceptSearch, concepts: tuple[Concept, ...], text: str, *names: CodeNames) -> list[str]:
    return [concepts[ordinal].code for ordinal in search.search(text, names)]


def test_added_names_are_found_only_by_the_search_that_adds_them() -> None:
    concepts = (Concept("J3111", "Injection, romosozumab-aqqg, 1 mg"), Concept("E0130", "Walker"))
    search = ConceptSearch(MemoryColumns(code_system_of(*concepts)))
    one = names_added_by([concept_of("E0130", "Never a display", Designation("Zimmer frame"))])
    other = names_added_by([concept_of("E0130", None, Designation("Gehgestell", "de")), concept_of("E0", "Not here")])
    assert codes(search, concepts, "zimmer") == []
    assert codes(search, concepts, "zimmer", one) == ["E0130"]
    assert codes(search, concepts, "zimmer walker", one) == ["E0130"]
    assert codes(search, concepts, "gehgestell", one) == []
    assert codes(search, concepts, "gehgestell", one, other) == ["E0130"]
    assert codes(search, concepts, "never", one) == []


def test_inactive_concepts_come_after_equally_good_ones() -> None:
    concepts = (concept_of("A", "Walker", inactive=True), concept_of("B", "Walker"))
    assert codes(ConceptSearch(MemoryColumns(code_system_of(*concepts))), concepts, "walker") == ["B", "A"]


def test_an_index_is_freed_with_its_last_user() -> None:
    """Resources of a request must be freed without a garbage collection."""
    columns = MemoryColumns(code_system_of(concept_of("A", "Walker")))
    search, left = ConceptSearch(columns), weakref.ref(columns)
    assert list(search.search("walker")) == [0]
    gc.disable()
    try:
        del search, columns
        assert left() is None
    finally:
        gc.enable()
