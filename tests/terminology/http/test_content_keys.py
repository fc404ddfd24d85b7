from fhir_resources.version import FhirVersion
from terminology.http.content_keys import ContentKeys
from terminology.library.library import Library


def test_the_key_is_the_same_in_every_process_over_the_same_content(library: Library) -> None:
    assert ContentKeys(library, "1").key(FhirVersion.R5) == ContentKeys(library, "1").key(FhirVersion.R5)


def test_another_version_of_fhir_or_of_the_software_has_another_key(library: Library) -> None:
    keys = {ContentKeys(library, software).key(version) for software in "12" for version in FhirVersion}
    assert len(keys) == 4
