from seed.icd10.properties import PropertyRow, declared_filters, declared_properties

ROWS = (PropertyRow("kind", "code", "What it is", "http://example.org/kinds"), PropertyRow("note", "string", "A note"))


def test_every_property_is_declared_with_those_that_fhir_names() -> None:
    declared = {item.code: item for item in declared_properties(ROWS)}
    assert list(declared) == ["kind", "note", "parent", "child", "notSelectable"]
    assert declared["kind"].code_system == "http://example.org/kinds"
    assert declared["parent"].uri == "http://hl7.org/fhir/concept-properties#parent"


def test_every_property_can_be_filtered_by_as_its_type_allows() -> None:
    filters = {item.code: item.operators for item in declared_filters(ROWS)}
    assert "is-a" in filters["concept"]
    assert filters["kind"] == ("=", "in", "not-in", "exists")
    assert filters["note"] == ("=", "regex", "exists")
