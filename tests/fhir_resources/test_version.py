import pytest

from fhir_resources.version import FhirVersion, find_version


@pytest.mark.parametrize("name", ["4.0", "4.0.1", "r4", "R4", "/r4", " 4.0 "])
def test_r4_is_selected_by_media_type_full_number_or_path(name: str) -> None:
    assert find_version(name) is FhirVersion.R4


@pytest.mark.parametrize("name", ["", "4.3", "4.0.0", "r4b", "6.0"])
def test_other_versions_are_not_ours(name: str) -> None:
    assert find_version(name) is None


@pytest.mark.parametrize("version", FhirVersion)
def test_every_spelling_leads_back_to_the_version(version: FhirVersion) -> None:
    assert {find_version(version.full), find_version(version.path), find_version(version)} == {version}


def test_a_version_hashes_as_the_text_that_it_equals() -> None:
    assert {FhirVersion.R5: "found"}["5.0"] == "found"
