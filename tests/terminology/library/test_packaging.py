"""The content and name of a package; tests/terminology/cli/exports tests the rest."""

import pytest

from fhir_resources.version import FhirVersion
from terminology.core.errors import UnknownResource
from terminology.core.model import Header
from terminology.library.loading import Loaded
from terminology.library.packaging import Chosen, PackageOptions, choose, describe, packed
from terminology.library.resources import ResourceEntry
from terminology.library.snapshots import Snapshot, snapshots_of

BASE = "https://tx.example.com:8443/fhir"
R4, R5 = FhirVersion.R4, FhirVersion.R5


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return snapshots_of(Loaded(), BASE)[R4]


def chosen_of(version: str | None, id: str = "letters", date: str | None = None) -> Chosen:
    entry = ResourceEntry("ValueSet", id, Header("u:x", version, date=date), 1, None, R5, dict)
    return Chosen("letters", (entry,), entry)


@pytest.mark.parametrize(
    ("version", "number"),
    [
        ("2025-10", "2025.10.0"),
        ("2018-08-12", "2018.8.12"),
        ("4.0.1", "4.0.1"),
        ("3", "3.0.0"),
        ("2-4ce3598b", "2.0.0-4ce3598b"),
        ("1.2.3-draft", "1.2.3-draft"),
        ("first", "2024.5.2"),
        (None, "2024.5.2"),
    ],
)
def test_a_version_becomes_three_numbers_or_else_the_date_does(version: str | None, number: str) -> None:
    described = describe(chosen_of(version, date="2024-05-02"), R4, PackageOptions(BASE))
    assert described.version == number


def test_the_name_begins_with_the_host_and_ends_with_the_fhir_version() -> None:
    assert describe(chosen_of("1"), R4, PackageOptions(BASE)).name == "com.example.tx.letters.r4"


@pytest.mark.parametrize(
    ("base", "name"),
    [
        ("http://127.0.0.1:8000/fhir", "local.letters.r4"),
        ("http://[::1]/fhir", "local.letters.r4"),
        ("http://my_server.example.org/fhir", "org.example.my-server.letters.r4"),
        ("http://tx.3com/fhir", "local.3com.tx.letters.r4"),
        ("urn:x", "local.letters.r4"),
    ],
)
def test_any_host_gives_a_name_of_a_package(base: str, name: str) -> None:
    assert describe(chosen_of("1"), R4, PackageOptions(base)).name == name


def test_a_date_may_be_a_month_or_missing() -> None:
    assert describe(chosen_of("1", date="2024-05"), R4, PackageOptions(BASE)).date.isoformat()[:10] == "2024-05-01"
    assert describe(chosen_of("1"), R4, PackageOptions(BASE)).date.year == 1980


def test_everything_is_in_installation_order(snapshot: Snapshot) -> None:
    types = [entry.type for entry in choose(snapshot, "all", None).entries]
    assert types == sorted(types, key=["CodeSystem", "ValueSet", "ConceptMap"].index)
    assert len(types) > 20


def test_a_value_set_can_be_selected_by_url_only(snapshot: Snapshot) -> None:
    url = f"{BASE}/ValueSet/hcpcs-modifiers"
    assert [entry.id for entry in choose(snapshot, url, None).entries] == ["hcpcs-modifiers"]
    with pytest.raises(UnknownResource):
        choose(snapshot, url, "99")


def test_packaged_resources_have_the_form_of_the_version(snapshot: Snapshot) -> None:
    for resource in packed(choose(snapshot, "all", None).entries, R4):
        assert resource.head["id"]
        assert b'"resourceType"' in b"".join(resource.text())
