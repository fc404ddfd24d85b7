from terminology.core.languages import NO_PREFERENCE
from terminology.core.model import Concept, Property, PropertyDefinition, Value
from terminology.operations.described_properties import MAX_CACHED, Describer
from tests.builders.catalogue import SYSTEM, catalogue_of, code_system_of, concept_of, supplement_of

COLORS = "http://example.org/colors"
RED = Property("color", Value("code", "red"))
THINGS = code_system_of(
    Concept("a", properties=(RED,)),
    Concept("b", properties=(RED,)),
    nesting={"b": "a"},
    properties=(PropertyDefinition("color", "code", code_system=COLORS),),
)
KNOWN = catalogue_of(THINGS, code_system_of(concept_of("red", "Red"), url=COLORS))
ADDED = supplement_of(Concept("a", properties=(RED,)), version="1")


def describer() -> Describer:
    return Describer(KNOWN, KNOWN.get_code_system(SYSTEM), NO_PREFERENCE)


def test_a_property_that_several_concepts_have_is_described_once() -> None:
    describes = describer()
    first, second = (
        next(item for item in describes.properties(concept, ("color",), ()) if item.code == "color")
        for concept in THINGS.concepts
    )
    assert first is second
    assert first.description == "Red"


def test_the_hierarchy_is_described_by_the_displays_of_the_code_system_itself() -> None:
    found = list(describer().properties(THINGS.concepts[1], (), ()))
    assert [(item.code, item.value.content) for item in found] == [
        ("color", "red"),
        ("inactive", False),
        ("parent", "a"),
    ]


def test_statements_of_a_supplement_have_it_as_their_source() -> None:
    [found] = describer().properties(THINGS.concepts[0], ("color",), (ADDED,))
    assert found.source == "http://example.org/supplement|1"
    [alone] = describer().properties(THINGS.concepts[0], ("color",), ())
    assert alone.source is None


def test_the_cache_is_bounded() -> None:
    describes = describer()
    for number in range(MAX_CACHED + 10):
        concept = Concept("a", properties=(Property("n", Value("integer", number)),))
        [found] = describes.properties(concept, ("n",), ())
        assert found.value.content == number
    assert len(describes._described) <= MAX_CACHED
