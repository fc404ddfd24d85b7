from datetime import UTC, datetime

from fhir_resources.version import FhirVersion
from terminology.core.model import Header
from terminology.http.versioned_resource import versioned
from terminology.library.resources import ResourceEntry

RELEASED = datetime(2026, 1, 1, tzinfo=UTC)


def entry(last_updated: datetime | None) -> ResourceEntry:
    return ResourceEntry("ValueSet", "a", Header("http://example.org/a"), 2, last_updated, FhirVersion.R5, dict)


def test_built_in_resources_change_with_the_server() -> None:
    found = versioned(entry(None), RELEASED, "1.2.3")
    assert (found.last_updated, found.version_id) == (RELEASED, "1.2.3")


def test_reimported_content_has_another_version_id() -> None:
    first = versioned(entry(datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)), RELEASED, "1.2.3")
    second = versioned(entry(datetime(2026, 2, 3, 4, 5, 7, tzinfo=UTC)), RELEASED, "1.2.3")
    assert (first.version_id, second.version_id) == ("2-20260203040506", "2-20260203040507")
