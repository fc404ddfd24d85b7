from terminology.core.model import CodeSystem, CodeSystemHeader, Concept, Designation, Header, PropertyDefinition
from tests.builders.catalogue import code_system_of, concept_of


def test_the_values_of_a_property_come_in_the_order_of_statement() -> None:
    concept = concept_of("A", typeOfService=("9", "1"), coverage="D")
    assert [value.content for value in concept.values("typeOfService")] == ["9", "1"]
    assert concept.values("betos") == ()


def test_a_canonical_has_a_bar_only_before_a_version() -> None:
    assert Header("http://example.org/x", "1").canonical == "http://example.org/x|1"
    assert Header("http://example.org/x").canonical == "http://example.org/x"


def test_a_declared_property_is_found_by_its_code() -> None:
    colour = PropertyDefinition("colour", "code")
    header = code_system_of("A", properties=(PropertyDefinition("size", "string"), colour)).header
    assert header.find_property("colour") is colour
    assert header.find_property("weight") is None


def test_the_first_of_two_declarations_of_one_property_counts() -> None:
    first = PropertyDefinition("status", "code", "urn:p")
    header = CodeSystemHeader(url="urn:x", properties=(first, PropertyDefinition("status", "string", "urn:p")))
    assert header.find_property("status") is first
    assert header.property_code("urn:p") == "status"
    assert header.property_code("urn:q") is None


def test_concepts_that_say_the_same_are_equal() -> None:
    one, other = (concept_of("A", "a", Designation("x", "de"), colour="red") for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)


def test_a_code_system_is_shown_by_its_header_however_many_concepts_it_has() -> None:
    few, many = (CodeSystem(CodeSystemHeader("http://example.org"), (Concept("a"),) * count) for count in (1, 1000))
    assert repr(few) == repr(many)
