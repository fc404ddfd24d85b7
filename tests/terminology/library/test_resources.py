from hypothesis import given
from hypothesis import strategies as st

from fhir_resources.version import FhirVersion
from terminology.core.model import Header
from terminology.library.resources import LONGEST_ID, ResourceEntry, id_from, index_of


def entry(id: str, url: str, version: str | None = None, type: str = "ValueSet") -> ResourceEntry:
    return ResourceEntry(type, id, Header(url, version), 1, None, FhirVersion.R5, lambda: {"id": "own", "url": url})


def test_the_first_keeps_its_id_and_others_get_another() -> None:
    index = index_of([entry("a", "u:1", "1"), entry("a", "u:1", "2"), entry("a", "u:2"), entry("a", "u:3")])
    assert [(item.id, item.header.canonical) for item in index.entries("ValueSet")] == [
        ("a-2", "u:1|2"),
        ("a", "u:1|1"),
        ("a-3", "u:2"),
        ("a-4", "u:3"),
    ]


def test_ids_are_unique_for_each_type_alone() -> None:
    index = index_of([entry("a", "u:1"), entry("a", "u:2", type="CodeSystem")])
    assert [index.entries(type)[0].id for type in ("ValueSet", "CodeSystem")] == ["a", "a"]


def test_a_resource_is_read_under_the_id_in_search_results() -> None:
    index = index_of([entry("a", "u:1"), entry("a", "u:2")])
    found = index.find("ValueSet", "a-2")
    assert found
    assert found.read() == {"resourceType": "ValueSet", "id": "a-2", "url": "u:2"}


def test_entries_come_by_url_and_the_latest_version_first() -> None:
    index = index_of([entry("a", "u:2", "1.2"), entry("b", "u:1"), entry("c", "u:2", "1.10")])
    assert [item.id for item in index.entries("ValueSet")] == ["b", "c", "a"]


def test_missing_content_is_none() -> None:
    assert index_of([]).find("ValueSet", "a") is None
    assert index_of([]).entries("ConceptMap") == ()


@given(st.lists(st.tuples(st.text(max_size=80), st.none() | st.text(max_size=80)), max_size=12))
def test_every_entry_gets_an_id_that_fhir_allows(wanted: list[tuple[str, str | None]]) -> None:
    entries = [entry(id_from(id) or "x", f"u:{number}", version) for number, (id, version) in enumerate(wanted)]
    found = index_of(entries).entries("ValueSet")
    assert len(found) == len(wanted)
    assert all(1 <= len(item.id) <= LONGEST_ID for item in found)
    assert all(char.isascii() and (char.isalnum() or char in "-.") for item in found for char in item.id)
