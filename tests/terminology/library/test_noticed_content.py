"""Changes of the content since the last check."""

from datetime import UTC, datetime

from fhir_resources.version import FhirVersion
from terminology.library.commits import Author, ResourceVersion
from terminology.library.noticed_content import NoticedContent, changes_between
from terminology.library.written import HistoryEntry

NOW = datetime(2026, 11, 27, tzinfo=UTC)
EMPTY = NoticedContent(1, 0, {}, {})


def entry(
    commit: int, id: str, number: int, url: str | None, method: str = "PUT", type: str = "ValueSet"
) -> HistoryEntry:
    version = ResourceVersion(type, id, number, method, url, "1", None, FhirVersion.R5, None)
    return HistoryEntry(version, commit, NOW, Author("k", "k", "key"), f"{commit}/0000")


def test_a_version_that_was_not_there_was_published() -> None:
    before = NoticedContent(1, 0, {"urn:s|1": ("s", "")}, {})
    after = NoticedContent(2, 0, {"urn:s|1": ("s", "later"), "urn:s|2": ("s-2", "")}, {})
    [change] = changes_between(before, after, [])
    assert (change.topic, change.url, change.focus) == ("code-system-version-published", "urn:s", "CodeSystem/s-2")


def test_added_changed_and_removed_imported_value_sets_are_reported() -> None:
    before = NoticedContent(1, 0, {}, {"urn:a": ("a", "1"), "urn:b": ("b", "1"), "urn:c": ("c", "1")})
    after = NoticedContent(2, 0, {}, {"urn:a": ("a", "1"), "urn:b": ("b", "2"), "urn:d": ("d", "1")})
    assert [change.focus for change in changes_between(before, after, [])] == ["ValueSet/b", "ValueSet/d", "ValueSet/c"]


def test_each_write_of_a_value_set_is_reported_in_order_and_a_deletion_by_the_url_it_had() -> None:
    log = [
        entry(1, "x", 1, "urn:x"),
        entry(2, "x", 2, "urn:x"),
        entry(2, "m", 1, "urn:m", type="ConceptMap"),
        entry(3, "x", 3, None, "DELETE"),
        entry(4, "y", 1, "urn:y"),
    ]
    found = changes_between(NoticedContent(1, 1, {}, {}), NoticedContent(2, 3, {}, {}), log)
    assert [(change.url, change.detail) for change in found] == [
        ("urn:x", "ValueSet/x/_history/2"),
        ("urn:x", "ValueSet/x/_history/3"),
    ]


def test_nothing_new_is_nothing_to_tell() -> None:
    assert changes_between(EMPTY, EMPTY, [entry(0, "x", 1, "urn:x")]) == ()
