from dataclasses import replace
from datetime import UTC, datetime

from fhir_resources.version import FhirVersion
from seed.release import Source
from terminology.core.value_sets import ValueSet, ValueSetHeader
from terminology.library.loading import Loaded
from terminology.library.ports import StoredResource
from terminology.library.received import ReceivedResource
from terminology.library.snapshots import current_resources, snapshots_of

BASE = "https://terminology.example.org/fhir"
NOON = datetime(2025, 10, 1, 12, tzinfo=UTC)
R4, R5 = FhirVersion.R4, FhirVersion.R5


def resource(title: str | None, *versions: FhirVersion, version: str = "1") -> ReceivedResource:
    """A value set of one url; without a title, the mark that it was removed."""
    text = title and "{}"
    stored = StoredResource("ValueSet", "a", "u:a", version, R5, versions, text, Source("a.json", "00", 1), NOON)
    return ReceivedResource(stored, ValueSet(ValueSetHeader("u:a", version, title=title)) if title else None)


def titles(history: list[ReceivedResource], version: FhirVersion) -> list[tuple[str | None, int]]:
    current = current_resources(history, version)
    return [(item.header.title if item.header else None, version_id) for item, version_id in current]


def test_the_last_import_is_current_and_has_its_sequence_number() -> None:
    history = [resource("first", R4, R5), resource("second", R4, R5), resource("other", R4, R5, version="2")]
    assert titles(history, R4) == [("second", 2), ("other", 1)]


def test_content_for_one_endpoint_does_not_affect_the_other() -> None:
    history = [resource("both", R4, R5), resource("five", R5)]
    assert (titles(history, R4), titles(history, R5)) == ([("both", 1)], [("five", 2)])


def test_removed_content_may_return() -> None:
    history = [resource("first", R4), resource(None, R4)]
    assert titles(history, R4) == []
    assert titles([*history, resource("again", R4)], R4) == [("again", 3)]


def test_built_in_content_is_the_same_object_for_both_versions_and_every_publication() -> None:
    url = f"{BASE}/CodeSystem/hcpcs-coverage"
    nothing = Loaded()
    later = replace(nothing, publication=replace(nothing.publication, revision=1))
    found = [
        snapshot.catalogue.find_code_system(url)
        for loaded in (nothing, later)
        for snapshot in snapshots_of(loaded, BASE).values()
    ]
    assert found[0] is not None
    assert all(item is found[0] for item in found)
