from terminology.core.model import Designation, PropertyDefinition
from terminology.core.value_sets import Filter
from terminology.providers.generic import in_memory
from terminology.providers.supplemented import SupplementedCodeSystem
from tests.builders.catalogue import code_system_of, concept_of, searched, supplement_of

BASE = in_memory(
    code_system_of(
        concept_of("A", "Base A", Designation("erste", "de"), colour="red"),
        "B",
        nesting={"B": "A"},
        properties=(PropertyDefinition("colour", "code", "http://example.org/colour"),),
    )
)
EXTRA = supplement_of(
    concept_of("A", "Another A", Designation("la première", "fr"), colour="blue", size="10"),
    concept_of("Z", "New", Designation("neu", "de")),
    properties=(PropertyDefinition("colour", "string"), PropertyDefinition("size", "code")),
)
SUPPLEMENTED = SupplementedCodeSystem(BASE, (EXTRA,))


def test_a_supplement_adds_its_designations_and_properties_after_those_of_the_code_system() -> None:
    concept = SUPPLEMENTED.locate("A")
    assert concept is not None
    assert [item.value for item in concept.designations] == ["erste", "la première"]
    assert [value.content for value in concept.values("colour")] == ["red", "blue"]


def test_a_supplement_never_adds_a_display_nor_a_code() -> None:
    concept = SUPPLEMENTED.locate("A")
    assert concept is not None
    assert concept.display == "Base A"
    assert SUPPLEMENTED.locate("Z") is None
    assert [item.code for item in SUPPLEMENTED.concepts()] == ["A", "B"]


def test_findings_are_returned_with_the_additional_parts() -> None:
    assert searched(SUPPLEMENTED, "premiere") == [SUPPLEMENTED.locate("A")]
    assert searched(SUPPLEMENTED, "display") == [SUPPLEMENTED.locate("B")]
    assert list(BASE.search("premiere")) == []


def test_a_concept_without_an_addition_is_the_one_of_the_code_system() -> None:
    assert SUPPLEMENTED.locate("B") is BASE.locate("B")


def test_the_first_declaration_of_a_property_counts() -> None:
    assert SUPPLEMENTED.header.properties == (
        PropertyDefinition("colour", "code", "http://example.org/colour"),
        PropertyDefinition("size", "code"),
    )


def test_a_default_supplement_adds_designations_only() -> None:
    concept = SupplementedCodeSystem(BASE, (), (EXTRA,)).locate("A")
    assert concept is not None
    assert [item.value for item in concept.designations] == ["erste", "la première"]
    assert [value.content for value in concept.values("colour")] == ["red"]


def test_the_hierarchy_is_that_of_the_code_system_with_additions_in_its_concepts() -> None:
    over_b = SupplementedCodeSystem(BASE, (supplement_of(concept_of("B", None, Designation("zwei", "de"))),))
    assert over_b.parents("B") == ("A",)
    assert over_b.children("A") == ("B",)
    assert [
        item.value
        for concept in over_b.concepts()
        if over_b.subsumes("A", concept.code)
        for item in concept.designations
    ] == ["zwei"]


def test_selections_are_cached_per_supplement_for_their_code_system() -> None:
    red, blue = (Filter("colour", "=", value) for value in ("red", "blue"))
    other = in_memory(code_system_of("B", "A", properties=(PropertyDefinition("colour", "code"),)))
    extra = supplement_of(concept_of("A", None, colour="blue"), properties=(PropertyDefinition("colour", "string"),))
    more = supplement_of(concept_of("B", None, colour="blue"), properties=(PropertyDefinition("colour", "string"),))
    for _ in range(2):  # each time another object reads the same
        assert SupplementedCodeSystem(BASE, (extra,)).select(blue) == 0b01
        assert SupplementedCodeSystem(BASE, (extra,)).select(red) == 0b01
        assert SupplementedCodeSystem(other, (extra,)).select(blue) == 0b10
        assert SupplementedCodeSystem(BASE, (extra, more)).select(blue) == 0b11
        assert SupplementedCodeSystem(BASE, (extra,)).inactive() == 0
    assert "_changed" not in vars(again := SupplementedCodeSystem(BASE, (extra,)))
    assert again.select(blue) == 0b01
    assert "_changed" not in vars(again)
