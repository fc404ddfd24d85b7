from datetime import UTC, datetime

from fhir_resources.version import FhirVersion
from seed.release import Source
from terminology.library.imported_codes import ListedCodes, listed_codes
from terminology.library.ports import StoredResource
from tests.builders.catalogue import VALUE_SET, catalogue_of, code_system_of, codes_of, concept_of, value_set_of

NOON = datetime(2025, 10, 1, 12, tzinfo=UTC)
CODES = code_system_of("a", concept_of("b", "B", status="retired"))


def stored(url: str = VALUE_SET, type: str = "ValueSet") -> StoredResource:
    return StoredResource(type, "a", url, None, FhirVersion.R5, (FhirVersion.R5,), "{}", Source("a", "00", 1), NOON)


def test_codes_that_ended_or_are_unknown_are_named_by_value_set() -> None:
    elsewhere = codes_of("x", system="http://unknown.example.org")
    known = catalogue_of(CODES, value_set_of(codes_of("a", "b", "c"), elsewhere))
    found = listed_codes({FhirVersion.R5: known}, [stored(), stored("http://gone"), stored(type="CodeSystem")])
    assert found == (ListedCodes(f"ValueSet {VALUE_SET}", 3, ("b",), ("c",)),)
    assert found[0].line() == f"ValueSet {VALUE_SET}, of 3 codes: 1 have ended (b); 1 are unknown (c)"
    assert found[0].as_json() == {"valueSet": f"ValueSet {VALUE_SET}", "checked": 3, "ended": ("b",), "unknown": ("c",)}


def test_of_a_value_set_that_is_whole_nothing_is_said() -> None:
    assert listed_codes({FhirVersion.R5: catalogue_of(CODES, value_set_of(codes_of("a")))}, [stored()]) == ()


def test_many_codes_make_a_short_line() -> None:
    line = ListedCodes("ValueSet x", 5000, tuple(f"c{n}" for n in range(4000)), ()).line()
    assert line.endswith("c9 and 3,990 more)")
