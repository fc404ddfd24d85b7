from datetime import UTC, datetime
from typing import Any

from fhir_resources.version import FhirVersion
from terminology.core.model import Header
from terminology.library.commits import Author, Commit, ResourceVersion
from terminology.library.resources import ResourceEntry
from terminology.library.written import Key, Written, WrittenResource

AT = datetime(2026, 11, 26, tzinfo=UTC)


def version(id: str, version_id: int, method: str = "PUT", business_version: str = "1") -> ResourceVersion:
    url = None if method == "DELETE" else "https://a.org/v"
    return ResourceVersion("ValueSet", id, version_id, method, url, business_version, "draft", FhirVersion.R5, None)


def resource(version: ResourceVersion, *references: str) -> WrittenResource:
    make: Any = dict
    entry = ResourceEntry(version.type, version.id, Header("https://a.org/v"), 1, AT, FhirVersion.R5, make)
    return WrittenResource(version, entry, frozenset(references))


def commit(number: int, *versions: ResourceVersion) -> Commit:
    return Commit(number, f"c{number}", AT, Author("a", "a", "key"), versions)


def there(*resources: WrittenResource) -> dict[Key, WrittenResource]:
    return {item.version.key: item for item in resources}


def test_a_history_grows_and_its_last_entry_is_the_head() -> None:
    written = Written()
    first, second = version("x", 1), version("x", 2)
    written.apply(commit(1, first), there(resource(first)))
    written.apply(commit(2, second), there(resource(second)))
    assert [entry.version.version_id for entry in written.history("ValueSet", "x")] == [1, 2]
    head = written.find_head("ValueSet", "x")
    assert head is not None
    assert (head.version, head.commit, head.text_key) == (second, 2, "c2/0000")
    assert written.find_version("ValueSet", "x", 1) is not None
    assert written.find_version("ValueSet", "x", 3) is None


def test_a_deleted_resource_releases_its_url() -> None:
    written = Written()
    first = version("x", 1)
    written.apply(commit(1, first), there(resource(first, "https://a.org/c")))
    assert written.holder("ValueSet", "https://a.org/v", "1") == "x"
    assert written.referrers["https://a.org/c"] == {("ValueSet", "x")}
    written.apply(commit(2, version("x", 2, "DELETE")), {})
    assert written.holder("ValueSet", "https://a.org/v", "1") is None
    assert written.referrers["https://a.org/c"] == set()
    assert ("ValueSet", "x") not in written.resources


def test_a_url_changes_hands_in_one_commit() -> None:
    written = Written()
    first = version("x", 1)
    written.apply(commit(1, first), there(resource(first)))
    new = version("y", 1)
    written.apply(commit(2, new, version("x", 2, "DELETE")), there(resource(new)))
    assert written.holder("ValueSet", "https://a.org/v", "1") == "y"
    touched = ("*", "ValueSet", "ValueSet/x", "ValueSet/y", "ValueSet https://a.org/v")
    assert [written.changes[name].number for name in touched] == [2] * len(touched)


def test_the_last_change_is_known_for_former_names_too() -> None:
    written = Written()
    for number in (1, 2):
        written.apply(commit(number, version("xy"[number - 1], 1)), {})
    assert written.last_change(("ValueSet/x",)) == (1, AT)
    assert written.last_change(("ValueSet/x", "ValueSet/y")) == (2, AT)
    assert written.last_change(("ValueSet/x",), after=1) is None
    assert written.last_change(("CodeSystem",)) is None
    written.apply(commit(3, version("x", 2, "DELETE")), {})
    assert written.last_change(("ValueSet https://a.org/v",), after=2) == (3, AT)


def test_former_and_current_dependents_of_a_url_are_notified() -> None:
    written = Written()
    first, second = version("x", 1), version("x", 2)
    written.apply(commit(1, first), there(resource(first, "https://a.org/c|1")))
    written.apply(commit(2, second), there(resource(second, "https://a.org/d")))
    assert written.last_change(("to https://a.org/c",)) == written.last_change(("to https://a.org/d",)) == (2, AT)
    assert written.last_change(("to https://a.org/e",)) is None
