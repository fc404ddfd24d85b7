from collections.abc import Callable

from terminology.pages.context import PageRequest
from terminology.pages.other_systems import found_elsewhere, loaded_systems


def test_the_best_codes_of_every_other_loaded_system_are_shown(ask: Callable[..., PageRequest]) -> None:
    found = found_elsewhere(ask(), "unknown")
    assert sorted(item.title for item in found) == ["AdministrativeGender", "PublicationStatus"]
    assert {item.entries[0].code for item in found} == {"unknown"}
    assert {item.href.partition("?")[2] for item in found} == {"q=unknown"}


def test_hcpcs_stands_first_and_what_is_always_there_last(ask: Callable[..., PageRequest]) -> None:
    urls = [versions[0].header.url for versions in loaded_systems(ask())]
    assert urls[0].endswith("HCPCSReleaseCodeSets")
    assert urls.index("http://hl7.org/fhir/administrative-gender") < urls.index("urn:iso:std:iso:4217")


def test_the_lists_of_this_server_are_not_searched(ask: Callable[..., PageRequest]) -> None:
    urls = {versions[0].header.url for versions in loaded_systems(ask())}
    assert not any(url.startswith("https://terminology.example.org/fhir") for url in urls)
    assert found_elsewhere(ask(), "carrier judgment") == ()
