import pytest

from terminology.core.catalogue import Catalogue
from terminology.core.errors import UnknownValueSet
from terminology.core.model import Extension, Value
from terminology.core.requests import ValueSetReference, VersionRules
from terminology.operations.value_sets.definition import expansion_parameters, get_value_set
from tests.builders.catalogue import VALUE_SET, catalogue_of, value_set_of


def test_a_value_set_is_sent_or_named_with_or_without_a_version() -> None:
    old, new = value_set_of(version="1"), value_set_of(version="2")
    known = catalogue_of(old, new)
    supplied = value_set_of(url="http://example.org/inline")
    none = VersionRules()
    assert get_value_set(known, ValueSetReference(value_set=supplied), none) is supplied
    assert get_value_set(known, ValueSetReference(VALUE_SET), none) is new
    assert get_value_set(known, ValueSetReference(f"{VALUE_SET}|1"), none) is old
    assert get_value_set(known, ValueSetReference(VALUE_SET, "1"), none) is old
    assert get_value_set(known, ValueSetReference(VALUE_SET), VersionRules(value_set=(f"{VALUE_SET}|1",))) is old


def test_an_unknown_value_set_is_an_error() -> None:
    with pytest.raises(UnknownValueSet, match=rf"value Set '{VALUE_SET}\|9' could not be found"):
        get_value_set(Catalogue(), ValueSetReference(VALUE_SET, "9"), VersionRules())


def test_expansion_options_of_a_definition_are_read_from_header_and_compose() -> None:
    url = "http://hl7.org/fhir/StructureDefinition/valueset-expansion-parameter"
    parts = (Extension("name", Value("code", "displayLanguage")), Extension("value", Value("code", "de")))
    stated = value_set_of(extensions=(Extension(url, extensions=parts), Extension("http://example.org/else")))
    assert expansion_parameters(stated) == {"displayLanguage": "de"}
