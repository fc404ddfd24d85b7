from datetime import UTC, datetime

import pytest

from fhir_resources import json_format
from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.core.model import Header
from terminology.library.commits import Author, Commit, ResourceVersion
from terminology.library.resources import ResourceEntry, index_of
from terminology.library.snapshots import Snapshot
from terminology.library.written_resources import ServedResource, served_resource
from terminology.library.written_snapshots import changes_names, with_written
from tests.builders.writing import code_system, value_set

AT = datetime(2026, 11, 26, tzinfo=UTC)
EMPTY = Snapshot(Catalogue(), index_of([]), 1)


def served(resource: dict[str, object], version_id: int = 1) -> ServedResource:
    text = json_format.dumps(resource).decode()
    version = ResourceVersion(
        str(resource["resourceType"]),
        str(resource["id"]),
        version_id,
        "PUT",
        str(resource.get("url")),
        str(resource.get("version")),
        str(resource["status"]),
        FhirVersion.R5,
        None,
    )
    return served_resource(version, text, Commit(1, "c", AT, Author("a", "a", "key"), (version,)))


def imported(id: str, url: str, version: str) -> ResourceEntry:
    return ResourceEntry("ValueSet", id, Header(url, version), 1, AT, FhirVersion.R5, dict)


def test_a_written_resource_is_found_until_it_is_deleted() -> None:
    item = served(value_set("x"))
    there = with_written(EMPTY, (), [item], 3)
    assert there.written == 3
    assert there.catalogue.find_value_set("https://a.example.org/ValueSet/x") is not None
    assert there.resources.find("ValueSet", "x") is item.resource.entry
    gone = with_written(there, [item], [], 4)
    assert gone.catalogue.value_sets == {}
    assert gone.resources.entries("ValueSet") == ()


def test_the_last_commit_that_touched_a_code_system_is_known() -> None:
    first = with_written(EMPTY, (), [served(code_system("c"))], 3)
    second = with_written(first, (), [served(value_set("x"))], 4)
    assert (second.written, second.code_systems_written) == (4, 3)
    assert with_written(second, [served(code_system("c"))], [], 5).code_systems_written == 5


def test_a_step_by_step_change_gives_what_all_at_once_gives() -> None:
    items = [served(value_set(f"v{n}", url=f"https://a.org/{n % 7}", version=f"{n}")) for n in range(40)]
    at_once = with_written(EMPTY, (), items, 1)
    stepwise = EMPTY
    for item in reversed(items):
        stepwise = with_written(stepwise, (), [item], 1)
    assert [e.id for e in stepwise.resources.entries("ValueSet")] == [
        e.id for e in at_once.resources.entries("ValueSet")
    ]
    for url, versions in at_once.catalogue.value_sets.items():
        assert [item.header.id for item in stepwise.catalogue.value_sets[url]] == [item.header.id for item in versions]


def test_entries_are_sorted_by_url_with_the_latest_version_first() -> None:
    base = Snapshot(
        Catalogue(), index_of([imported("i", "https://a.org/2", "2"), imported("j", "https://z.org", "1")]), 1
    )
    new = [served(value_set(id, url="https://a.org/2", version=version)) for id, version in (("x", "1"), ("y", "3"))]
    found = with_written(base, (), new, 1).resources.entries("ValueSet")
    assert [entry.id for entry in found] == ["y", "i", "x", "j"]


def test_an_imported_one_gives_its_id_up() -> None:
    base = Snapshot(Catalogue(), index_of([imported("x", "https://i.org", "7")]), 1)
    found = with_written(base, (), [served(value_set("x"))], 1).resources
    assert {entry.id for entry in found.entries("ValueSet")} == {"x", "x-7"}


def test_a_draft_ranks_after_versions_in_force() -> None:
    items = [served(code_system("a", status="active")), served(code_system("b", version="2", status="draft"))]
    catalogue = with_written(EMPTY, (), items, 1).catalogue
    assert catalogue.get_code_system("https://a.example.org/CodeSystem/c").header.version == "1.0.0"


@pytest.mark.parametrize("has_identifier", [True, False])
def test_a_code_system_with_an_oid_gives_a_name_back(has_identifier: bool) -> None:
    identifier = [{"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.3"}] if has_identifier else None
    assert changes_names([served(code_system("a", identifier=identifier))]) is has_identifier
