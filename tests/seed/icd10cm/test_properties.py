from seed.icd10cm.properties import PROPERTIES, filter_definitions, property_definitions
from seed.icd10cm.tabular_list import NOTES


def test_every_kind_of_note_is_a_property() -> None:
    assert set(NOTES.values()) <= {item.code for item in PROPERTIES}


def test_each_property_is_explained_and_can_be_filtered_by() -> None:
    assert all(item.description for item in property_definitions())
    assert {item.code for item in PROPERTIES} <= {item.code for item in filter_definitions()}
