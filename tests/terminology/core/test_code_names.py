from terminology.core.code_names import names_added_by, names_of
from terminology.core.model import Coding, Concept, Designation

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


def test_names_are_the_display_and_designations_but_no_prose_about_the_concept() -> None:
    assert names_of(J3111) == ("Injection, romosozumab-aqqg, 1 mg", "Inj. romosozumab", "Bone-building shot")


def test_a_supplement_adds_its_designations_as_names_and_its_prose_as_descriptions() -> None:
    added = names_added_by([J3111, Concept("E0130", "A display of the supplement's own")])
    assert added.names == {"J3111": ("Inj. romosozumab", "Bone-building shot")}
    assert added.descriptions == {"J3111": ("It may cause headache.",)}
