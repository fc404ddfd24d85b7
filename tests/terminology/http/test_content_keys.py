from fhir_resources.version import FhirVersion
from terminology.http.content_keys import ContentKeys
from terminology.library.library import Library


def key(library: Library, software_version: str, version: FhirVersion) -> str:
    return ContentKeys(software_version).key(version, library.snapshot(version))


def test_the_key_is_the_same_in_every_process_over_the_same_content(library: Library) -> None:
    assert key(library, "1", FhirVersion.R5) == key(library, "1", FhirVersion.R5)


def test_another_version_of_fhir_or_of_the_software_has_another_key(library: Library) -> None:
    assert len({key(library, software, version) for software in "12" for version in FhirVersion}) == 4
