from terminology.core.model import CodeSystem, Coding, Concept, Designation
from terminology.index.concept_search import ConceptSearch, names_of
from terminology.index.memory_columns import MemoryColumns
from tests.builders.catalogue import code_system_of, concept_of

SECTIONS = "https://terminology.example.org/fhir/CodeSystem/procedure-narrative-section"
J3111 = Concept(
    "J3111",
    "Injection, romosozumab-aqqg, 1 mg",
    designations=(
        Designation("Inj. romosozumab", use=Coding("http://example.org/uses", "short-description")),
        Designation("Bone-building shot", "en", Coding(SECTIONS, "common-name")),
        Designation("It may cause headache.", "en", Coding(SECTIONS, "risks-and-complications")),
    ),
)


def codes(search: ConceptSearch, concepts: tuple[Concept, ...], text: str, *supplements: CodeSystem) -> list[str]:
    return [concepts[ordinal].code for ordinal in search.search(text, supplements)]


def test_names_are_the_display_and_designations_but_no_prose_about_the_concept() -> None:
    assert names_of(J3111) == ("Injection, romosozumab-aqqg, 1 mg", "Inj. romosozumab", "Bone-building shot")


def test_supplements_add_names_for_those_who_use_them() -> None:
    concepts = (J3111, Concept("E0130", "Walker"))
    search = ConceptSearch(MemoryColumns(code_system_of(*concepts)))
    one = code_system_of(concept_of("E0130", "Never a display", Designation("Zimmer frame")), url="http://one")
    other = code_system_of(concept_of("E0130", None, Designation("Gehgestell", "de")), url="http://other")
    assert codes(search, concepts, "zimmer") == []
    assert codes(search, concepts, "zimmer", one) == ["E0130"]
    assert codes(search, concepts, "zimmer walker", one) == ["E0130"]
    assert codes(search, concepts, "gehgestell", one) == []
    assert codes(search, concepts, "gehgestell", one, other) == ["E0130"]
    assert codes(search, concepts, "never", one) == []


def test_inactive_concepts_come_behind_equals() -> None:
    concepts = (concept_of("A", "Walker", inactive=True), concept_of("B", "Walker"))
    assert codes(ConceptSearch(MemoryColumns(code_system_of(*concepts))), concepts, "walker") == ["B", "A"]
