from terminology.core.bitset import numbers_in
from terminology.core.model import PropertyDefinition
from terminology.index.memory_columns import MemoryColumns
from tests.builders.catalogue import code_system_of, concept_of

FAMILY = MemoryColumns(
    code_system_of(
        concept_of("animal", "Animal", notSelectable=True),
        concept_of("cat", "Cat", colour=("black", "white"), status="retired"),
        concept_of("Dog", "Dog", colour="black"),
        concept_of("cat", "Defined again"),
        nesting={"cat": "animal", "Dog": "animal"},
        case_sensitive=False,
    )
)


def ordinals(bits: int) -> list[int]:
    return list(numbers_in(bits))


def test_concepts_are_numbered_in_the_order_of_definition_and_the_first_definition_counts() -> None:
    assert [FAMILY.code(ordinal) for ordinal in range(FAMILY.count)] == ["animal", "cat", "Dog"]
    assert FAMILY.concept(1).display == "Cat"
    assert FAMILY.ordinal("dog") is None
    assert FAMILY.folded_ordinals("dOG") == (2,)


def test_a_column_has_the_concepts_of_each_value() -> None:
    colour = FAMILY.property_column("colour")
    assert colour is not None
    assert list(colour.values()) == ["black", "white"]
    assert ordinals(colour.ordinals("black")) == [1, 2]
    assert ordinals(colour.any_of(["white", "pink"])) == [1]
    assert ordinals(colour.any()) == [1, 2]
    assert colour.ordinals("pink") == 0


def test_implied_properties_have_a_column_and_unused_ones_have_none() -> None:
    parent, display = FAMILY.property_column("parent"), FAMILY.property_column("display")
    assert parent is not None
    assert display is not None
    assert ordinals(parent.ordinals("animal")) == [1, 2]
    assert ordinals(display.ordinals("Dog")) == [2]
    assert FAMILY.property_column("size") is None


def test_hierarchy_and_flags_are_sets() -> None:
    assert ordinals(FAMILY.descendants(0)) == [1, 2]
    assert ordinals(FAMILY.ancestors(2)) == [0]
    assert ordinals(FAMILY.leaves()) == [1, 2]
    assert ordinals(FAMILY.inactive()) == [1]
    assert ordinals(FAMILY.abstract()) == [0]


def test_a_hierarchy_in_properties_counts_where_it_is_declared() -> None:
    declared = (PropertyDefinition("parent", "code"),)
    stated = MemoryColumns(code_system_of("a", concept_of("b", parent="a"), properties=declared))
    assert stated.parents(1) == (0,)
    assert MemoryColumns(code_system_of("a", concept_of("b", parent="a"))).parents(1) == ()


def test_names_are_searched_by_ordinal() -> None:
    assert list(FAMILY.text_index().search("dog")) == [2]
