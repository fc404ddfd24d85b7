from seed.icd10pcs.axes import AXES
from seed.icd10pcs.properties import filter_definitions, property_definitions

BASE = "https://example.org/fhir"


def test_every_axis_is_a_property_that_can_be_filtered_by() -> None:
    axes = {name for name, _ in AXES}
    assert axes | {"kind", "billable", "parent", "child"} <= {item.code for item in property_definitions(BASE)}
    assert axes | {"kind", "billable", "concept"} <= {item.code for item in filter_definitions(BASE)}
