from terminology.core.model import CodeSystemHeader, Designation, PropertyDefinition
from terminology.core.status import CONCEPT_PROPERTIES
from terminology.index.property_texts import implied_texts, stated_texts
from tests.builders.catalogue import concept_of

HEADER = CodeSystemHeader(
    "http://example.org/s", properties=(PropertyDefinition("gone", "boolean", CONCEPT_PROPERTIES + "inactive"),)
)


def test_a_property_is_read_under_its_own_code_or_the_one_that_declares_the_standard_property() -> None:
    concept = concept_of("a", gone=True, size=("1", "2"))
    assert stated_texts(HEADER, concept, "size") == ["1", "2"]
    assert stated_texts(HEADER, concept, "inactive") == ["true"]
    assert stated_texts(HEADER, concept, "colour") == []


def test_displays_are_the_display_and_the_designations_that_may_replace_it() -> None:
    concept = concept_of("a", "Cat", Designation("Katze", "de"))
    assert implied_texts(HEADER, concept, "display") == ["Cat", "Katze"]


def test_active_and_selectable_are_the_implied_defaults() -> None:
    assert implied_texts(HEADER, concept_of("a"), "inactive") == ["false"]
    assert implied_texts(HEADER, concept_of("a"), "notSelectable") == []
    assert implied_texts(HEADER, concept_of("a"), "colour") == []
