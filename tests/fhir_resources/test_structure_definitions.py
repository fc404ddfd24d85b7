from fhir_resources.structure_definitions import find_elements, open_types
from fhir_resources.version import FhirVersion


def test_elements_come_in_the_order_of_fhir() -> None:
    names = list(find_elements("Coding", FhirVersion.R4) or {})
    assert names == ["id", "extension", "system", "version", "code", "display", "userSelected"]


def test_a_choice_is_one_element_for_each_type() -> None:
    elements = find_elements("CodeSystem.concept.property", FhirVersion.R4) or {}
    assert (elements["valueDateTime"].type, elements["valueDateTime"].stem) == ("dateTime", "value")


def test_nested_concepts_are_a_list_of_the_same_type() -> None:
    concept = (find_elements("CodeSystem.concept", FhirVersion.R5) or {})["concept"]
    assert (concept.type, concept.is_list, concept.is_primitive) == ("CodeSystem.concept", True, False)


def test_the_url_of_an_extension_is_an_attribute_and_that_of_a_resource_is_not() -> None:
    assert (find_elements("Extension", FhirVersion.R5) or {})["url"].is_attribute
    assert not (find_elements("ValueSet", FhirVersion.R5) or {})["url"].is_attribute


def test_an_extension_may_have_every_open_type() -> None:
    names = {item.type for item in (find_elements("Extension", FhirVersion.R4) or {}).values() if item.stem == "value"}
    assert names == open_types(FhirVersion.R4)


def test_versions_differ_where_fhir_differs() -> None:
    assert "equivalence" in (find_elements("ConceptMap.group.element.target", FhirVersion.R4) or {})
    assert "relationship" in (find_elements("ConceptMap.group.element.target", FhirVersion.R5) or {})


def test_an_unsupported_type_is_not_found() -> None:
    assert find_elements("Patient", FhirVersion.R5) is None
