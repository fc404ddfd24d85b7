import pytest

from terminology.core.model import CodeSystem, PropertyDefinition
from terminology.core.ports import CodeSystemProvider
from terminology.core.status import CONCEPT_PROPERTIES
from terminology.providers.generic import in_memory
from tests.builders.catalogue import below, code_system_of, concept_of, searched

PARENT = PropertyDefinition("parent", "code", CONCEPT_PROPERTIES + "parent")
NESTED = code_system_of("animal", "cat", "dog", nesting={"cat": "animal", "dog": "animal"})
BY_PARENT = code_system_of(
    "animal", concept_of("cat", parent="animal"), concept_of("dog", parent="animal"), properties=(PARENT,)
)
BY_RENAMED_PARENT = code_system_of(
    "animal",
    concept_of("cat", above="animal"),
    concept_of("dog", above="animal"),
    properties=(PropertyDefinition("above", "code", CONCEPT_PROPERTIES + "parent"),),
)
BY_CHILD = code_system_of(
    concept_of("animal", child=("cat", "dog")), "cat", "dog", properties=(PropertyDefinition("child", "code"),)
)


@pytest.mark.parametrize("code_system", [NESTED, BY_PARENT, BY_RENAMED_PARENT, BY_CHILD])
def test_the_hierarchy_is_the_same_however_it_is_stated(code_system: CodeSystem) -> None:
    provider: CodeSystemProvider = in_memory(code_system)
    assert provider.parents("cat") == ("animal",)
    assert provider.children("animal") == ("cat", "dog")
    assert below(provider, "animal") == ["cat", "dog"]


def test_a_text_finds_concepts_by_their_names_the_best_first() -> None:
    provider = in_memory(code_system_of(concept_of("cat", "Tabby"), concept_of("dog", "No cat, no tabby")))
    assert [concept.code for concept in searched(provider, "tabby")] == ["cat", "dog"]
    assert [concept.code for concept in searched(provider, "dog")] == ["dog"]


def test_the_first_of_two_concepts_with_one_code_is_found() -> None:
    provider = in_memory(code_system_of(concept_of("cat", "Tabby"), concept_of("cat", "Siamese")))
    assert [concept.display for concept in searched(provider, "cat")] == ["Tabby"]
    assert list(provider.search("siamese")) == []


def test_a_code_that_is_defined_twice_is_one_concept_and_one_child() -> None:
    provider = in_memory(code_system_of("animal", "cat", "cat", nesting={"cat": "animal"}))
    assert [concept.code for concept in provider.concepts()] == ["animal", "cat"]
    assert provider.children("animal") == ("cat",)


def test_nesting_and_properties_add_up() -> None:
    mixed = code_system_of(
        "animal", "pet", concept_of("cat", parent="pet"), nesting={"cat": "animal"}, properties=(PARENT,)
    )
    assert in_memory(mixed).parents("cat") == ("animal", "pet")


def test_concepts_come_in_the_order_of_definition() -> None:
    assert [concept.code for concept in in_memory(NESTED).concepts()] == ["animal", "cat", "dog"]


def test_a_code_is_located_in_the_case_the_code_system_defines() -> None:
    provider = in_memory(code_system_of("Cat", case_sensitive=False))
    located = provider.locate("cAT")
    assert located is not None
    assert located.code == "Cat"


def test_an_unknown_code_is_not_located_and_has_nothing_below_it() -> None:
    provider = in_memory(NESTED)
    assert provider.locate("CAT") is None
    assert below(provider, "bird") == []


def test_a_parent_that_the_code_system_does_not_have_is_left_out() -> None:
    orphaned = in_memory(code_system_of(concept_of("cat", parent="animal"), properties=(PARENT,)))
    assert orphaned.parents("cat") == ()
    assert below(orphaned, "animal") == []
