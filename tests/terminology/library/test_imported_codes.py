from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fhir_resources.version import FhirVersion
from seed.release import Source, source_of
from terminology.core.catalogue import Catalogue
from terminology.core.model import Coding
from terminology.core.value_sets import ValueSet
from terminology.library.imported_codes import ListedCodes, listed_codes
from terminology.library.ports import StoredResource
from terminology.library.received import received, with_values
from terminology.library.resource_imports import ImportInput, validate_resources
from tests.builders.catalogue import VALUE_SET, catalogue_of, code_system_of, codes_of, concept_of, value_set_of
from tests.builders.operations import expansion_of, validation_of
from tests.conftest import SHARED, found
from tests.examples.all_releases import FILES, HCPCS, snapshot_of
from tests.examples.releases import read_release

NOON = datetime(2025, 10, 1, 12, tzinfo=UTC)
CODES = code_system_of("a", concept_of("b", "B", status="retired"))


def stored(url: str = VALUE_SET, type: str = "ValueSet") -> StoredResource:
    return StoredResource(type, "a", url, None, FhirVersion.R5, (FhirVersion.R5,), "{}", Source("a", "00", 1), NOON)


def test_codes_that_ended_or_are_unknown_are_named_by_value_set() -> None:
    elsewhere = codes_of("x", system="http://unknown.example.org")
    known = catalogue_of(CODES, value_set_of(codes_of("a", "b", "c"), elsewhere))
    found = listed_codes({FhirVersion.R5: known}, [stored(), stored("http://gone"), stored(type="CodeSystem")])
    assert found == (ListedCodes(f"ValueSet {VALUE_SET}", 3, ("b",), ("c",)),)
    assert found[0].line() == f"ValueSet {VALUE_SET}, of 3 codes: 1 has ended (b); 1 is unknown (c)"
    assert found[0].as_json() == {"valueSet": f"ValueSet {VALUE_SET}", "checked": 3, "ended": ("b",), "unknown": ("c",)}


def test_a_complete_value_set_has_no_report() -> None:
    assert listed_codes({FhirVersion.R5: catalogue_of(CODES, value_set_of(codes_of("a")))}, [stored()]) == ()


def test_many_codes_make_a_short_line() -> None:
    line = ListedCodes("ValueSet x", 5000, tuple(f"c{n}" for n in range(4000)), ()).line()
    assert line.endswith("c9 and 3,990 more)")


# The 71 value sets that programmes publish with HCPCS codes.


@pytest.fixture(scope="module")
def published() -> Sequence[StoredResource]:
    files = sorted(found(SHARED / "data" / "value-sets", "the value sets").glob("*.json"))
    supplied = [ImportInput(source_of(f.name, f.read_bytes()), f.read_bytes(), FhirVersion.R4) for f in files]
    checked = validate_resources(supplied, NOON)
    assert (len(checked.resources), checked.refused, checked.skipped) == (71, (), {})
    return checked.resources


@pytest.fixture(scope="module")
def known(shared_data: Path, published: Sequence[StoredResource]) -> Catalogue:
    path = shared_data / "releases" / FILES["2025-10"]
    values = [item.value for item in map(received, published) if item.value]
    return with_values(snapshot_of([read_release(path).code_system]).catalogue, values)


def test_each_published_value_set_expands_and_validates_the_codes_that_the_release_has(
    known: Catalogue, published: Sequence[StoredResource]
) -> None:
    release = known.get_code_system(HCPCS)
    years = Counter[str | None]()
    for item in published:
        value_set = known.find_value_set(item.url or "", item.version)
        assert isinstance(value_set, ValueSet)
        assert value_set.compose
        includes = value_set.compose.include
        years.update(include.version for include in includes)
        listed = [reference.code for include in includes for reference in include.concepts]
        here = {code for code in listed if release.locate(code)}
        expanded = {entry.code for entry in expansion_of(known, value_set, count=1000).contains}
        assert expanded >= here, value_set.header.canonical
        for code in listed[:20]:
            result = validation_of(known, value_set, Coding(HCPCS, code))
            assert result.is_valid == (code in here), (value_set.header.canonical, code)
    assert years == {None: 70, "2025": 2}


def test_the_report_of_their_import_names_the_ended_and_the_unknown_codes(
    known: Catalogue, published: Sequence[StoredResource]
) -> None:
    reports = listed_codes({FhirVersion.R4: known, FhirVersion.R5: known}, published)
    assert sum(len(item.ended) for item in reports) == 21
    assert sum(len(item.unknown) for item in reports) == 105
    assert any(item.value_set.endswith("1166.119|20211012") and item.ended == ("G9774",) for item in reports)
