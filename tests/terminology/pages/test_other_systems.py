from collections.abc import Callable
from dataclasses import replace

from terminology.core.model import Concept
from terminology.library.entries import code_system_entry
from terminology.library.library import Library
from terminology.library.resources import index_of
from terminology.library.snapshots import Snapshot
from terminology.pages.context import PageRequest
from terminology.pages.merged_snapshot import merged_snapshot
from terminology.pages.other_systems import loaded_systems, search_elsewhere
from terminology.providers.generic import in_memory
from tests.builders.catalogue import code_system_of


def test_the_best_codes_of_every_other_loaded_system_are_shown(ask: Callable[..., PageRequest]) -> None:
    found = search_elsewhere(ask(), "unknown")
    assert sorted(item.title for item in found) == ["AdministrativeGender", "PublicationStatus"]
    assert {item.entries[0].code for item in found} == {"unknown"}
    assert {item.href.partition("?")[2] for item in found} == {"q=unknown"}


def test_hcpcs_comes_first_and_built_in_content_last(ask: Callable[..., PageRequest]) -> None:
    urls = [versions[0].header.url for versions in loaded_systems(ask())]
    assert urls[0].endswith("HCPCSReleaseCodeSets")
    assert urls.index("http://hl7.org/fhir/administrative-gender") < urls.index("urn:iso:std:iso:4217")


def test_the_lists_of_this_server_are_not_searched(ask: Callable[..., PageRequest]) -> None:
    urls = {versions[0].header.url for versions in loaded_systems(ask())}
    assert not any(url.startswith("https://terminology.example.org/fhir") for url in urls)
    assert search_elsewhere(ask(), "carrier judgment") == ()


def test_the_last_of_many_code_systems_is_searched_too(
    request_over: Callable[[Snapshot], Callable[..., PageRequest]], library: Library
) -> None:
    many = [code_system_of(Concept("z", f"zebra {number}"), url=f"http://example.org/{number}") for number in range(60)]
    complete = merged_snapshot(library)
    entries = [entry for each in complete.resources.by_type.values() for entry in each.values()]
    snapshot = replace(
        complete,
        catalogue=complete.catalogue.with_resources(code_systems=map(in_memory, many)),
        resources=index_of([*entries, *(code_system_entry(item) for item in many)]),
    )
    ask = request_over(snapshot)
    exact = [item.entries[0].display for item in search_elsewhere(ask(), "zebra 59") if not item.is_loose]
    assert exact == ["zebra 59"]
    assert len(search_elsewhere(ask(), "zebra")) == 60
    assert len(search_elsewhere(ask(), "zebra", max_systems=10)) < 10
